/** What every store must do for the delivery log, decided by the rules. */

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { SettleDelivery, StageDeliveries } from '../../domain/commands/deliveries.ts';
import { unwrap } from '../../domain/errors.ts';
import type { ClientId, Sequence } from '../../domain/ids.ts';
import type { Signal } from '../../domain/reads/changes.ts';
import type { Subscription } from '../../domain/subscription.ts';
import type { Company, StoreTest } from './company.fixture.ts';

const clientId = 'app-7' as ClientId;
const startMs = 1_700_000_000_000;
const dayMs = 24 * 3_600_000;

function subscribe(company: Company, subscriptionId = 'one', lifeMs = 100 * dayMs): Promise<Subscription> {
  const { store, accountId, actorOf, idOf } = company;
  return store
    .execute({
      kind: 'create-subscription',
      ...{ accountId, actor: actorOf('102'), clientId, subscriptionId, lifeMs },
      filters: [{ kind: 'messages', extensionId: idOf('102'), text: '/mailbox' }],
      channel: { transport: 'WebHook', address: 'https://hooks.example/a' },
    })
    .then(unwrap);
}

/** Keeps so many notifications, as of one look. */
async function stage(company: Company, before: Subscription, count: number, more: Partial<StageDeliveries> = {}) {
  const { store, accountId } = company;
  const position = ((await store.server.readPosition(accountId)) + 0) as Sequence;
  const { subscriptionId, toldPosition } = before;
  const drafts = Array.from({ length: count }, (_, index) => ({
    ...{ uuid: `uuid-${before.lastDelivery + index + 1}`, event: '/mailbox' },
    body: `{"uuid":"uuid-${before.lastDelivery + index + 1}"}`,
  }));
  const range = [toldPosition, position] as const;
  const command = { accountId, epoch: 0, subscriptionId, keptPosition: toldPosition, range, drafts, ...more };
  return unwrap(await store.execute({ kind: 'stage-deliveries', ...command }));
}

async function settle(company: Company, number: number, more: Partial<SettleDelivery> = {}) {
  const { store, accountId } = company;
  return unwrap(
    await store.execute({
      kind: 'settle-delivery',
      ...{ accountId, epoch: 0, subscriptionId: 'one', number, isAccepted: true, maxAgeMs: dayMs, random: 0.5 },
      attempt: { timeMs: startMs, statusCode: 200, latencyMs: 3, reason: null },
      ...more,
    }),
  );
}

const refused = {
  isAccepted: false,
  attempt: { timeMs: startMs, statusCode: 500, latencyMs: 3, reason: 'it answered 500' },
};

function logOf({ store, actorOf }: Company, subscriptionId = 'one') {
  return store.as(actorOf('101')).listLoggedDeliveries({ subscriptionId, page: 1, perPage: 1000 });
}

const replay = ({ accountId, actorOf }: Company, number: string, which: { number: number } | { sinceMs: number }) =>
  ({ kind: 'replay-deliveries', accountId, actor: actorOf(number), clientId, subscriptionId: 'one', which }) as const;

export function deliveryContract(storeTest: StoreTest): void {
  describe('the delivery log', () => {
    storeTest('notifications are kept, in order, together with the cursor', async (company) => {
      const { store, accountId } = company;
      const before = await subscribe(company);
      await company.send('101', ['102']);
      const after = await stage(company, before, 3);
      assert.equal(after?.toldPosition, await store.server.readPosition(accountId));
      assert.deepEqual(await store.server.listAllSubscriptions(accountId, 'WebHook'), [after]);
      const { records, totalElements } = await logOf(company);
      assert.deepEqual(
        records.map(({ number, uuid, body, status, nextAttemptMs }) => [number, uuid, body, status, nextAttemptMs]),
        [3, 2, 1].map((number) => [number, `uuid-${number}`, `{"uuid":"uuid-${number}"}`, 'Waiting', startMs]),
      );
      assert.equal(totalElements, 3);
      assert.deepEqual(records[0]?.range, [before.toldPosition, after?.toldPosition]);
      assert.equal((await store.server.readNextDelivery(accountId, 'one'))?.number, 1);
      await settle(company, 1);
      assert.equal((await store.server.readNextDelivery(accountId, 'one'))?.number, 2);
      assert.deepEqual(await store.server.readDeliveryBacklog(), { waiting: 2, oldestMs: startMs });
    });

    storeTest(
      'of two who read the same changes only one keeps them, and nothing is kept behind what waits',
      async (company) => {
        const before = await subscribe(company);
        await company.send('101', ['102']);
        const [first, second] = await Promise.all([stage(company, before, 1), stage(company, before, 1)]);
        assert.deepEqual([first !== null, second], [true, null]);
        assert.equal((await logOf(company)).totalElements, 1);
        await company.send('101', ['102']);
        assert.equal(await stage(company, first as Subscription, 1), null);
        const moved = await stage(company, first as Subscription, 0);
        assert.equal(moved?.toldPosition, await company.store.server.readPosition(company.accountId));
        await settle(company, 1);
        const next = await stage(company, moved as Subscription, 1);
        assert.equal(next?.lastDelivery, 2);
        await settle(company, 2);
        assert.equal(await stage(company, before, 1), null, 'the cursor has moved meanwhile');
      },
    );

    storeTest('a cursor never goes back', async (company) => {
      const before = await subscribe(company);
      const range = [0, before.toldPosition - 1] as unknown as StageDeliveries['range'];
      assert.equal(await stage(company, before, 1, { range }), null);
    });

    storeTest('nothing is kept for whoever is signed out, not active or expired', async (company, clock) => {
      const before = await subscribe(company, 'one', dayMs);
      await company.change({
        kind: 'update-extension',
        extensionId: company.idOf('102'),
        changes: { status: 'Disabled' },
      });
      assert.equal(await stage(company, before, 1), null);
      await company.change({
        kind: 'update-extension',
        extensionId: company.idOf('102'),
        changes: { status: 'Enabled' },
      });
      assert.equal(await stage(company, before, 1), null, 'the session has ended with it');
      const { store, accountId, actorOf, idOf } = company;
      const other = {
        ...{ accountId, actor: actorOf('103'), clientId, subscriptionId: 'other', lifeMs: dayMs },
        filters: [{ kind: 'messages', extensionId: idOf('103'), text: '/mailbox' } as const],
        channel: { transport: 'WebHook', address: 'https://hooks.example/b' } as const,
      };
      const theirs = unwrap(await store.execute({ kind: 'create-subscription', ...other }));
      clock.setMs(startMs + dayMs);
      assert.equal(await stage(company, theirs, 1), null, 'it has expired');
      assert.equal((await logOf(company)).totalElements, 0);
    });

    storeTest(
      'a refusal is tried again later and later, until it is given up with its subscription',
      async (company, clock) => {
        const { store, accountId } = company;
        await stage(company, await subscribe(company), 2);
        for (const [failures, delayMs] of [500, 1000, 2000].entries()) {
          const settled = await settle(company, 1, refused);
          assert.equal(settled?.delivery.nextAttemptMs, clock.nowMs() + delayMs);
          assert.equal(settled?.delivery.failureCount, failures + 1);
          assert.equal(settled?.subscription?.status, 'Active');
        }
        assert.equal(
          (await settle(company, 1, { ...refused, retryAfterMs: 90_000 }))?.delivery.nextAttemptMs,
          startMs + 90_000,
        );
        clock.setMs(startMs + dayMs);
        const last = await settle(company, 1, refused);
        assert.deepEqual(last?.subscription?.blacklisted, { reason: 'it answered 500', atMs: startMs + dayMs });
        const [subscription] = await store.server.listAllSubscriptions(accountId, 'WebHook');
        assert.equal(subscription?.status, 'Blacklisted');
        const { records } = await logOf(company);
        assert.deepEqual(
          records.map(({ status, nextAttemptMs }) => [status, nextAttemptMs]),
          [
            ['Failed', null],
            ['Failed', null],
          ],
        );
        assert.equal(await store.server.readNextDelivery(accountId, 'one'), undefined);
        assert.equal(await stage(company, subscription as Subscription, 1), null);
        const refusedReplay = await store.execute(replay(company, '102', { number: 1 }));
        assert.equal(!refusedReplay.ok && refusedReplay.refusal.code, 'blacklisted-subscription');
      },
    );

    storeTest('a resumed subscription has what was given up wait again, from now on', async (company, clock) => {
      const { store, accountId, actorOf } = company;
      await stage(company, await subscribe(company), 3);
      await settle(company, 1);
      await settle(company, 2, refused);
      clock.setMs(startMs + dayMs);
      await settle(company, 2, refused);
      const resume = { kind: 'resume-subscription', accountId, clientId, subscriptionId: 'one' } as const;
      for (const number of ['103', '104']) {
        const result = await store.execute({ ...resume, actor: actorOf(number) });
        assert.equal(!result.ok && result.refusal.code, 'unknown-resource');
      }
      const resumed = unwrap(await store.execute({ ...resume, actor: actorOf('101') }));
      assert.deepEqual([resumed.status, resumed.blacklisted], ['Active', null]);
      const { records } = await logOf(company);
      assert.deepEqual(
        records.map(({ number, status }) => [number, status]),
        [
          [3, 'Waiting'],
          [2, 'Waiting'],
          [1, 'Delivered'],
        ],
      );
      assert.equal((await settle(company, 2, refused))?.subscription?.status, 'Active', 'its age counts anew');
      assert.equal(unwrap(await store.execute({ ...resume, actor: actorOf('102') })).status, 'Active');
      const audit = await store.as(actorOf('101')).listAudit({ page: 1, perPage: 10, action: ['resume-subscription'] });
      assert.equal(audit.totalElements, 1, 'the owner’s own is no administrative change');
    });

    storeTest('one, or all since a time, wait again as they were', async (company, clock) => {
      const { store } = company;
      const first = await stage(company, await subscribe(company), 1);
      await settle(company, 1);
      clock.setMs(startMs + 1000);
      await stage(company, first as Subscription, 2);
      await settle(company, 2);
      await settle(company, 3);
      const before = (await logOf(company)).records;
      assert.equal(unwrap(await store.execute(replay(company, '102', { number: 1 }))), 1);
      const [, , again] = (await logOf(company)).records;
      assert.deepEqual([again?.status, again?.uuid, again?.body], ['Waiting', before[2]?.uuid, before[2]?.body]);
      assert.equal(again?.attempts.length, 1);
      await settle(company, 1);
      assert.equal(unwrap(await store.execute(replay(company, '101', { sinceMs: startMs + 1000 }))), 2);
      assert.equal(unwrap(await store.execute(replay(company, '101', { sinceMs: startMs + 1001 }))), 0);
      assert.equal((await store.server.readDeliveryBacklog()).waiting, 2);
      for (const [number, which] of [
        ['102', { number: 9 }],
        ['103', { number: 1 }],
      ] as const) {
        const result = await store.execute(replay(company, number, which));
        assert.equal(!result.ok && result.refusal.code, 'unknown-resource');
      }
      const audit = await store.as(company.actorOf('101')).listAudit({
        page: 1,
        perPage: 10,
        action: ['replay-deliveries'],
      });
      assert.deepEqual(audit.records[0]?.details, { since: new Date(startMs + 1000).toISOString(), count: 2 });
      assert.equal(audit.totalElements, 1);
    });

    storeTest(
      'an address that is gone takes its subscription and log with it; so do deletion and erasure',
      async (company) => {
        const { store, accountId, actorOf, idOf } = company;
        await stage(company, await subscribe(company), 2);
        assert.equal((await settle(company, 1, { ...refused, isGone: true }))?.subscription, null);
        assert.deepEqual(await store.server.listAllSubscriptions(accountId, 'WebHook'), []);
        assert.equal((await logOf(company)).totalElements, 0);
        assert.equal(await settle(company, 2), null);

        await stage(company, await subscribe(company), 1);
        const mine = { accountId, actor: actorOf('102'), clientId, subscriptionId: 'one' };
        unwrap(await store.execute({ kind: 'delete-subscription', ...mine }));
        assert.equal((await logOf(company)).totalElements, 0);

        await stage(company, await subscribe(company), 1);
        unwrap(await company.change({ kind: 'request-erasure', extensionId: idOf('102') }));
        assert.equal((await logOf(company)).totalElements, 0);

        await stage(company, await subscribe(company, 'two'), 1);
        unwrap(await company.change({ kind: 'delete-extension', extensionId: idOf('102') }));
        assert.equal((await logOf(company, 'two')).totalElements, 0);
      },
    );

    storeTest(
      'the sweep ends what has expired, and forgets what was delivered a week ago or a thousand before',
      async (company, clock) => {
        const { store, accountId } = company;
        const sweep = async (task: 'subscriptions' | 'deliveries') =>
          unwrap(await store.execute({ kind: 'sweep', accountId, task, limit: 5000 })).count;
        let subscription = await subscribe(company, 'one', 10 * dayMs);
        subscription = (await stage(company, subscription, 1003)) as Subscription;
        for (let number = 1; number <= 1003; number++) if (number !== 2) await settle(company, number);
        assert.equal(await sweep('deliveries'), 2);
        const numbers = (await logOf(company)).totalElements;
        assert.equal(numbers, 1001, 'what still waits stays');
        clock.setMs(startMs + 7 * dayMs - 1);
        assert.equal(await sweep('deliveries'), 0);
        clock.setMs(startMs + 7 * dayMs);
        assert.equal(await sweep('deliveries'), 1000);
        assert.deepEqual(
          (await logOf(company)).records.map(({ number }) => number),
          [2],
        );
        assert.equal(await sweep('subscriptions'), 0);
        clock.setMs(startMs + 10 * dayMs);
        assert.equal(await sweep('subscriptions'), 1);
        assert.equal((await logOf(company)).totalElements, 0);
      },
    );

    storeTest(
      'a session is remembered as long as a subscription rests on it, unless it was ended',
      async (company, clock) => {
        const { store, accountId, actorOf } = company;
        await subscribe(company, 'one', 200 * dayMs);
        clock.setMs(startMs + 100 * dayMs);
        unwrap(await store.execute({ kind: 'sweep', accountId, task: 'signed-out', limit: 100 }));
        const sessions = ['102', '103'].map((number) => actorOf(number).sessionId);
        assert.deepEqual(await store.server.readEndedSessions(accountId, sessions), [actorOf('103').sessionId]);
      },
    );

    storeTest(
      'what the keeping of deliveries writes is no change that anyone looks for; a replay is',
      async (company) => {
        const { store, accountId } = company;
        const subscription = await subscribe(company);
        const signals: Signal[] = [];
        const stop = store.onChange((signal) => signals.push(signal));
        await stage(company, subscription, 1);
        await settle(company, 1);
        assert.deepEqual(signals, []);
        await store.execute(replay(company, '102', { number: 1 }));
        assert.deepEqual(signals, [{ accountId, haveSessionsEnded: false, haveSubscriptionsChanged: true }]);
        stop();
      },
    );

    storeTest(
      'changes are read in stretches in which no mailbox has more news than asked for, and none is passed over',
      async (company) => {
        const { store, accountId, idOf } = company;
        const start = await store.server.readPosition(accountId);
        const sent = new Map<string, number[]>([
          ['101', []],
          ['102', []],
          ['103', []],
        ]);
        for (let count = 0; count < 40; count++) {
          const to = count % 3 === 0 ? ['102', '103'] : ['102'];
          const { copy } = await company.send('101', to);
          sent.get('101')?.push(copy.copyId);
          for (const [index, number] of to.entries()) sent.get(number)?.push(copy.copyId + 1 + index);
          if (count === 20) {
            await company.change({
              kind: 'update-extension',
              extensionId: idOf('105'),
              changes: { contact: { firstName: 'B' } },
            });
          }
        }
        for (const asked of [['102'], ['101'], ['101', '102', '103']]) {
          const heard = new Map<number, number[]>();
          let since = start;
          let directoryChanges = 0;
          for (let round = 0; round < 100; round++) {
            const changes = await store.server.readChanges(accountId, since, new Set(asked.map(idOf)), 7);
            for (const { extensionId, added } of changes.mailboxes) {
              assert.ok(added.length <= 7, `${added.length} at once`);
              heard.set(extensionId, [...(heard.get(extensionId) ?? []), ...added.map(({ copyId }) => copyId)]);
            }
            directoryChanges += changes.directory.length;
            if (changes.position === since) break;
            since = changes.position;
          }
          assert.equal(since, await store.server.readPosition(accountId));
          assert.equal(directoryChanges, 1);
          for (const number of asked) assert.deepEqual(heard.get(idOf(number)), sent.get(number), number);
        }
      },
    );
  });
}
