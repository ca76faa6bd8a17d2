/** What a developer is told who was refused: the true reason, what mends it, and at the demo's desk who it was. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { call, jwtGrant, mine, type Person, requestTokens, signIn } from './person.ts';
import { startServer } from './server-process.ts';

interface Refused {
  readonly errorCode: string;
  readonly message: string;
  readonly hint?: string;
  readonly error?: string;
}
interface Entry {
  readonly kind: string;
  readonly path: string;
  readonly status: number;
  readonly extensionId: string | null;
  readonly message: string | null;
  readonly hint: string | null;
}
interface Demo {
  readonly people: readonly { readonly extensionNumber: string; readonly extensionId: string; readonly jwt: string }[];
}

const server = await startServer();
let maya: Person;
let samsId: string;
after(() => server.close());
before(async () => {
  maya = await signIn(server, '101');
  const { body } = await call<Demo>(server, '/beckon/v1/demo');
  samsId = body.people.find(({ extensionNumber }) => extensionNumber === '106')?.extensionId ?? '';
});

async function lastEntry(isWanted: (entry: Entry) => boolean): Promise<Entry> {
  for (const endMs = Date.now() + 20_000; Date.now() < endMs; await delay(20)) {
    const { body } = await call<{ entries: readonly Entry[] }>(server, '/beckon/v1/demo/timeline');
    const entry = body.entries.findLast(isWanted);
    if (entry) return entry;
  }
  throw new Error('waited in vain for an entry');
}

test('the JWT of somebody Frozen is refused for that reason, and the timeline names them', async () => {
  const path = `/restapi/v1.0/account/~/extension/${samsId}`;
  const set = (status: string) => maya.call(path, { method: 'PUT', body: { status } });
  await set('Frozen');
  const form = { grant_type: jwtGrant, assertion: server.env.BECKON_JWT_106 ?? '' };
  const { status, body } = await requestTokens<Refused>(server, form);
  assert.equal(status, 400);
  assert.equal(body.error, 'invalid_grant');
  assert.equal(body.message, 'The extension is Frozen and cannot sign in');
  assert.match(body.hint ?? '', /Enabled again/);
  const entry = await lastEntry((one) => one.path === '/restapi/oauth/token' && one.status === 400);
  assert.equal(entry.extensionId, samsId);
  await set('Enabled');
  assert.equal((await requestTokens(server, form)).status, 200);
});

const page = `${mine}/company-pager`;
const to = [{ extensionNumber: '102' }];
const cases: readonly [name: string, path: string, body: object | undefined, hint: RegExp][] = [
  ['a replyOn that is nobody’s', page, { text: 'x', replyOn: 4 }, /^Reply to a message of your own mailbox/],
  ['a misspelt recipient list', page, { too: to, text: 'x' }, /^Write to instead of too/],
  ['a misspelt field of a recipient', page, { to: [{ extensionNumer: '102' }], text: 'x' }, /extensionNum/],
  ['a text that is missing', page, { to }, /^Send text, which is missing; known here are/],
  [
    'PubNub',
    '/restapi/v1.0/subscription',
    { eventFilters: [`${mine}/message-store`], deliveryMode: { transportType: 'PubNub' } },
    /^Use WebHook, or WebSocket .* PubNub/,
  ],
];
for (const [name, path, body, hint] of cases) {
  test(`${name} is answered with a hint that fits, and the timeline names who asked`, async () => {
    const answer = await maya.call<Refused>(path, { body });
    assert.ok(answer.status >= 400 && answer.status < 500, `${answer.status} ${answer.text}`);
    assert.match(answer.body.hint ?? '', hint);
    const entry = await lastEntry((one) => one.hint === answer.body.hint);
    assert.match(entry.extensionId ?? '', /^\d+$/);
  });
}

test('whoever may not do something is named as well', async () => {
  const sam = await signIn(server, '106');
  assert.equal((await sam.call('/beckon/v1/audit')).status, 403);
  assert.equal((await lastEntry(({ path }) => path === '/beckon/v1/audit')).extensionId, samsId);
});

test('a refused authorisation says in the timeline why, and what mends it', async () => {
  const ask = async (query: Record<string, string>) => {
    const answer = await fetch(`${server.url}/restapi/oauth/authorize?${new URLSearchParams(query)}`);
    assert.equal(answer.status, 400);
    return await lastEntry(({ path, hint }) => path === '/restapi/oauth/authorize' && hint !== null);
  };
  const client_id = server.env.RC_APP_CLIENT_ID ?? '';
  const wrongPlace = await ask({ response_type: 'code', client_id, redirect_uri: 'https://elsewhere.example/back' });
  assert.match(wrongPlace.message ?? '', /redirect_uri/);
  assert.match(wrongPlace.hint ?? '', /^Register the address with the app/);
  const unknown = await ask({ response_type: 'code', client_id: 'nobody', redirect_uri: 'https://x.example/' });
  assert.match(unknown.hint ?? '', /^Check the client id/);
});

test('people who were imported are on the desk, and can be signed in from it', async () => {
  const row = { extensionNumber: '107', firstName: 'Ada', lastName: 'Novak' };
  const { status } = await maya.call('/restapi/v1.0/account/~/extension', {
    body: { extensionNumber: row.extensionNumber, contact: { firstName: row.firstName, lastName: row.lastName } },
  });
  assert.equal(status, 200);
  const find = async () => {
    const { body } = await call<Demo>(server, '/beckon/v1/demo');
    return body.people.find(({ extensionNumber }) => extensionNumber === '107');
  };
  const ada = await find();
  assert.ok(ada);
  assert.equal((await requestTokens(server, { grant_type: jwtGrant, assertion: ada.jwt })).status, 200);
  assert.deepEqual(await find(), ada);
});
