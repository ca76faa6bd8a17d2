/** Subscriptions with the vendor's own clients: `@rc-ex/ws`, `@rc-ex/rcsdk` and `@ringcentral/subscriptions`. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import RingCentral from '@rc-ex/core';
import rcSdkModule from '@rc-ex/rcsdk';
import webSocketModule from '@rc-ex/ws';
import { SDK } from '@ringcentral/sdk';
import { Subscriptions } from '@ringcentral/subscriptions';
import type { Page } from './expected-page.ts';
import { mine, signIn } from './person.ts';
import { type Event, messageStore } from './raw-socket.ts';
import { Relay } from './relay.ts';
import { startServer, type Target } from './server-process.ts';
import { until } from './until.ts';

// The types of both packages take their modules for CommonJS; they are not.
const WebSocketExtension = webSocketModule as unknown as typeof webSocketModule.default;
const RcSdkExtension = rcSdkModule as unknown as typeof rcSdkModule.default;
type WebSocketExtension = InstanceType<typeof WebSocketExtension>;

// One server that may be killed, behind an address that stays: clients cannot be told of another.
const relay = await Relay.open();
const server = await startServer({ argsAfter: ['--public-url', relay.url] });
relay.leadTo(await until(() => server.listeningUrl, 'the address'));
const jwtOf = (number: string) => server.env[`BECKON_JWT_${number}`] ?? '';
const app = {
  server: relay.url,
  clientId: server.env.RINGCENTRAL_CLIENT_ID ?? '',
  clientSecret: server.env.RINGCENTRAL_CLIENT_SECRET ?? '',
};
after(async () => {
  await relay.close();
  await server.close();
});

async function signInWith(number: string): Promise<RingCentral> {
  const rc = new RingCentral(app);
  await rc.authorize({ jwt: jwtOf(number) });
  return rc;
}

interface Listener {
  readonly rc: RingCentral;
  readonly ws: WebSocketExtension;
  readonly events: Event[];
}

/** Someone who listens to their mailbox, and looks for a broken connection ten times a second. */
async function listen(rc: RingCentral, restOverWebSocket = false): Promise<Listener> {
  const autoRecover = { enabled: true, checkInterval: () => 100, pingServerInterval: 60_000 };
  const ws = new WebSocketExtension({ restOverWebSocket, autoRecover });
  await rc.installExtension(ws);
  const events: Event[] = [];
  listeners.push({ rc, ws, events });
  await ws.subscribe([messageStore], (event) => events.push(event as unknown as Event));
  return { rc, ws, events };
}

// Clients that a failed test leaves behind would keep this process alive.
const listeners: Listener[] = [];
after(() => Promise.allSettled(listeners.map(({ ws }) => ws.revoke())));

const idsIn = (events: readonly Event[]) => events.flatMap(({ body }) => body.changes[0]?.newMessageIds ?? []);

/** The server itself, past the relay. */
const direct = (): Target => ({ env: server.env, url: server.listeningUrl, close: async () => {} });

async function page(text: string, to = '102'): Promise<void> {
  const sender = await signIn(direct(), '101');
  const body = { to: [{ extensionNumber: to }], text };
  const answer = await sender.call(`${mine}/company-pager`, { body });
  assert.equal(answer.status, 200, answer.text);
}

/** The texts of the messages that someone was told of. */
async function textsOf(events: readonly Event[], number = '102'): Promise<string[]> {
  const person = await signIn(direct(), number);
  const read = idsIn(events).map((id) => person.call<Page & { subject: string }>(`${messageStore}/${id}`));
  return (await Promise.all(read)).map(({ body }) => body.subject);
}

/** Kills the connection as a network does. The server may not know of it yet when the client does. */
function kill({ ws }: Listener): void {
  (ws.ws as unknown as { terminate(): void }).terminate();
}

test('@rc-ex/ws hears of a page sent over HTTP and of one sent over its own socket', async () => {
  const jonas = await listen(await signInWith('102'), true);
  await page('Over HTTP');
  await until(() => idsIn(jonas.events).length === 1, 'the first page');
  const sent = await jonas.rc
    .restapi()
    .account()
    .extension()
    .companyPager()
    .post({ to: [{ extensionNumber: '102' }], text: 'Over the socket' });
  assert.equal(sent.subject, 'Over the socket');
  await until(() => idsIn(jonas.events).length === 3, 'the second page');
  assert.deepEqual(await textsOf(jonas.events), ['Over HTTP', 'Over the socket', 'Over the socket']);
  await assert.rejects(
    jonas.rc
      .restapi()
      .account()
      .extension()
      .companyPager()
      .post({ to: [{ extensionNumber: '999' }], text: 'x' }),
    ({ response }: { response: { status: number; data: { errorCode: string } } }) =>
      response.status === 400 && response.data.errorCode === 'InvalidParameter',
  );
  await jonas.ws.revoke();
});

test('@ringcentral/subscriptions hears of a page, and again after its socket was killed', async () => {
  const sdk = new SDK({ ...app, cachePrefix: 'subscriptions' });
  await sdk.platform().login({ jwt: jwtOf('102') });
  const subscriptions = new Subscriptions({ sdk });
  const subscription = subscriptions.createSubscription();
  const events: Event[] = [];
  subscription.setEventFilters([messageStore]).on(subscription.events.notification, (event) => events.push(event));
  const { wse } = (await subscription.register()) as unknown as { wse: WebSocketExtension };
  await page('First');
  await until(() => idsIn(events).length === 1, 'the first page');
  kill({ ws: wse } as Listener);
  await page('While it was gone');
  await until(() => idsIn(events).length === 2, 'the second page');
  assert.deepEqual(await textsOf(events), ['First', 'While it was gone']);
  await wse.revoke();
  await sdk.platform().logout();
});

test('@rc-ex/rcsdk shares the session of @ringcentral/sdk, and hears of pages with it', async () => {
  const sdk = new SDK({ ...app, cachePrefix: 'rcsdk' });
  await sdk.platform().login({ jwt: jwtOf('102') });
  const rc = new RingCentral();
  await rc.installExtension(new RcSdkExtension({ rcSdk: sdk }));
  const jonas = await listen(rc);
  await page('Through the other SDK');
  await until(() => idsIn(jonas.events).length === 1, 'the page');
  await jonas.ws.revoke();
});

test('a page sent in the instant the socket is killed arrives after the client has reconnected, once', async () => {
  const jonas = await listen(await signInWith('102'));
  for (const round of [1, 2, 3]) {
    const sent = page(`In the instant ${round}`);
    if (round === 2) relay.breakAll();
    else kill(jonas);
    await sent;
    await until(() => idsIn(jonas.events).length >= round, `page ${round}`);
  }
  assert.deepEqual(
    [...new Set(await textsOf(jonas.events))],
    [1, 2, 3].map((round) => `In the instant ${round}`),
  );
  await jonas.ws.revoke();
});

test('a page sent before the server is killed, and one after it is back, both arrive', async () => {
  const jonas = await listen(await signInWith('102'));
  // The client does not outlive an attempt to connect that fails, so it is kept waiting instead.
  relay.hold();
  relay.breakAll();
  await page('Before the kill');
  const before = server.listeningUrl;
  await server.kill9();
  await server.start();
  await until(() => server.listeningUrl !== before, 'the new address');
  await page('After the restart');
  relay.leadTo(server.listeningUrl);
  await until(() => idsIn(jonas.events).length >= 2, 'both pages');
  assert.deepEqual([...new Set(await textsOf(jonas.events))], ['Before the kill', 'After the restart']);
  assert.equal(jonas.ws.connectionDetails.recoveryState, 'Successful');
  await jonas.ws.revoke();
});

test('revoking the session before the subscription is no error to the client', async () => {
  const rc = await signInWith('102');
  const jonas = await listen(rc);
  await rc.revoke();
  await jonas.ws.revoke();
  assert.deepEqual(jonas.events, []);
});

test('two clients on one session both hear, and one that leaves does not take the other along', async () => {
  const rc = await signInWith('102');
  const [first, second] = [await listen(rc), await listen(rc)];
  await page('To both');
  for (const one of [first, second]) await until(() => idsIn(one.events).length === 1, 'the page');
  await first.ws.revoke();
  await page('To the one that stayed');
  await until(() => idsIn(second.events).length === 2, 'the second page');
  assert.equal(idsIn(first.events).length, 1);
  await second.ws.revoke();
});
