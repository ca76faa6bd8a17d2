/** What every store must do for browsers that are woken by push, decided by the rules. */

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { RegisterDevice } from '../../domain/commands/devices.ts';
import { unwrap } from '../../domain/errors.ts';
import type { ClientId, CredentialId, Sequence } from '../../domain/ids.ts';
import { deviceLifeMs } from '../../domain/subscription.ts';
import type { Company, StoreTest } from './company.fixture.ts';

const clientId = 'app' as ClientId;
/** Of the app that everyone is signed in with. */
const companyClientId = 'app-7' as ClientId;
const startMs = 1_700_000_000_000;

function registration(
  { accountId, actorOf, idOf }: Company,
  number: string,
  endpoint: string,
  more: Partial<RegisterDevice> = {},
): RegisterDevice {
  return {
    kind: 'register-device',
    ...{ accountId, actor: actorOf(number), clientId, subscriptionId: `${number} at ${endpoint}` },
    filters: [{ kind: 'messages', extensionId: idOf(number), direction: 'Inbound', text: '/mailbox' }],
    channel: { transport: 'WebPush', endpoint, keys: { p256dh: 'p', auth: 'a' }, name: 'Browser' },
    ...more,
  };
}

async function register(company: Company, number: string, endpoint: string, more: Partial<RegisterDevice> = {}) {
  return unwrap(await company.store.execute(registration(company, number, endpoint, more)));
}

async function wokenFor({ store, actorOf }: Company, number: string): Promise<string[]> {
  return (await store.as(actorOf(number)).listDevices()).map(({ subscriptionId }) => subscriptionId);
}

async function everyone({ store, accountId }: Company): Promise<string[]> {
  return (await store.server.listAllSubscriptions(accountId, 'WebPush')).map(({ subscriptionId }) => subscriptionId);
}

/** Something waits for it. */
async function stage({ store, accountId }: Company, subscriptionId: string, position: Sequence): Promise<void> {
  const drafts = [{ uuid: subscriptionId, event: '/mailbox', body: '{}' }];
  const range = [position, position] as const;
  const command = { accountId, epoch: 0, subscriptionId, keptPosition: position, range, drafts };
  unwrap(await store.execute({ kind: 'stage-deliveries', ...command }));
}

type Ending = (company: Company) => Promise<unknown>;

const endings: Readonly<Record<string, Ending>> = {
  'its session is signed out of': async ({ store, accountId, actorOf }) => {
    const { sessionId } = actorOf('102');
    const actor = actorOf('102');
    return unwrap(await store.execute({ kind: 'end-own-sessions', accountId, actor, which: sessionId }));
  },
  'a token of its session is revoked': async ({ store, accountId }) =>
    unwrap(
      await store.execute({
        ...{ kind: 'end-session', accountId, tokenHash: 'refresh-102' },
        clientId: companyClientId,
      }),
    ),
  'the credential that its session came from is revoked': async ({ store, accountId, actorOf }) =>
    unwrap(
      await store.execute({
        ...{ kind: 'revoke-credential', accountId, actor: actorOf('102') },
        credentialId: 'jwt-102' as CredentialId,
      }),
    ),
  'its owner is disabled': async ({ change, idOf }) =>
    unwrap(await change({ kind: 'update-extension', extensionId: idOf('102'), changes: { status: 'Disabled' } })),
  'its owner is deleted': async ({ change, idOf }) =>
    unwrap(await change({ kind: 'delete-extension', extensionId: idOf('102') })),
  'its owner is erased': async ({ change, idOf }) =>
    unwrap(await change({ kind: 'request-erasure', extensionId: idOf('102') })),
};

export function deviceContract(storeTest: StoreTest): void {
  describe('browsers that are woken', () => {
    storeTest(
      'one belongs to its owner, whatever app asks, and is no subscription to the vendor’s operations',
      async (company) => {
        const { store, actorOf, accountId } = company;
        const made = await register(company, '102', 'https://push.example/1');
        assert.deepEqual(await store.as(actorOf('102')).listDevices(), [made]);
        assert.equal(made.expiresMs, startMs + deviceLifeMs);
        assert.equal(made.toldPosition, await store.server.readPosition(accountId));
        assert.deepEqual(await wokenFor(company, '103'), []);
        assert.deepEqual(await store.as(actorOf('102')).listSubscriptions(clientId), []);
        assert.equal(await store.as(actorOf('102')).readSubscription(clientId, made.subscriptionId), undefined);
        const command = { accountId, actor: actorOf('102'), clientId, subscriptionId: made.subscriptionId };
        for (const kind of ['delete-subscription', 'update-subscription', 'resume-subscription'] as const) {
          const result = await store.execute({ kind, ...command });
          assert.equal(!result.ok && result.refusal.code, 'unknown-resource', kind);
        }
        const replay = await store.execute({ kind: 'replay-deliveries', ...command, which: { sinceMs: 0 } });
        assert.equal(!replay.ok && replay.refusal.code, 'unknown-resource');
      },
    );

    storeTest(
      'registered again it lasts longer and keeps its place; after its life it is gone',
      async (company, clock) => {
        const first = await register(company, '102', 'https://push.example/1');
        await company.send('101', ['102']);
        clock.setMs(startMs + deviceLifeMs - 1);
        const again = await register(company, '102', 'https://push.example/1', { subscriptionId: 'unused' });
        assert.equal(again.subscriptionId, first.subscriptionId);
        assert.equal(again.toldPosition, first.toldPosition);
        clock.setMs(startMs + deviceLifeMs);
        assert.deepEqual(await wokenFor(company, '102'), [first.subscriptionId]);
        clock.setMs(again.expiresMs);
        assert.deepEqual(await wokenFor(company, '102'), []);
        const anew = await register(company, '102', 'https://push.example/1', { subscriptionId: 'anew' });
        assert.equal(anew.subscriptionId, 'anew');
        assert.notEqual(anew.toldPosition, first.toldPosition);
      },
    );

    storeTest('a browser that someone else registers wakes for them alone', async (company) => {
      const first = await register(company, '102', 'https://push.example/1');
      await stage(company, first.subscriptionId, first.toldPosition);
      const second = await register(company, '103', 'https://push.example/1');
      assert.deepEqual(await everyone(company), [second.subscriptionId]);
      assert.equal(await company.store.server.readNextDelivery(company.accountId, first.subscriptionId), undefined);
    });

    storeTest(
      'a person has at most twenty, with all apps together; expired ones do not count',
      async (company, clock) => {
        for (let count = 0; count < 20; count++) {
          await register(company, '102', `https://push.example/${count}`, { clientId: `app ${count % 2}` as ClientId });
        }
        const oneMore = registration(company, '102', 'https://push.example/more');
        const refused = await company.store.execute(oneMore);
        assert.equal(!refused.ok && refused.refusal.code, 'too-many-devices');
        await register(company, '102', 'https://push.example/7');
        await register(company, '103', 'https://push.example/more');
        clock.setMs(startMs + deviceLifeMs);
        unwrap(await company.store.execute(oneMore));
        assert.equal((await wokenFor(company, '102')).length, 1);
      },
    );

    storeTest('its owner removes it, nobody else', async (company) => {
      const { store, accountId, actorOf } = company;
      const { subscriptionId } = await register(company, '102', 'https://push.example/1');
      const remove = (number: string) =>
        store.execute({ kind: 'remove-device', accountId, actor: actorOf(number), subscriptionId });
      for (const number of ['103', '101']) {
        const refused = await remove(number);
        assert.equal(!refused.ok && refused.refusal.code, 'unknown-resource');
      }
      unwrap(await remove('102'));
      const again = await remove('102');
      assert.equal(!again.ok && again.refusal.code, 'unknown-resource');
      assert.deepEqual(await everyone(company), []);
    });

    storeTest('all of an app’s sessions end with the app', async (company) => {
      await register(company, '102', 'https://push.example/1');
      await register(company, '103', 'https://push.example/2');
      unwrap(await company.change({ kind: 'delete-app', clientId: companyClientId }));
      assert.deepEqual(await everyone(company), []);
    });

    for (const [name, end] of Object.entries(endings)) {
      storeTest(`it ends, with what waits for it, when ${name}`, async (company) => {
        const device = await register(company, '102', 'https://push.example/1');
        const other = await register(company, '103', 'https://push.example/2');
        await stage(company, device.subscriptionId, device.toldPosition);
        assert.ok(await company.store.server.readNextDelivery(company.accountId, device.subscriptionId));
        await end(company);
        assert.deepEqual(await everyone(company), [other.subscriptionId]);
        assert.equal(await company.store.server.readNextDelivery(company.accountId, device.subscriptionId), undefined);
      });
    }
  });
}
