/** What whoever runs the server says about Web Push: not at all, whom to turn to, and where it may go. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type PushService, startPushService } from '../push/push-service.ts';
import { type Person, signIn } from './person.ts';
import { assertRefused, type ErrorBody, parameter, plain } from './refusal.ts';
import { type ServerProcess, startServer } from './server-process.ts';

const pushes: PushService = await startPushService();
const running: ServerProcess[] = [];
after(async () => {
  for (const server of running) await server.close();
  await pushes.close();
});

/** Someone signed in to a server with these options. */
async function at(...argsAfter: string[]): Promise<Person> {
  const server = await startServer({ argsAfter });
  running.push(server);
  // Whatever address it is known by, it is asked where it listens.
  return await signIn({ env: server.env, url: server.listeningUrl, close: () => server.close() }, '102');
}

interface Push {
  readonly enabled: boolean;
  readonly publicKey?: string;
}

async function register(person: Person, endpoint?: string) {
  const { body: push } = await person.call<Push>('/beckon/v1/push');
  const device = pushes.subscribe(push.publicKey ?? '');
  const body = { ...device.subscription, ...(endpoint === undefined ? {} : { endpoint }) };
  const answer = await person.call<{ id: string } & ErrorBody>('/beckon/v1/push/devices', { body });
  return { device, ...answer };
}

async function send(person: Person, deviceId: string) {
  return (await person.call('/beckon/v1/push/test', { body: { deviceId } })).body;
}

test('with --web-push off no browser is registered, and the server says so', async () => {
  const person = await at('--web-push', 'off');
  assert.deepEqual((await person.call('/beckon/v1/push')).body, { enabled: false });
  assertRefused(await register(person), plain(403, 'BKN-403'));
  assert.deepEqual((await person.call('/beckon/v1/push/devices')).body, { records: [] });
});

test('push services are told the contact that was named', async () => {
  const person = await at('--web-push', 'mailto:it@clinic.example');
  const { body, device } = await register(person);
  assert.deepEqual(await send(person, body.id), { outcome: 'Accepted', status: 201 });
  assert.equal(device.received[0]?.subject, 'mailto:it@clinic.example');
});

test('behind a public address over TLS, that address is the contact', async () => {
  const person = await at('--public-url', 'https://pages.example', '--behind-proxy');
  const { body, device } = await register(person);
  assert.deepEqual(await send(person, body.id), { outcome: 'Accepted', status: 201 });
  assert.equal(device.received[0]?.subject, 'https://pages.example');
});

test('where private addresses are not allowed, nothing on this machine or without TLS is called', async () => {
  const person = await at('--allow-private-addresses', 'no');
  assertRefused(await register(person), parameter('CMN-101', 'endpoint'));
  const { body } = await register(person, `${pushes.origin.replace('http:', 'https:')}/push/1`);
  assert.deepEqual(await send(person, body.id), { outcome: 'Unreachable', reason: 'its address is not public' });
});
