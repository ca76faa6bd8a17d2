/** What every store must say of subscriptions that are told nothing, and which sessions it must keep for them. */

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { OpenSession } from '../../domain/commands/sessions.ts';
import { unwrap } from '../../domain/errors.ts';
import type { ClientId, CredentialId, SessionId } from '../../domain/ids.ts';
import type { Signal } from '../../domain/reads/changes.ts';
import type { Actor } from '../../domain/session.ts';
import type { EventFilter, Subscription } from '../../domain/subscription.ts';
import type { Suspension } from '../../domain/suspension.ts';
import type { Company, StoreTest } from './company.fixture.ts';

const clientId = 'app-7' as ClientId;
const startMs = 1_700_000_000_000;
const dayMs = 24 * 3_600_000;
const owner = '103';

/** Signs the owner in by JWT, as a program does at each run. */
async function signIn({ store, accountId, idOf }: Company, name: string, maxSessions = 0): Promise<Actor> {
  const extensionId = idOf(owner);
  const sessionId = name as SessionId;
  const tokens = { accessHash: `access-${name}`, accessTtlS: 3600, refreshHash: `refresh-${name}`, refreshTtlS: 7200 };
  const proof: OpenSession['proof'] = {
    ...{ kind: 'credential', extensionId, credentialId: `jwt-${owner}` as CredentialId },
  };
  const app = { clientId, scopes: [], endpointId: 'e' };
  unwrap(
    await store.execute({
      kind: 'open-session',
      accountId,
      sessionId,
      proof,
      ...app,
      tokens,
      address: '::1',
      maxSessions,
    }),
  );
  return { accountId, sessionId, extensionId };
}

async function subscribe({ store, idOf }: Company, actor: Actor, lifeMs = 1000 * dayMs): Promise<Subscription> {
  const filters: EventFilter[] = [{ kind: 'messages', extensionId: idOf(owner), text: '/mailbox' }];
  const channel = { transport: 'WebHook', address: 'https://hooks.example/a' } as const;
  const { accountId } = actor;
  const command = { accountId, actor, clientId, subscriptionId: 'one', filters, channel, lifeMs };
  return unwrap(await store.execute({ kind: 'create-subscription', ...command }));
}

function renew({ store, accountId }: Company, actor: Actor) {
  return store.execute({ kind: 'update-subscription', accountId, actor, clientId, subscriptionId: 'one' }).then(unwrap);
}

function signOut({ store, accountId }: Company, actor: Actor) {
  return store.execute({ kind: 'end-own-sessions', accountId, actor, which: actor.sessionId }).then(unwrap);
}

/** The same from every side: its owner's, administrators', and that of whoever delivers. */
async function suspensionOf({ store, accountId, actorOf }: Company): Promise<Suspension | null> {
  const overview = await store.as(actorOf('101')).readSubscriptionOverview('one');
  const [listed] = await store.as(actorOf('101')).listSubscriptionOverviews();
  assert.deepEqual(listed, overview);
  const suspension = await store.server.readSuspension(accountId, 'one');
  assert.equal(overview?.suspension, suspension);
  assert.equal(overview?.subscription.status, suspension ? 'Suspended' : 'Active');
  const [kept] = await store.server.listAllSubscriptions(accountId, 'WebHook');
  assert.equal(kept?.status, 'Active', 'nothing of it is kept');
  return suspension;
}

export function suspensionContract(storeTest: StoreTest): void {
  describe('subscriptions that are told nothing', () => {
    storeTest('one is suspended once its session was ended, until it is renewed in another', async (company) => {
      const { store, actorOf } = company;
      const first = await signIn(company, 'first');
      await subscribe(company, first);
      assert.equal(await suspensionOf(company), null);
      await signOut(company, first);
      assert.equal(await suspensionOf(company), 'SignedOut');
      const own = await store.as(actorOf(owner)).readSubscription(clientId, 'one');
      assert.equal(own?.status, 'Suspended');
      assert.deepEqual(await store.as(actorOf(owner)).listSubscriptions(clientId), [own]);
      await renew(company, actorOf(owner));
      assert.equal(await suspensionOf(company), null);
      assert.equal((await store.as(actorOf(owner)).readSubscription(clientId, 'one'))?.status, 'Active');
    });

    storeTest('one is suspended while its owner is not active, and after that until it is renewed', async (company) => {
      await subscribe(company, await signIn(company, 'first'));
      const become = (status: 'Enabled' | 'Disabled') =>
        company.change({ kind: 'update-extension', extensionId: company.idOf(owner), changes: { status } });
      await become('Disabled');
      assert.equal(await suspensionOf(company), 'OwnerNotActive');
      await become('Enabled');
      assert.equal(await suspensionOf(company), 'SignedOut');
      await renew(company, await signIn(company, 'second'));
      assert.equal(await suspensionOf(company), null);
    });

    storeTest(
      'one is suspended while its owner lacks the role to read, and renewing does not help',
      async (company) => {
        await subscribe(company, await signIn(company, 'first'));
        const extensionId = company.idOf(owner);
        await company.change({ kind: 'set-roles', extensionId, roles: ['auditor'] });
        assert.equal(await suspensionOf(company), 'RoleMissing');
        await renew(company, company.actorOf(owner));
        assert.equal(await suspensionOf(company), 'RoleMissing');
        await company.change({ kind: 'set-roles', extensionId, roles: ['user'] });
        assert.equal(await suspensionOf(company), null);
      },
    );

    storeTest(
      'a session that only ran out suspends nothing, however often its owner signs in',
      async (company, clock) => {
        await subscribe(company, await signIn(company, 'first'));
        clock.setMs(startMs + 100 * dayMs);
        await signIn(company, 'second');
        assert.equal(await suspensionOf(company), null);
        clock.setMs(startMs + 1000 * dayMs);
        await signIn(company, 'third');
        assert.deepEqual(await company.store.server.listAllSubscriptions(company.accountId, 'WebHook'), []);
      },
    );

    storeTest(
      'a session on which a webhook or a browser rests is not counted among those that later ones crowd out',
      async (company) => {
        const { store, accountId, idOf } = company;
        const hooked = await signIn(company, 'hooked');
        await subscribe(company, hooked);
        const awake = await signIn(company, 'awake');
        unwrap(
          await store.execute({
            kind: 'register-device',
            ...{ accountId, actor: awake, clientId, subscriptionId: 'browser' },
            filters: [{ kind: 'messages', extensionId: idOf(owner), text: '/mailbox' }],
            channel: {
              ...{ transport: 'WebPush', endpoint: 'https://push.example/1', name: 'Browser' },
              keys: { p256dh: 'p', auth: 'a' },
            },
          }),
        );
        const runs = ['run-1', 'run-2', 'run-3', 'run-4'];
        for (const name of runs) await signIn(company, name, 2);
        const all = [hooked.sessionId, awake.sessionId, ...runs] as SessionId[];
        assert.deepEqual(await store.server.readEndedSessions(accountId, all), ['run-1', 'run-2', 'run-3']);
        assert.equal(await suspensionOf(company), null);

        unwrap(
          await store.execute({
            ...{ kind: 'delete-subscription', accountId, actor: hooked, clientId, subscriptionId: 'one' },
          }),
        );
        await signIn(company, 'run-5', 2);
        assert.deepEqual(
          await store.server.readEndedSessions(accountId, [hooked.sessionId, awake.sessionId]),
          [hooked.sessionId],
          'nothing rests on it any more',
        );
      },
    );

    storeTest('what waited while nothing could be told waits anew once it is renewed', async (company, clock) => {
      const { store, accountId, actorOf } = company;
      const first = await signIn(company, 'first');
      const { toldPosition } = await subscribe(company, first);
      const drafts = [{ uuid: 'u', event: '/mailbox', body: '{}' }];
      const staging = {
        subscriptionId: 'one',
        keptPosition: toldPosition,
        range: [toldPosition, toldPosition] as const,
      };
      unwrap(await store.execute({ kind: 'stage-deliveries', accountId, epoch: 0, ...staging, drafts }));
      const refuse = async () =>
        unwrap(
          await store.execute({
            kind: 'settle-delivery',
            ...{
              accountId,
              epoch: 0,
              subscriptionId: 'one',
              number: 1,
              isAccepted: false,
              maxAgeMs: dayMs,
              random: 0.5,
            },
            attempt: { timeMs: clock.nowMs(), statusCode: 500, latencyMs: 3, reason: 'it answered 500' },
          }),
        );
      clock.setMs(startMs + 2 * dayMs);
      assert.equal((await refuse())?.subscription?.status, 'Active', 'nobody had tried before');
      await signOut(company, first);
      clock.setMs(startMs + 9 * dayMs);
      await renew(company, actorOf(owner));
      assert.equal((await store.server.readNextDelivery(accountId, 'one'))?.nextAttemptMs, clock.nowMs());
      assert.equal((await refuse())?.subscription?.status, 'Active');
      clock.setMs(startMs + 10 * dayMs);
      assert.equal((await refuse())?.subscription?.status, 'Blacklisted');
    });

    storeTest('whoever is kept informed hears of every way in which sessions end', async (company) => {
      const { store, accountId, actorOf } = company;
      const heard: Signal[] = [];
      const stop = store.onChange((signal) => heard.push(signal));
      const credentialId = `jwt-${owner}` as CredentialId;
      unwrap(await store.execute({ kind: 'revoke-credential', accountId, actor: actorOf(owner), credentialId }));
      unwrap(await company.change({ kind: 'delete-app', clientId }));
      stop();
      const both = { accountId, haveSessionsEnded: true, haveSubscriptionsChanged: true };
      assert.deepEqual(heard, [both, both]);
    });
  });
}
