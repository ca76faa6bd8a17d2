/** What people see and do of their own sessions, credentials and WebSocket tokens; how clients sign out. */

import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import RingCentral from '@rc-ex/core';
import { appAuthorization, call, jwtGrant, mine, type Person, requestTokens, signIn, type Tokens } from './person.ts';
import { assertRefused, type ErrorBody, parameter, plain, token } from './refusal.ts';
import { startServer } from './server-process.ts';

const server = await startServer({ argsAfter: ['--max-sessions', '3'] });
after(() => server.close());

interface SessionRecord {
  readonly id: string;
  readonly isCurrent: boolean;
  readonly clientId: string;
  readonly appName: string;
  readonly method: string;
  readonly lastAddress: string;
  readonly creationTime: string;
}

const sessionsOf = async (person: Person) =>
  (await person.call<{ records: SessionRecord[] }>('/beckon/v1/sessions')).body.records;

async function isSignedIn(person: Person): Promise<boolean> {
  const { status, body } = await person.call<ErrorBody>(mine);
  if (status !== 200) assertRefused({ status, body }, token('OAU-213'));
  return status === 200;
}

describe('one’s own sessions', () => {
  test('are listed with app, address and how one signed in, and say which is this one', async () => {
    const [first, second] = [await signIn(server, '102'), await signIn(server, '102')];
    const sessions = await sessionsOf(second);
    assert.deepEqual(
      sessions.map(({ isCurrent }) => isCurrent),
      [true, false],
    );
    for (const { creationTime, id, isCurrent, ...rest } of sessions) {
      assert.partialDeepStrictEqual(rest, {
        ...{ clientId: server.env.RINGCENTRAL_CLIENT_ID, appName: 'Beckon demo' },
        ...{ method: 'jwt', lastAddress: '127.0.0.1' },
      });
      assert.ok(Date.now() - Date.parse(creationTime) < 60_000 && id !== '');
    }
    const other = sessions.find(({ isCurrent }) => !isCurrent)?.id;
    assert.equal((await second.call(`/beckon/v1/sessions/${other}`, { method: 'DELETE' })).status, 204);
    assert.deepEqual([await isSignedIn(first), await isSignedIn(second)], [false, true]);
  });

  test('of someone else are not found, and go on', async () => {
    const [priya, tom] = [await signIn(server, '103'), await signIn(server, '104')];
    const [session] = await sessionsOf(tom);
    assertRefused(
      await priya.call<ErrorBody>(`/beckon/v1/sessions/${session?.id}`, { method: 'DELETE' }),
      plain(404, 'CMN-102', 'sessionId'),
    );
    assert.equal(await isSignedIn(tom), true);
  });

  test('end everywhere, or everywhere else, at one word', async () => {
    const people = [await signIn(server, '105'), await signIn(server, '105'), await signIn(server, '105')];
    const [first, second, third] = people as [Person, Person, Person];
    assert.equal((await third.call('/beckon/v1/sessions?keepCurrent=true', { method: 'DELETE' })).status, 204);
    assert.deepEqual(await Promise.all(people.map(isSignedIn)), [false, false, true]);
    const fourth = await signIn(server, '105');
    assert.equal((await fourth.call('/beckon/v1/sessions', { method: 'DELETE' })).status, 204);
    assert.deepEqual(await Promise.all([first, second, third, fourth].map(isSignedIn)), [false, false, false, false]);
  });

  test('past the most that are allowed with an app, the oldest ends', async () => {
    const people: Person[] = [];
    for (let count = 0; count < 4; count++) people.push(await signIn(server, '106'));
    assert.deepEqual(await Promise.all(people.map(isSignedIn)), [false, true, true, true]);
  });
});

describe('a JWT credential', () => {
  interface Credential {
    readonly id: string;
    readonly label: string;
    readonly expirationTime?: string;
    readonly jwt?: string;
  }
  const path = '/beckon/v1/credentials';

  test('that someone makes signs them in, is shown once, and ends with its sessions when it is revoked', async () => {
    const maya = await signIn(server, '101');
    const made = await maya.call<Credential>(path, { body: { label: 'night report', expiresIn: 3600 } });
    assert.equal(made.status, 201, made.text);
    const { id, jwt = '', expirationTime = '' } = made.body;
    const leftMs = Date.parse(expirationTime) - Date.now();
    assert.ok(leftMs > 3_500_000 && leftMs <= 3_600_000, expirationTime);

    const { records } = (await maya.call<{ records: Credential[] }>(path)).body;
    const listed = records.find((one) => one.id === id);
    assert.equal(listed?.label, 'night report');
    assert.ok(!JSON.stringify(records).includes(jwt.split('.')[2] ?? ''), 'the JWT is shown again');

    const { RINGCENTRAL_CLIENT_ID: clientId = '', RINGCENTRAL_CLIENT_SECRET: clientSecret = '' } = server.env;
    const rc = new RingCentral({ server: server.url, clientId, clientSecret });
    await rc.authorize({ jwt });
    assert.equal((await rc.restapi().account().extension().get()).extensionNumber, '101');

    const jonas = await signIn(server, '102');
    assertRefused(
      await jonas.call<ErrorBody>(`${path}/${id}`, { method: 'DELETE' }),
      plain(404, 'CMN-102', 'credentialId'),
    );
    assert.equal((await maya.call(`${path}/${id}`, { method: 'DELETE' })).status, 204);
    await assert.rejects(rc.restapi().account().extension().get(), /OAU-213/);
    const refused = await requestTokens<ErrorBody>(server, { grant_type: jwtGrant, assertion: jwt });
    assert.deepEqual([refused.status, refused.body.errorCode], [400, 'OAU-213']);
    assert.equal(await isSignedIn(maya), true);
  });

  test('needs a life time that makes sense', async () => {
    const maya = await signIn(server, '101');
    for (const expiresIn of [0, -1, 1.5, 1e12]) {
      assertRefused(await maya.call<ErrorBody>(path, { body: { expiresIn } }), parameter('CMN-101', 'expiresIn'));
    }
  });
});

describe('signing out', () => {
  const revoke = '/restapi/oauth/revoke';
  const ways: Readonly<Record<string, (person: Person) => Parameters<typeof call>[2]>> = {
    'as a form of the app': ({ tokens }) => ({
      headers: { authorization: appAuthorization(server) },
      body: new URLSearchParams({ token: tokens.refresh_token }),
    }),
    'as JSON of the app': ({ tokens }) => ({
      headers: { authorization: appAuthorization(server), 'content-type': 'application/json' },
      body: { token: tokens.access_token },
    }),
    'with the token in the query': ({ tokens }) => ({
      headers: { authorization: appAuthorization(server), 'content-type': 'application/json' },
      body: '',
      query: `?token=${tokens.access_token}`,
    }),
    'with the session’s own token and nothing else': ({ tokens }) => ({
      headers: { authorization: `bearer ${tokens.access_token}` },
      method: 'POST',
    }),
    'with the session’s own token, and as JSON': ({ tokens }) => ({
      headers: { authorization: `Bearer ${tokens.access_token}`, 'content-type': 'application/json' },
      body: { token: tokens.access_token },
    }),
  };
  for (const [name, request] of Object.entries(ways)) {
    test(`${name} ends the session, its refresh token too`, async () => {
      const tom = await signIn(server, '104');
      const { query = '', ...how } = { ...request(tom) } as { query?: string };
      const { status, text } = await call(server, revoke + query, how);
      assert.deepEqual([status, text], [200, '']);
      assert.equal(await isSignedIn(tom), false);
      const form = { grant_type: 'refresh_token', refresh_token: tom.tokens.refresh_token };
      assert.equal((await requestTokens(server, form)).status, 400);
    });
  }

  test('with a token nobody was given in place of the app is refused', async () => {
    const tom = await signIn(server, '104');
    const headers = { authorization: `Bearer ${tom.tokens.access_token.slice(0, -4)}AAAA` };
    const body = new URLSearchParams({ token: tom.tokens.access_token });
    const answer = await call<ErrorBody>(server, revoke, { headers, body });
    assert.deepEqual([answer.status, answer.body.errorCode], [400, 'OAU-153']);
    assert.equal(await isSignedIn(tom), true);
  });
});

describe('a WebSocket token', () => {
  test('is given whatever the empty body calls itself, and opens no other door', async () => {
    const jonas = await signIn(server, '102');
    for (const type of ['application/json', 'application/x-www-form-urlencoded', undefined]) {
      const headers = { authorization: `Bearer ${jonas.tokens.access_token}`, 'content-type': type };
      const { status, body } = await call<Record<string, unknown>>(server, '/restapi/oauth/wstoken', {
        ...{ method: 'POST', headers },
        ...(type === undefined ? {} : { body: '' }),
      });
      assert.equal(status, 200);
      const { ws_access_token, ...rest } = body;
      assert.deepEqual(rest, { uri: `${server.url.replace('http', 'ws')}/ws`, expires_in: 600 });
      const other = await call<ErrorBody>(server, mine, { headers: { authorization: `Bearer ${ws_access_token}` } });
      assertRefused(other, token('OAU-213'));
    }
    const nobody = await call<ErrorBody>(server, '/restapi/oauth/wstoken', { method: 'POST' });
    assertRefused(nobody, plain(401, 'AGW-401'));
  });

  test('is asked for by @rc-ex/core in its own way', async () => {
    const { RINGCENTRAL_CLIENT_ID: clientId = '', RINGCENTRAL_CLIENT_SECRET: clientSecret = '' } = server.env;
    const rc = new RingCentral({ server: server.url, clientId, clientSecret });
    await rc.authorize({ jwt: server.env.BECKON_JWT_103 ?? '' });
    const answer = (await rc.restapi(null).oauth().wstoken().post()) as Record<string, unknown>;
    assert.equal(answer.expires_in, 600);
    await rc.revoke();
  });
});

test('a refresh may choose other life times, and is answered in the words of RFC 6749 when it is refused', async () => {
  const priya = await signIn(server, '103');
  const form = { grant_type: 'refresh_token', refresh_token: priya.tokens.refresh_token, access_token_ttl: '600' };
  const { body } = await requestTokens<Tokens & { expires_in: number }>(server, form);
  assert.equal(body.expires_in, 600);
  const foreign = new URLSearchParams({ ...form, client_id: server.env.BECKON_PUBLIC_CLIENT_ID ?? '' });
  const answer = await call<ErrorBody & { error: string }>(server, '/restapi/oauth/token', { body: foreign });
  assert.deepEqual([answer.status, answer.body.error], [400, 'invalid_grant']);
  const headers = { authorization: `Bearer ${body.access_token}` };
  assert.equal((await priya.call('/restapi/v1.0/account/~', { headers })).status, 200);
});
