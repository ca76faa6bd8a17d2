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
        const read = () => store.readPresence(actorOf('103'), idOf('102'));
        const say = (changes: object) =>
          store.execute({ kind: 'set-presence', accountId, actor: actorOf('102'), changes });
        assert.deepEqual(await read(), standardPresence);
        await Promise.all([say({ message: 'Back at 3' }), say({ userStatus: 'Busy' })]);
        assert.deepEqual(await read(), { ...standardPresence, message: 'Back at 3', userStatus: 'Busy' });
        assert.deepEqual(await store.readPresence(actorOf('103'), idOf('103')), standardPresence);
      },
    );

    storeTest('nothing of it is left of someone deleted', async (company) => {
      const { store, accountId, idOf, actorOf } = company;
      const changes = { message: 'Here' };
      await store.execute({ kind: 'set-presence', accountId, actor: actorOf('104'), changes });
      await company.change({ kind: 'delete-extension', extensionId: idOf('104') });
      assert.deepEqual(await store.readPresence(actorOf('101'), idOf('104')), standardPresence);
    });
  });
}
