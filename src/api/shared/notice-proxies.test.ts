/** Which requests show that a proxy is not believed, what is said of it then, and until when. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fastify from 'fastify';
import { createConditions } from '../../conditions.ts';
import { noticeProxies } from './notice-proxies.ts';

async function served({ trustedProxies }: { trustedProxies?: string[] }) {
  const clock = { ms: 0, nowMs: () => clock.ms };
  const lines: string[] = [];
  const log = { error() {}, info() {}, warn: (_: object, text: string) => lines.push(text) };
  const conditions = createConditions({ clock, log });
  const app = fastify({ trustProxy: trustedProxies ?? false });
  await app.register(noticeProxies, { services: { conditions, clock }, isBehindProxy: trustedProxies !== undefined });
  app.get('/', async () => ({}));
  const ask = (headers: Record<string, string> = {}, remoteAddress = '192.0.2.1') =>
    app.inject({ url: '/', headers, remoteAddress });
  const standing = () => conditions.standing().map(({ code, detail }) => `${code}: ${detail}`);
  return { clock, lines, ask, standing };
}

const passedOn = { 'x-forwarded-for': '198.51.100.7' };

test('without --behind-proxy, whatever was passed on shows a proxy that is not believed; that is said once', async () => {
  const { ask, standing, lines } = await served({});
  await ask();
  assert.deepEqual(standing(), []);
  await ask(passedOn);
  await ask(passedOn);
  await ask({ forwarded: 'for=198.51.100.7' }, '192.0.2.2');
  assert.deepEqual(standing(), ['proxy-unexpected: From 192.0.2.1, 192.0.2.2']);
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? '', /--behind-proxy, --trusted-proxies/);
  assert.doesNotMatch(lines[0] ?? '', /192\.0\.2/);
});

test('with it, a proxy that is trusted is believed, and one at another address is named', async () => {
  const { ask, standing, lines } = await served({ trustedProxies: ['192.0.2.0/30'] });
  await ask(passedOn);
  assert.deepEqual(standing(), []);
  await ask(passedOn, '192.0.2.9');
  assert.deepEqual(standing(), ['proxy-not-trusted: From 192.0.2.9']);
  assert.match(lines[0] ?? '', /add its address to --trusted-proxies/);
});

test('a proxy that says whom it asks for in Forwarded alone is not understood, trusted or not', async () => {
  const { ask, standing } = await served({ trustedProxies: ['192.0.2.1'] });
  await ask({ forwarded: 'for=198.51.100.7' });
  assert.deepEqual(standing(), ['proxy-not-trusted: From 192.0.2.1']);
});

test('it is over when nobody has passed anything on for an hour, as strangers do once', async () => {
  const { ask, standing, clock } = await served({});
  await ask(passedOn);
  clock.ms = 3600_000;
  await ask();
  assert.equal(standing().length, 1);
  clock.ms++;
  await ask();
  assert.deepEqual(standing(), []);
});

test('of many addresses five are named', async () => {
  const { ask, standing } = await served({});
  for (let last = 1; last <= 9; last++) await ask(passedOn, `192.0.2.${last}`);
  assert.deepEqual(standing(), ['proxy-unexpected: From 192.0.2.1, 192.0.2.2, 192.0.2.3, 192.0.2.4, 192.0.2.5']);
});
