/** What every store must do for subscriptions, decided by the rules. */

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { CreateSubscription } from '../../domain/commands/subscriptions.ts';
import { unwrap } from '../../domain/errors.ts';
import type { ClientId } from '../../domain/ids.ts';
import { type Connection, nextReminderMs } from '../../domain/subscription.ts';
import type { Company, StoreTest } from './company.fixture.ts';

const clientId = 'app' as ClientId;
const startMs = 1_700_000_000_000;
const lifeMs = 600_000;

/** 102 subscribes. */
function creation(
  company: Company,
  subscriptionId: string,
  more: Partial<CreateSubscription> = {},
): CreateSubscription {
  return {
    kind: 'create-subscription',
    ...{ accountId: company.accountId, actor: company.actorOf('102'), clientId, subscriptionId, lifeMs },
    filters: [{ kind: 'messages', extensionId: company.idOf('102'), direction: 'Inbound', text: '/mailbox' }],
    channel: { transport: 'WebHook', address: 'https://hooks.example/a', verificationToken: 'v' },
    ...more,
  };
}

const connection = { connectionId: 'a', owner: 'process', epoch: 1 };
const socket = (over: Connection) => ({ channel: { transport: 'WebSocket', ...over } as const });
const beating = { lifeMs: 1000, wanted: [], returned: [], silent: [], isAlone: false };

const dropDeserted = ({ accountId }: Company) => ({ kind: 'drop-deserted-connections', accountId }) as const;

export function subscriptionContract(storeTest: StoreTest): void {
  describe('subscriptions', () => {
    storeTest('one is kept as it was made, for its owner and app alone', async (company) => {
      const { store, actorOf, accountId } = company;
      const made = unwrap(await store.execute(creation(company, 'one')));
      assert.deepEqual(await store.as(actorOf('102')).listSubscriptions(clientId), [made]);
      assert.equal(made.expiresMs, startMs + lifeMs);
      assert.equal(made.position, await store.server.readPosition(accountId));
      assert.deepEqual(await store.as(actorOf('103')).listSubscriptions(clientId), []);
      assert.deepEqual(await store.as(actorOf('102')).listSubscriptions('other' as ClientId), []);
      assert.deepEqual(await store.server.listAllSubscriptions(accountId, 'WebHook'), [made]);
      for (const [actor, client] of [
        [actorOf('103'), clientId],
        [actorOf('102'), 'other' as ClientId],
      ] as const) {
        const command = { accountId, actor, clientId: client, subscriptionId: 'one' };
        for (const kind of ['delete-subscription', 'update-subscription'] as const) {
          const result = await store.execute({ kind, ...command });
          assert.equal(!result.ok && result.refusal.code, 'unknown-resource', kind);
        }
      }
    });

    storeTest('it ends with its life, unless it is renewed for as long again', async (company, clock) => {
      const { store, actorOf, accountId } = company;
      unwrap(await store.execute(creation(company, 'one')));
      const renew = { kind: 'update-subscription', accountId, actor: actorOf('102'), clientId } as const;
      clock.setMs(startMs + lifeMs - 1);
      const renewed = unwrap(await store.execute({ ...renew, subscriptionId: 'one' }));
      assert.equal(renewed.expiresMs, startMs + 2 * lifeMs - 1);
      clock.setMs(renewed.expiresMs);
      assert.deepEqual(await store.as(actorOf('102')).listSubscriptions(clientId), []);
      const late = await store.execute({ ...renew, subscriptionId: 'one' });
      assert.equal(!late.ok && late.refusal.code, 'unknown-resource');
    });

    storeTest('a person has at most twenty webhooks with an app; expired ones do not count', async (company, clock) => {
      const { store } = company;
      for (let count = 0; count < 20; count++) unwrap(await store.execute(creation(company, `${count}`)));
      const refused = await store.execute(creation(company, 'one more'));
      assert.equal(!refused.ok && refused.refusal.code, 'too-many-subscriptions');
      unwrap(await store.execute(creation(company, 'socket', socket(connection))));
      clock.setMs(startMs + lifeMs);
      unwrap(await store.execute(creation(company, 'one more')));
      assert.equal((await store.as(company.actorOf('102')).listSubscriptions(clientId)).length, 1);
    });

    storeTest(
      'a connection has one; when it breaks that waits three minutes to be taken up',
      async (company, clock) => {
        const { store, accountId, actorOf } = company;
        const { sessionId } = actorOf('102');
        unwrap(await store.execute(creation(company, 'one', socket(connection))));
        unwrap(await store.execute(creation(company, 'two', socket(connection))));
        const all = await store.server.listAllSubscriptions(accountId, 'WebSocket');
        assert.deepEqual(
          all.map(({ subscriptionId }) => subscriptionId),
          ['two'],
        );
        const resume = { kind: 'resume-connection', accountId, sessionId, connection } as const;
        const drops = [{ kind: 'drop-connection', accountId, connection } as const, dropDeserted(company)];
        for (const drop of drops) {
          const beforeMs = clock.nowMs();
          unwrap(await store.execute(drop));
          clock.setMs(beforeMs + 179_999);
          const resumed = unwrap(await store.execute(resume));
          assert.equal(resumed?.subscriptionId, 'two');
          assert.equal(resumed?.expiresMs, clock.nowMs() + lifeMs);
        }
        const other = actorOf('103').sessionId;
        assert.equal(unwrap(await store.execute({ ...resume, sessionId: other })), null);
        unwrap(await store.execute({ kind: 'drop-connection', accountId, connection }));
        clock.setMs(clock.nowMs() + 180_000);
        assert.equal(unwrap(await store.execute(resume)), null);
      },
    );

    const expiryOf = async ({ store, accountId }: Company) =>
      (await store.server.listAllSubscriptions(accountId, 'WebSocket'))[0]?.expiresMs;

    storeTest('a late word of a connection whose place was taken elsewhere changes nothing', async (company, clock) => {
      const { store, accountId, actorOf } = company;
      const { sessionId } = actorOf('102');
      unwrap(await store.execute(creation(company, 'one', socket(connection))));
      for (const taken of [
        { ...connection, owner: 'other' },
        { ...connection, owner: 'other', epoch: 2 },
      ]) {
        unwrap(await store.execute({ kind: 'resume-connection', accountId, sessionId, connection: taken }));
        clock.setMs(clock.nowMs() + 1000);
        for (const kind of ['drop-connection', 'keep-connection'] as const) {
          const before = await expiryOf(company);
          unwrap(await store.execute({ kind, accountId, connection }));
          unwrap(await store.execute({ kind, accountId, connection: { ...taken, epoch: taken.epoch - 1 } }));
          assert.equal(await expiryOf(company), before, kind);
        }
      }
      const now = { ...connection, owner: 'other', epoch: 2 };
      unwrap(await store.execute({ kind: 'drop-connection', accountId, connection: now }));
      assert.equal(await expiryOf(company), clock.nowMs() + 180_000);
      unwrap(await store.execute({ kind: 'keep-connection', accountId, connection: now }));
      assert.equal(await expiryOf(company), clock.nowMs() + lifeMs);
    });

    storeTest('of connections only those to processes that are dead are given up', async (company, clock) => {
      const { store } = company;
      unwrap(await store.execute(creation(company, 'one', socket(connection))));
      await store.leases.tend({ holderId: 'process', ...beating });
      unwrap(await store.execute(dropDeserted(company)));
      assert.equal(await expiryOf(company), clock.nowMs() + lifeMs);
      const silent = [{ holderId: 'process', beats: 1, lifeMs: 1000 }];
      await store.leases.tend({ holderId: 'other', ...beating, silent });
      unwrap(await store.execute(dropDeserted(company)));
      assert.equal(await expiryOf(company), clock.nowMs() + 180_000);
    });

    storeTest('those of someone who is deleted go with them', async (company) => {
      const { store, accountId, idOf } = company;
      unwrap(await store.execute(creation(company, 'one')));
      await company.change({ kind: 'delete-extension', extensionId: idOf('102') });
      assert.deepEqual(await store.server.listAllSubscriptions(accountId, 'WebHook'), []);
    });

    storeTest('a reminder is due a threshold before the end, and then at each interval', async () => {
      const reminder = { thresholdS: 60, intervalS: 25 };
      const subscription = { expiresMs: 100_000 };
      assert.equal(nextReminderMs(subscription, reminder, 0), 40_000);
      assert.equal(nextReminderMs(subscription, reminder, 40_000), 65_000);
      assert.equal(nextReminderMs(subscription, reminder, 70_000), 90_000);
      assert.equal(nextReminderMs(subscription, reminder, 90_000), undefined);
      // Renewed meanwhile: it starts over.
      assert.equal(nextReminderMs({ expiresMs: 300_000 }, reminder, 90_000), 240_000);
    });
  });
}
