/** What supervisors ask, and how a server ends that is told to. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from './expected-page.ts';
import { mine, signIn } from './person.ts';
import { messageStore, RawSocket } from './raw-socket.ts';
import { startServer } from './server-process.ts';
import { WebhookReceiver } from './webhook-receiver.ts';

const server = await startServer({ argsAfter: ['--drain-seconds', '2'] });
after(() => server.close());

test('a running server says without a token that it is alive and ready', async () => {
  for (const [path, status] of [
    ['/healthz', 'alive'],
    ['/readyz', 'ready'],
  ]) {
    const answer = await fetch(`${server.url}${path}`);
    assert.equal(answer.status, 200);
    assert.deepEqual(await answer.json(), { status });
  }
});

test('told to stop, it ends by itself though a client never finishes its request, and keeps what it answered', async () => {
  const maya = await signIn(server, '101');
  const socket = await RawSocket.open(server, maya);
  const { hostname, port } = new URL(server.url);
  const slow = connect(Number(port), hostname);
  slow.on('error', () => {});
  await once(slow, 'connect');
  slow.write(`POST /restapi/oauth/token HTTP/1.1\r\nHost: ${hostname}\r\nContent-Length: 100\r\n\r\nhalf`);
  const sent = Array.from({ length: 20 }, (_, number) =>
    maya.call<Page>(`${mine}/company-pager`, {
      body: { to: [{ extensionNumber: '102' }], text: `Draining ${number}` },
    }),
  );
  await Promise.race(sent);
  const code = server.stop();
  const answers = await Promise.allSettled(sent);
  assert.equal(await code, 0);
  assert.equal(await socket.closed(), 1001);
  await server.start();
  const jonas = await signIn(server, '102');
  const { body } = await jonas.call<{ records: { subject: string }[] }>(`${mine}/message-store?perPage=max`);
  const texts = new Set(body.records.map(({ subject }) => subject));
  for (const [number, answer] of answers.entries()) {
    if (answer.status !== 'fulfilled' || answer.value.status !== 200) continue;
    assert.ok(texts.has(`Draining ${number}`), `page ${number} was answered and is lost`);
  }
});

function isOpen({ url }: { readonly url: string }): Promise<boolean> {
  return fetch(`${url}/healthz`, { headers: { connection: 'close' } }).then(
    ({ ok }) => ok,
    () => false,
  );
}

test('told to stop, it ends once what was asked is answered, though the client would keep the connection', async () => {
  const patient = await startServer({ argsAfter: ['--drain-seconds', '60'] });
  const receiver = await WebhookReceiver.open();
  try {
    const maya = await signIn(patient, '101');
    const asked = Promise.withResolvers<() => void>();
    receiver.greeting = ({ headers }, response) => {
      asked.resolve(() => response.setHeader('Validation-Token', headers['validation-token'] ?? '').end());
    };
    const deliveryMode = { transportType: 'WebHook', address: receiver.url };
    const subscribing = maya.call('/restapi/v1.0/subscription', {
      body: { eventFilters: [messageStore], deliveryMode },
      headers: { connection: 'keep-alive' },
    });
    const greet = await asked.promise;
    const code = patient.stop();
    while (await isOpen(patient)) await delay(20);
    greet();
    assert.equal((await subscribing).status, 200);
    const late = delay(30_000, 'it stays', { ref: false });
    assert.equal(await Promise.race([code, late]), 0);
  } finally {
    await patient.stop('SIGKILL');
    await patient.close();
    await receiver.close();
  }
});

test('for a grace time it says that it is no longer ready, and still answers', async () => {
  const graceful = await startServer({ argsAfter: ['--drain-grace-seconds', '2'] });
  try {
    const maya = await signIn(graceful, '101');
    const code = graceful.stop();
    const ready = async () => (await fetch(`${graceful.url}/readyz`)).status;
    for (let tries = 0; tries < 200 && (await ready()) !== 503; tries++) await delay(5);
    assert.equal(await ready(), 503);
    const body = { to: [{ extensionNumber: '102' }], text: 'Just in time' };
    assert.equal((await maya.call(`${mine}/company-pager`, { body })).status, 200);
    assert.equal(await code, 0);
    await assert.rejects(ready());
  } finally {
    await graceful.close();
  }
});

test('told to stop, it answers whatever is asked over connections that clients keep, and says that it closes them', async () => {
  const steady = await startServer();
  const allBegun = Promise.withResolvers<void>();
  let begun = 0;
  const { hostname, port } = new URL(steady.url);
  /** Asks one after another, until it is told that the connection closes; gives what was left without an answer. */
  async function ask(pauseMs: number, atOnce: number): Promise<number> {
    const socket = connect(Number(port), hostname).setNoDelay().setEncoding('latin1');
    socket.on('error', () => {});
    let text = '';
    socket.on('data', (part) => {
      text += part;
    });
    const closed = new Promise<boolean>((resolve) => socket.on('close', () => resolve(true)));
    for (let asked = 0; asked < 100_000; ) {
      socket.write(`GET /readyz HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`.repeat(atOnce));
      asked += atOnce;
      const answered = () => text.split('HTTP/1.1 ').length - 1;
      while (answered() < asked) if (await Promise.race([closed, delay(1)])) return asked - answered();
      if (asked === atOnce && ++begun === 40) allBegun.resolve();
      if (/connection: close/i.test(text)) return 0;
      await delay(pauseMs);
    }
    return Number.POSITIVE_INFINITY;
  }
  try {
    const asking = Array.from({ length: 40 }, (_, number) => ask(number % 10, number % 4 === 0 ? 3 : 1));
    await allBegun.promise;
    const code = steady.stop();
    assert.deepEqual(await Promise.all(asking), Array(40).fill(0));
    assert.equal(await code, 0);
  } finally {
    await steady.close();
  }
});

test('a server whose end never comes is ended at the limit, and says so by its exit code', async () => {
  // A port that does not close stands for whatever may hang.
  const defect = 'import { Server } from "node:net"; Server.prototype.close = function () { return this; };';
  const stuck = await startServer({
    argsAfter: ['--drain-seconds', '2'],
    env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(defect)}` },
  });
  try {
    const maya = await signIn(stuck, '101');
    const body = { to: [{ extensionNumber: '102' }], text: 'Kept' };
    assert.equal((await maya.call(`${mine}/company-pager`, { body })).status, 200);
    assert.equal(await stuck.stop(), 1);
  } finally {
    await stuck.close();
  }
});
