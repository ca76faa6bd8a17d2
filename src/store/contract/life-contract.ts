/** What every store must do about the lives of messages: a part of the store's contract. Years pass in milliseconds. */

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { type SweepTask, sweepTasks } from '../../domain/commands/upkeep.ts';
import { unwrap } from '../../domain/errors.ts';
import type { ClientId, CredentialId, SessionId } from '../../domain/ids.ts';
import type { Copy } from '../../domain/message.ts';
import { dayMs } from '../../domain/retention.ts';
import { createSweeper } from '../../upkeep/sweeper.ts';
import type { Company, StoreTest } from './company.fixture.ts';
import { configure, heardOf, held, positionOf, remove, startMs, statesOf, sweep } from './life.fixture.ts';

export function lifeContract(storeTest: StoreTest): void {
  describe('the life of a message', () => {
    storeTest(
      'is Deleted for five days, then Purged for five, then gone, each later than before',
      async (company, clock) => {
        const { copy } = await company.send('101', ['102'], { text: 'page' });
        await remove(company, '101', copy);
        const deleted = (await held(company, '101', copy))?.copy as Copy;

        clock.setMs(startMs + 5 * dayMs - 1);
        await sweep(company);
        assert.deepEqual(await statesOf(company, '101'), ['page Deleted']);
        clock.setMs(startMs + 5 * dayMs);
        await sweep(company);
        const purged = (await held(company, '101', copy))?.copy as Copy;
        assert.equal(purged.availability, 'Purged');
        assert.ok(purged.lastModifiedMs > deleted.lastModifiedMs);
        assert.ok((purged.modifiedSeq ?? 0) > (deleted.modifiedSeq ?? 0));

        clock.setMs(startMs + 10 * dayMs - 1);
        await sweep(company);
        assert.deepEqual(await statesOf(company, '101'), ['page Purged']);
        clock.setMs(startMs + 10 * dayMs);
        await sweep(company);
        assert.deepEqual(await statesOf(company, '101'), []);
        assert.equal(await company.store.as(company.actorOf('101')).readMessage(copy.copyId), undefined);
        assert.equal(await company.store.as(company.actorOf('101')).readReach(copy.copyId), undefined);
        const view = await company.store.as(company.actorOf('101')).readConversation(copy.conversationId);
        assert.equal(view?.holdsCopy, false);
        assert.equal((await company.change({ kind: 'delete-message', copyId: copy.copyId, isPurge: true })).ok, false);
        const reply = await company.store.execute(company.page('101', [], { replyOn: copy.copyId }));
        assert.equal(!reply.ok && reply.refusal.code, 'unknown-referenced-resource');
        assert.deepEqual(await statesOf(company, '102'), ['page Alive'], 'nobody else’s copy changes');
      },
    );

    storeTest('takes as long as the account says', async (company, clock) => {
      await configure(company, { deletedDays: 1, purgedDays: 400 });
      const { copy } = await company.send('101', ['102'], { text: 'page' });
      await remove(company, '101', copy);
      clock.setMs(startMs + dayMs);
      await sweep(company);
      clock.setMs(startMs + 400 * dayMs);
      await sweep(company);
      assert.deepEqual(await statesOf(company, '101'), ['page Purged']);
      clock.setMs(startMs + 401 * dayMs);
      await sweep(company);
      assert.deepEqual(await statesOf(company, '101'), []);
    });

    storeTest('is not prolonged by marking, and begins afresh by restoring', async (company, clock) => {
      const { copy } = await company.send('101', ['102'], { text: 'page' });
      await remove(company, '101', copy);
      clock.setMs(startMs + 4 * dayMs);
      const change = (change: object) => company.change({ kind: 'change-message', copyId: copy.copyId, change });
      await change({ isRead: true });
      clock.setMs(startMs + 5 * dayMs);
      await sweep(company);
      assert.deepEqual(await statesOf(company, '101'), ['page Purged']);
      const restored = await company.send('101', ['102'], { text: 'other' });
      await remove(company, '101', restored.copy);
      await company.change({ kind: 'change-message', copyId: restored.copy.copyId, change: { isRestored: true } });
      clock.setMs(startMs + 9 * dayMs);
      await remove(company, '101', restored.copy);
      clock.setMs(startMs + 10 * dayMs);
      await sweep(company);
      assert.deepEqual(await statesOf(company, '101'), ['other Deleted']);
    });

    storeTest('erases the text with the last copy, and not before', async (company, clock) => {
      const { copy } = await company.send('101', ['102'], { text: 'page' });
      await remove(company, '101', copy);
      clock.setMs(startMs + 5 * dayMs);
      await sweep(company);
      assert.equal((await held(company, '102', copy))?.page.text, 'page');
      await remove(company, '102', copy);
      clock.setMs(startMs + 10 * dayMs);
      await sweep(company);
      assert.deepEqual(await statesOf(company, '102'), [' Purged']);
    });

    storeTest('is told to sync tokens as long as they live, once and not again', async (company, clock) => {
      const { copy } = await company.send('101', ['102'], { text: 'page' });
      const before = await positionOf(company, '101');
      await remove(company, '101', copy);
      const whileDeleted = await positionOf(company, '101');
      clock.setMs(startMs + 5 * dayMs);
      await sweep(company);
      assert.deepEqual(await heardOf(company, '101', whileDeleted), [`${copy.copyId} Purged`]);
      const whilePurged = await positionOf(company, '101');
      for (const days of [10, 60, 71]) {
        clock.setMs(startMs + days * dayMs);
        await sweep(company);
        assert.deepEqual(await heardOf(company, '101', before), [`${copy.copyId} Purged`], `after ${days} days`);
        assert.deepEqual(await heardOf(company, '101', whilePurged), []);
      }
      clock.setMs(startMs + 72 * dayMs);
      await sweep(company);
      assert.deepEqual(await heardOf(company, '101', before), []);
      assert.deepEqual(await statesOf(company, '102'), ['page Alive']);
    });
  });

  describe('retention', () => {
    storeTest(
      'is off unless it is set, and then deletes what is old enough in every mailbox',
      async (company, clock) => {
        for (let count = 0; count < 4; count++) await company.send('101', ['102', '103'], { text: 'old' });
        clock.setMs(startMs + 10 * dayMs);
        await company.send('101', ['102'], { text: 'new' });
        clock.setMs(startMs + 1000 * dayMs);
        await sweep(company);
        assert.deepEqual(await statesOf(company, '103'), Array(4).fill('old Alive'));
        await configure(company, { retentionDays: 995 });
        await sweep(company);
        for (const number of ['101', '102']) {
          assert.deepEqual(await statesOf(company, number), [...Array(4).fill('old Deleted'), 'new Alive']);
        }
        clock.setMs(startMs + 1005 * dayMs + 1);
        await sweep(company);
        assert.deepEqual(await statesOf(company, '102'), [...Array(4).fill(' Purged'), 'new Deleted']);
      },
    );

    storeTest('leaves what was brought back in peace for as long again', async (company, clock) => {
      await configure(company, { retentionDays: 30, deletedDays: 30 });
      const { copy } = await company.send('101', ['102'], { text: 'page' });
      const early = (await company.send('101', ['102'], { text: 'early' })).copy;
      clock.setMs(startMs + 25 * dayMs);
      await remove(company, '101', early);
      await company.change({ kind: 'change-message', copyId: early.copyId, change: { isRestored: true } });
      clock.setMs(startMs + 31 * dayMs);
      await sweep(company);
      assert.deepEqual(await statesOf(company, '101'), ['page Deleted', 'early Alive']);
      await remove(company, '101', early, true);
      await company.change({ kind: 'change-message', copyId: copy.copyId, change: { isRestored: true } });
      clock.setMs(startMs + 60 * dayMs);
      await sweep(company);
      assert.deepEqual(await statesOf(company, '101'), ['page Alive']);
      clock.setMs(startMs + 61 * dayMs);
      await sweep(company);
      assert.deepEqual(await statesOf(company, '101'), ['page Deleted']);
    });
  });

  describe('the mailbox maximum', () => {
    storeTest('deletes the oldest Alive messages of a mailbox that is past it, and of no other', async (company) => {
      for (const text of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) await company.send('101', ['102'], { text });
      for (const text of ['x', 'y']) await company.send('103', ['102'], { text });
      await sweep(company);
      assert.equal((await company.mailboxOf('102', { availability: ['Alive'] })).totalElements, 9);
      await configure(company, { mailboxMaximum: 2 });
      await sweep(company);
      const deleted = ['a', 'b', 'c', 'd', 'e'].map((text) => `${text} Deleted`);
      assert.deepEqual(await statesOf(company, '101'), [...deleted, 'f Alive', 'g Alive']);
      assert.deepEqual((await statesOf(company, '102')).slice(-3), ['g Deleted', 'x Alive', 'y Alive']);
      assert.deepEqual(await statesOf(company, '103'), ['x Alive', 'y Alive']);
    });

    storeTest('is kept as messages come in, are brought back, or the maximum shrinks', async (company) => {
      const log = { error: (about: object) => assert.fail(JSON.stringify(about)) };
      const sweeper = createSweeper({ store: company.store, intervalMs: 1, pauseMs: 0, copiesAStep: 3, log });
      await configure(company, { mailboxMaximum: 3 });
      const { copy } = await company.send('101', ['102'], { text: 'a' });
      const alive = async () => {
        await sweeper.sweep();
        const { records } = await company.mailboxOf('101', { availability: ['Alive'] });
        return records.map(({ page }) => page.text).join('');
      };
      assert.equal(await alive(), 'a');
      for (const text of ['b', 'c', 'd']) await company.send('101', ['102'], { text });
      assert.equal(await alive(), 'dcb');
      await company.change({ kind: 'change-message', copyId: copy.copyId, change: { isRestored: true } });
      assert.equal(await alive(), 'dcb');
      assert.equal(await alive(), 'dcb', 'and nothing has changed since');
      await configure(company, { mailboxMaximum: 1 });
      assert.equal(await alive(), 'd');
    });
  });

  describe('what sign-ins leave behind', () => {
    storeTest('is forgotten a while after it is of no more use', async (company, clock) => {
      const { accountId, store } = company;
      await signInBriefly(company, '102');
      const actor = { ...company.actorOf('102'), sessionId: 'brief-102' as SessionId };
      const grant = () => store.server.readGrant(accountId, 'brief-access-102');
      clock.setMs(startMs + 7 * dayMs + 3_599_999);
      await sweep(company);
      assert.ok(await grant(), 'an expired token is told from an unknown one');
      clock.setMs(startMs + 7 * dayMs + 3_600_000);
      await sweep(company);
      assert.equal(await grant(), undefined);
      clock.setMs(startMs + 30 * dayMs + 7_199_999);
      await sweep(company);
      await store.as(actor).readAccount();
      clock.setMs(startMs + 30 * dayMs + 7_200_000);
      await sweep(company);
      await assert.rejects(store.as(actor).readAccount(), 'its session has run out long ago');
      await store.as(company.actorOf('102')).readAccount();
    });

    storeTest('is swept in steps that say when they are done', async (company, clock) => {
      for (const number of ['101', '102', '103', '104']) await signInBriefly(company, number);
      clock.setMs(startMs + 100 * dayMs);
      const { accountId, store } = company;
      const step = async (task: SweepTask) => unwrap(await store.execute({ kind: 'sweep', accountId, task, limit: 4 }));
      const counts: number[] = [];
      for (let isDone = false; !isDone && counts.length < 10; ) {
        const swept = await step('signed-out');
        counts.push(swept.count);
        isDone = swept.isDone;
      }
      assert.ok(counts.length >= 4 && counts.length < 10, String(counts));
      for (const task of sweepTasks) assert.deepEqual(await step(task), { count: 0, isDone: true }, task);
    });
  });
}

/** Tokens for an hour and two, of a session of its own. */
async function signInBriefly({ store, accountId, idOf }: Company, number: string): Promise<void> {
  const signIn = {
    kind: 'open-session',
    accountId,
    sessionId: `brief-${number}` as SessionId,
    proof: { kind: 'credential', extensionId: idOf(number), credentialId: `jwt-${number}` as CredentialId },
    clientId: 'app-7' as ClientId,
    scopes: [],
    endpointId: 'endpoint',
    tokens: {
      accessHash: `brief-access-${number}`,
      accessTtlS: 3600,
      refreshHash: `brief-refresh-${number}`,
      refreshTtlS: 7200,
    },
  } as const;
  unwrap(await store.execute(signIn));
}
