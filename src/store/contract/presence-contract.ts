/** What every store must do about presence. Each engine runs this suite. */

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { standardPresence } from '../../domain/presence.ts';
import type { StoreTest } from './company.fixture.ts';

export function presenceContract(storeTest: StoreTest): void {
  describe('presence', () => {
    storeTest(
      'is what is taken for granted, until someone says something; what they leave out stays',
      async (company) => {
        const { store, accountId, idOf, actorOf } = company;
        const read = () => store.as(actorOf('103')).readPresence(idOf('102'));
        const say = (changes: object) =>
          store.execute({ kind: 'set-presence', accountId, actor: actorOf('102'), changes });
        assert.deepEqual(await read(), standardPresence);
        await Promise.all([say({ message: 'Back at 3' }), say({ userStatus: 'Busy' })]);
        assert.deepEqual(await read(), { ...standardPresence, message: 'Back at 3', userStatus: 'Busy' });
        assert.deepEqual(await store.as(actorOf('103')).readPresence(idOf('103')), standardPresence);
      },
    );

    storeTest('each change is told once, by its number, and nothing when nothing changed', async (company) => {
      const { store, accountId, idOf, actorOf } = company;
      const since = await store.server.readPosition(accountId);
      const say = (number: string, changes: object) =>
        store.execute({ kind: 'set-presence', accountId, actor: actorOf(number), changes });
      const told = async (from: typeof since) => {
        const { presence, position } = await store.server.readChanges(accountId, from, new Set());
        return { position, people: presence.map((one) => [one.extension.extensionNumber, one.number]) };
      };
      await say('102', { message: 'Here' });
      await say('103', { userStatus: 'Busy' });
      await say('102', { message: 'Gone' });
      const first = await told(since);
      assert.deepEqual(first.people, [
        ['103', 1],
        ['102', 2],
      ]);
      assert.deepEqual((await told(first.position)).people, []);
      await say('102', { message: 'Gone' });
      assert.deepEqual((await told(first.position)).people, []);
      const [one] = (await store.server.readChanges(accountId, since, new Set(), 1)).presence;
      assert.equal(one?.extension.extensionId, idOf('103'), 'a part of it, when only so much is told at a time');
    });

    storeTest('of everyone is listed by number, but for those who hide it from others', async (company) => {
      const { store, accountId, actorOf } = company;
      const paging = { page: 1, perPage: 1000 };
      const seenBy = async (number: string) =>
        (await store.as(actorOf(number)).listPresences(paging)).records.map(
          ({ extension }) => extension.extensionNumber,
        );
      const changes = { isVisible: false };
      assert.deepEqual(await seenBy('101'), ['101', '102', '103', '104', '105', '106']);
      await store.execute({ kind: 'set-presence', accountId, actor: actorOf('102'), changes });
      assert.deepEqual(await seenBy('101'), ['101', '103', '104', '105', '106']);
      assert.deepEqual(await seenBy('102'), ['101', '102', '103', '104', '105', '106']);
      const second = await store.as(actorOf('101')).listPresences({ page: 2, perPage: 2 });
      assert.deepEqual([second.totalElements, second.records.length], [5, 2]);
    });

    storeTest('nothing of it is left of someone deleted', async (company) => {
      const { store, accountId, idOf, actorOf } = company;
      const changes = { message: 'Here' };
      await store.execute({ kind: 'set-presence', accountId, actor: actorOf('104'), changes });
      await company.change({ kind: 'delete-extension', extensionId: idOf('104') });
      assert.deepEqual(await store.as(actorOf('101')).readPresence(idOf('104')), standardPresence);
    });
  });
}
