/** Many people behind one address, and someone there who guesses: whom that holds up, and for how long. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jwtGrant, openServer } from './page.fixture.ts';

const quarterMs = 15 * 60_000;

type Server = Awaited<ReturnType<typeof openServer>>;

/** Thirty wrong passwords, of people who do not exist. */
async function guessUntilBarred({ openPage }: Server): Promise<void> {
  const { send } = await openPage();
  for (let guess = 0; guess < 30; guess++) {
    assert.equal((await send({ username: `nobody${guess}@a.example`, password: 'x' })).statusCode, 400);
  }
}

async function signIn({ openPage, passwordOf }: Server, number: string, cookies = new Map<string, string>()) {
  const { send } = await openPage({}, { cookies });
  return await send({ username: number, password: passwordOf(number) });
}

test('an address that guessed wrong thirty times waits, right or wrong, until its quarter of an hour is over', async (t) => {
  const server = await openServer(t);
  await guessUntilBarred(server);
  server.wait(60_000);
  const refused = await signIn(server, '102');
  assert.deepEqual([refused.statusCode, refused.headers['retry-after']], [429, '840']);
  // Trying on does not make it longer.
  server.wait(quarterMs - 60_001);
  assert.equal((await signIn(server, '102')).headers['retry-after'], '1');
  server.wait(1);
  assert.equal((await signIn(server, '102')).statusCode, 303);
});

test('whoever has signed in with a browser before gets in with it while others guess from the same address', async (t) => {
  const server = await openServer(t);
  const shared = new Map<string, string>();
  for (const number of ['102', '103']) assert.equal((await signIn(server, number, shared)).statusCode, 303);
  await guessUntilBarred(server);
  assert.equal((await signIn(server, '102', shared)).statusCode, 303);
  assert.equal((await signIn(server, '103', shared)).statusCode, 303);
  // Neither someone else with this browser, nor the same person with another.
  assert.equal((await signIn(server, '104', shared)).statusCode, 429);
  assert.equal((await signIn(server, '102')).statusCode, 429);
});

test('a browser is not known by a cookie that another server gave out, or that was changed', async (t) => {
  const [server, other] = [await openServer(t), await openServer(t)];
  const cookies = new Map<string, string>();
  await signIn(other, '102', cookies);
  await guessUntilBarred(server);
  assert.equal((await signIn(server, '102', cookies)).statusCode, 429);
});

test('strangers who lock a password do not keep its owner out where they have signed in before', async (t) => {
  const server = await openServer(t);
  const own = new Map<string, string>();
  await signIn(server, '102', own);
  const { send } = await server.openPage();
  for (let guess = 0; guess < 8; guess++) await send({ username: '102', password: `guess ${guess}` });
  assert.equal((await signIn(server, '102')).statusCode, 400);
  assert.equal((await signIn(server, '102', own)).statusCode, 303);
  // What the strangers tried still counts.
  assert.equal((await signIn(server, '102')).statusCode, 400);
});

test('in IPv6, a network of 64 bits guesses as one, and its neighbours are let alone', async (t) => {
  const server = await openServer(t);
  server.comeFrom('2001:db8:1:2::1');
  await guessUntilBarred(server);
  server.comeFrom('2001:db8:1:2:3::4');
  assert.equal((await signIn(server, '102')).statusCode, 429);
  server.comeFrom('2001:db8:1:3::1');
  assert.equal((await signIn(server, '102')).statusCode, 303);
});

test('a browser is forgotten 400 days after someone last signed in with it, whatever cookie it brings', async (t) => {
  const server = await openServer(t);
  const own = new Map<string, string>();
  await signIn(server, '102', own);
  const kept = new Map(own);
  server.wait(400 * 96 * quarterMs - 1000);
  await guessUntilBarred(server);
  assert.equal((await signIn(server, '102', new Map(kept))).statusCode, 303);
  server.wait(1000);
  assert.equal((await signIn(server, '102', kept)).statusCode, 429);
});

test('after five wrong passwords, a known browser is one like any other for that person', async (t) => {
  const server = await openServer(t);
  const own = new Map<string, string>();
  await signIn(server, '102', own);
  await signIn(server, '103', own);
  const { send } = await server.openPage({}, { cookies: own });
  for (let guess = 0; guess < 5; guess++) await send({ username: '102', password: `guess ${guess}` });
  await guessUntilBarred(server).catch(() => {});
  assert.equal((await signIn(server, '102', own)).statusCode, 429);
  assert.equal((await signIn(server, '103', own)).statusCode, 303);
});

test('a device that goes on trying an old password counts once, for its person and for its address', async (t) => {
  const server = await openServer(t);
  const { send } = await server.openPage();
  for (let attempt = 0; attempt < 40; attempt++) {
    assert.equal((await send({ username: '102', password: 'the old one' })).statusCode, 400);
  }
  assert.equal((await signIn(server, '102')).statusCode, 303);
});

test('a browser in which a password was set through a link is known', async (t) => {
  const server = await openServer(t);
  const cookies = new Map<string, string>();
  const { send } = await server.openPage({}, { cookies });
  const token = await server.invite('104');
  const password = 'a lamp on every landing';
  const set = await send({ token, password, repeated: password }, '/beckon/v1/invitation');
  assert.equal(set.statusCode, 200);
  await guessUntilBarred(server);
  assert.equal((await send({ username: '104', password })).statusCode, 303);
});

const limits = { Light: 50, Medium: 40, Heavy: 10, Auth: 5, address: 60, requests: 3000, documents: 9, windowS: 60 };

test('naming someone over and over keeps nobody from signing in as them', async (t) => {
  const server = await openServer(t, { rateLimits: limits });
  const { send } = await server.openPage();
  for (let attempt = 0; attempt < 20; attempt++) await send({ username: '102', password: 'x' });
  assert.equal((await signIn(server, '102')).statusCode, 303);
});

test('a sign-in on the page counts as one request of its address, though it takes three', async (t) => {
  const server = await openServer(t, { rateLimits: { ...limits, requests: 6 } });
  for (let person = 1; person <= 4; person++) {
    const { headers, statusCode } = await signIn(server, '102');
    assert.equal(statusCode, 303, `sign-in ${person}`);
    const code = new URL(String(headers.location)).searchParams.get('code') ?? '';
    const form = { grant_type: 'authorization_code', code, redirect_uri: server.redirectUri };
    const given = await server.getToken(form);
    assert.equal(given.statusCode, 200, given.body);
  }
});

test('proofs that fail are refused past the limit of their address, for what is left of its window; right ones are not', async (t) => {
  const server = await openServer(t, { rateLimits: { ...limits, address: 4 } });
  const renew = async (token: string) => {
    const { statusCode, headers } = await server.getToken({ grant_type: 'refresh_token', refresh_token: token });
    return [statusCode, headers['retry-after']];
  };
  for (const token of ['a', 'b', 'c', 'd']) assert.deepEqual(await renew(token), [400, undefined]);
  assert.deepEqual(await renew('e'), [429, '60']);
  server.wait(20_000);
  const right = await server.getToken({ grant_type: jwtGrant, assertion: await server.jwtOf('102') });
  assert.equal(right.statusCode, 200);
  assert.deepEqual(await renew(String(right.json().refresh_token)), [200, undefined]);
  server.wait(39_000);
  assert.deepEqual(await renew('f'), [429, '1']);
  server.wait(1000);
  assert.deepEqual(await renew('g'), [400, undefined]);
});

test('proofs, requests and documents are counted by the network of 64 bits', async (t) => {
  const few = { ...limits, address: 1, requests: 3, documents: 1 };
  const server = await openServer(t, { rateLimits: few });
  const statuses: number[][] = [];
  for (const address of ['2001:db8:1:2::1', '2001:db8:1:2::2', '2001:db8:1:3::1']) {
    server.comeFrom(address);
    const failed = await server.getToken({ grant_type: 'refresh_token', refresh_token: address });
    statuses.push([failed.statusCode, (await server.get('/openapi.json', '')).statusCode]);
  }
  assert.deepEqual(statuses, [
    [400, 200],
    [429, 429],
    [400, 200],
  ]);
  server.comeFrom('2001:db8:1:2::3');
  const right = async () => server.getToken({ grant_type: jwtGrant, assertion: await server.jwtOf('102') });
  assert.equal((await right()).statusCode, 200);
  server.comeFrom('2001:db8:1:2::4');
  assert.equal((await right()).statusCode, 429, 'the fourth request of the network');
});

test('a password that is right counts against its person and the app, as the vendor counts', async (t) => {
  const server = await openServer(t, { rateLimits: { ...limits, Auth: 2 } });
  const form = { grant_type: 'password', username: '102', password: server.passwordOf('102') };
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 3; attempt++) statuses.push((await server.getToken(form)).statusCode);
  assert.deepEqual(statuses, [200, 200, 429]);
});
