/** What every store must do for those who keep others informed: signals, and reading what changed. */

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Sequence } from '../../domain/ids.ts';
import type { AccountChanges, Signal } from '../../domain/reads/changes.ts';
import type { Company, StoreTest } from './company.fixture.ts';

const everyone = ['101', '102', '103', '104', '105', '106'];

/** What happened to each mailbox since a position, found for all at once; each alone must come to the same. */
async function changesOf(company: Company, since: Sequence): Promise<Record<string, [number[], number[]]>> {
  const { store, accountId, idOf } = company;
  const together = await store.server.readChanges(accountId, since, new Set(everyone.map(idOf)));
  const alone = await Promise.all(
    everyone.map((number) => store.server.readChanges(accountId, since, new Set([idOf(number)]))),
  );
  const byNumber = (changes: readonly AccountChanges[]) =>
    Object.fromEntries(
      changes
        .flatMap(({ mailboxes }) => mailboxes)
        .map(({ extensionId, added, updated }) => [
          String(extensionId % 10_000),
          [added.map(({ copyId }) => copyId), updated.map(({ copyId }) => copyId).sort((a, b) => a - b)],
        ])
        .sort(),
    );
  assert.deepEqual(byNumber([together]), byNumber(alone));
  return byNumber([together]) as Record<string, [number[], number[]]>;
}

export function changeContract(storeTest: StoreTest): void {
  describe('the change sequence', () => {
    storeTest('a commit is told once for each account it touched, and not if nothing changed', async (company) => {
      const signals: Signal[] = [];
      const stop = company.store.onChange((signal) => signals.push(signal));
      await Promise.all([company.send('101', ['102']), company.send('102', ['103'])]);
      assert.deepEqual(signals, [
        { accountId: company.accountId, haveSessionsEnded: false, haveSubscriptionsChanged: false },
      ]);
      await company.store.execute(company.page('101', ['999']));
      assert.equal(signals.length, 1);
      const change = { kind: 'update-extension', extensionId: company.idOf('104'), changes: { status: 'Frozen' } };
      await company.change(change as Parameters<Company['change']>[0]);
      assert.equal(signals[1]?.haveSessionsEnded, true);
      stop();
      await company.send('101', ['102']);
      assert.equal(signals.length, 2);
    });

    storeTest('new copies are told to each holder by their own ids, and nothing is told twice', async (company) => {
      const { store, accountId } = company;
      const start = await store.server.readPosition(accountId);
      const first = (await company.send('101', ['102', '103'])).copy.copyId;
      const second = (await company.send('102', ['102'])).copy.copyId;
      assert.deepEqual(await changesOf(company, start), {
        '101': [[first], []],
        '102': [[first + 1, second, second + 1], []],
        '103': [[first + 2], []],
      });
      const { position } = await store.server.readChanges(accountId, start, new Set());
      assert.deepEqual(await changesOf(company, position), {});
    });

    storeTest('a copy that was changed is told as updated, and as new to who has not heard of it', async (company) => {
      const { store, accountId, actorOf } = company;
      const start = await store.server.readPosition(accountId);
      const { copy } = await company.send('101', ['102']);
      const then = await store.server.readPosition(accountId);
      const copyId = (copy.copyId + 1) as typeof copy.copyId;
      const change = { isRead: true };
      await store.execute({ kind: 'change-message', accountId, actor: actorOf('102'), copyId, change });
      assert.deepEqual(await changesOf(company, then), { '102': [[], [copyId]] });
      assert.deepEqual(await changesOf(company, start), { '101': [[copy.copyId], []], '102': [[copyId], []] });
    });

    storeTest(
      'what is lost and regained with a Department is told, what came and went unseen is not',
      async (company) => {
        const { store, accountId, idOf } = company;
        const { copy } = await company.send('101', ['200']);
        const held = copy.copyId + 1;
        const before = await store.server.readPosition(accountId);
        const change = (addedIds: string[], removedIds: string[]) =>
          company.change({
            kind: 'change-members',
            changes: [{ departmentId: idOf('200'), addedIds: addedIds.map(idOf), removedIds: removedIds.map(idOf) }],
          });
        await company.send('101', ['200']);
        await change([], ['102']);
        assert.deepEqual((await changesOf(company, before))['102'], [[], [held]]);
        const without = await store.server.readPosition(accountId);
        await change(['102'], []);
        const back = (await changesOf(company, without))['102'];
        assert.deepEqual(back?.[0], []);
        assert.equal(back?.[1].length, 2);
      },
    );

    storeTest('whoever is not active hears nothing, and their sessions are told to have ended', async (company) => {
      const { store, accountId, idOf, actorOf } = company;
      const start = await store.server.readPosition(accountId);
      await company.send('101', ['104', '102']);
      await company.change({ kind: 'update-extension', extensionId: idOf('104'), changes: { status: 'Disabled' } });
      assert.deepEqual(Object.keys(await changesOf(company, start)), ['101', '102']);
      const sessionIds = ['101', '104'].map((number) => actorOf(number).sessionId);
      assert.deepEqual(await store.server.readEndedSessions(accountId, sessionIds), [actorOf('104').sessionId]);
      const { directory } = await store.server.readChanges(accountId, start, new Set());
      assert.deepEqual(
        directory.map(({ kind, extension }) => [kind, extension.extensionNumber]),
        [['Update', '104']],
      );
    });

    storeTest('whoever loses the role that lets them read hears nothing from then on', async (company) => {
      const { store, accountId, idOf } = company;
      const start = await store.server.readPosition(accountId);
      await company.change({ kind: 'set-roles', extensionId: idOf('102'), roles: ['auditor'] });
      const then = await store.server.readPosition(accountId);
      await company.send('101', ['102', '103']);
      for (const since of [start, then]) assert.deepEqual(Object.keys(await changesOf(company, since)), ['101', '103']);
    });

    storeTest('people who were made, changed and deleted are told as such', async (company) => {
      const { store, accountId, idOf } = company;
      const start = await store.server.readPosition(accountId);
      const draft = { extensionNumber: '150', type: 'User', status: 'Enabled', contact: { firstName: 'Noa' } } as const;
      await company.change({ kind: 'create-extension', draft });
      await company.change({ kind: 'delete-extension', extensionId: idOf('106') });
      const { directory } = await store.server.readChanges(accountId, start, new Set());
      assert.deepEqual(
        directory.map(({ kind, extension }) => [kind, extension.extensionNumber]),
        [
          ['Create', '150'],
          ['Delete', '106'],
        ],
      );
    });
  });
}
