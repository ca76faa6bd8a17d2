/** Companies that share a server know nothing of each other: another's ids are like ids that never existed. */

import assert from 'node:assert/strict';
import { createECDH } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, test } from 'node:test';
import { operations } from '../../src/api/operations.ts';
import type { Operation } from '../../src/api/shared/operation.ts';
import { newToken } from '../../src/wire/tokens.ts';
import { inputWith, isNumberAt, leastInput, nameOf, type Place, placesIn, schemaOf } from './schema-inputs.ts';
import { openTenants } from './tenants.ts';

const folder = mkdtempSync(join(tmpdir(), 'beckon-tenancy-'));
const clock = { nowMs: () => 1_700_000_000_000 };
const { server, found, close } = await openTenants(folder, clock);
after(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

const ours = await found(31, 'heron');
const theirs = await found(47, 'zebra');
const accessOf = async (tenant: typeof ours, number: string) => (await tenant.tokensOf(number)).access;
const us = { '100': await accessOf(ours, '100'), '101': await accessOf(ours, '101') };
const them = { '100': await accessOf(theirs, '100'), '101': await accessOf(theirs, '101') };

interface Sent {
  readonly status: number;
  readonly text: string;
}

async function send(
  { method, path, consumes = [] }: Pick<Operation, 'method' | 'path' | 'consumes'>,
  { token, params = {}, query = {}, body }: { token?: string; params?: Inputs; query?: Inputs; body?: unknown },
): Promise<Sent> {
  const url = path.replace(/:(\w+)/g, (_all, name: string) => encodeURIComponent(String(params[name] ?? '~')));
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  );
  const isForm = consumes[0]?.includes('form');
  const isCsv = consumes[0] === 'text/csv';
  const type = isForm || isCsv ? (consumes[0] as string) : 'application/json';
  const payload = isCsv
    ? String(body)
    : isForm
      ? new URLSearchParams(body as Record<string, string>).toString()
      : JSON.stringify(body);
  const { statusCode, body: text } = await server.inject({
    method: method as 'GET',
    url: `${url}?${search}`,
    headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), 'content-type': type },
    ...(body === undefined ? {} : { payload }),
  });
  return { status: statusCode, text };
}

type Inputs = Readonly<Record<string, unknown>>;

/** At an address of this machine that nothing listens at. */
function browser(word: string) {
  const keys = createECDH('prime256v1').generateKeys('base64url');
  return {
    endpoint: `http://127.0.0.1:9/${word}`,
    keys: { p256dh: keys, auth: Buffer.alloc(16).toString('base64url') },
  };
}

/** What they have: threads, a credential, an app, an invitation, a browser. */
async function fill(tenant: typeof ours, token: string): Promise<void> {
  const page = { to: [{ extensionNumber: '101' }, { extensionNumber: '200' }], text: `${tenant.secretWord} page` };
  const requests: readonly [string, object][] = [
    ['/restapi/v1.0/account/~/extension/~/company-pager', page],
    ['/restapi/v1.0/account/~/extension/~/company-pager', { ...page, to: [{ extensionNumber: '102' }] }],
    ['/beckon/v1/credentials', { label: `${tenant.secretWord} credential` }],
    ['/beckon/v1/apps', { name: `${tenant.secretWord} second app` }],
    [`/beckon/v1/extensions/${tenant.idOf('102')}/invitation`, {}],
    ['/beckon/v1/push/devices', { ...browser(tenant.secretWord), name: `${tenant.secretWord} phone` }],
  ];
  for (const [path, body] of requests) {
    const { status, text } = await send({ method: 'POST', path }, { token, body });
    assert.ok(status < 300, `${path}: ${text}`);
  }
}
await fill(ours, us['100']);
await fill(theirs, them['100']);

const isIdName = (name: string) => /^(id|.*Ids?|replyOn|token|.*_token|code|assertion|memberExtensionId)$/.test(name);

/** Every id that their own answers carry, by operation and name: so also what later operations list. */
async function idsOf(tokens: Readonly<Record<string, string>>): Promise<Map<string, Set<string>>> {
  const ids = new Map<string, Set<string>>();
  const keep = (key: string, id: string) => ids.set(key, (ids.get(key) ?? new Set()).add(id));
  const note = (from: string, value: unknown, name = '') => {
    if (typeof value === 'object' && value !== null) {
      for (const [inner, one] of Object.entries(value)) note(from, one, Array.isArray(value) ? name : inner);
    } else if (isIdName(name) && /^\S{2,300}$/.test(String(value))) keep(`${name} of ${from}`, String(value));
  };
  const reads = operations.filter(({ method, access }) => method === 'GET' && access !== 'public');
  for (const token of Object.values(tokens)) {
    for (const read of reads) {
      const { text, status } = await send(read, { token });
      if (status === 200 && text.startsWith('{')) note(read.operationId, JSON.parse(text));
    }
  }
  return ids;
}

const known = await idsOf(them);
known.set('company', new Set([theirs.accountId, theirs.idOf('102'), theirs.idOf('200')].map(String)));
/** A few of each; what everybody has alike, such as the ids of roles and of permissions, tells nothing. */
const common = new Set([...(await idsOf(us)).values()].flatMap((values) => [...values]));
const theirIds = new Set<string>();
for (const values of known.values()) {
  for (const value of [...values].filter((one) => !common.has(one)).slice(0, 3)) theirIds.add(value);
}

/** An id of the same form that nothing ever had. */
function neverExisted(id: string): string {
  if (/^\d+$/.test(id)) return String(Number(id) + 500_000_017).padStart(id.length, '9');
  if (/^\w+\.[\w-]{43}$/.test(id)) return newToken(theirs.accountId);
  return id.replace(/[a-z]/gi, (letter) => (letter === 'q' ? 'w' : 'q'));
}

interface Position {
  readonly in: 'path' | 'query' | 'body';
  readonly place: Place;
  readonly isNumber: boolean;
}

function positionsOf({ schema }: Operation): Position[] {
  const of = (where: Position['in'], part: Parameters<typeof schemaOf>[0]) => {
    const whole = schemaOf(part);
    return placesIn(whole)
      .filter((place) => place.length > 0 && (where === 'path' || isIdName(nameOf(place))))
      .map((place): Position => ({ in: where, place, isNumber: isNumberAt(whole, place) }));
  };
  return [...of('path', schema.params), ...of('query', schema.querystring), ...of('body', schema.body)];
}

async function ask(operation: Operation, token: string, position: Position, id: string): Promise<Sent> {
  const { place, isNumber } = position;
  const value = isNumber ? Number(id) : id;
  const body = operation.schema.body && schemaOf(operation.schema.body);
  return await send(operation, {
    token,
    ...(position.in === 'path' ? { params: { [nameOf(place)]: id } } : {}),
    ...(position.in === 'query' ? { query: { [nameOf(place)]: id } } : {}),
    ...(body ? { body: position.in === 'body' ? inputWith(body, place, value) : leastInput(body) } : {}),
  });
}

/** Refusals must be alike to the letter, but for the id that was asked for; of what succeeds, new ids may differ. */
function comparable({ status, text }: Sent, id: string): string {
  return status < 300 ? String(status) : `${status} ${text.replaceAll(id, 'ID')}`;
}

/** Every row of theirs. */
function everythingOfTheirs(): string {
  const db = new DatabaseSync(join(folder, 'beckon.sqlite'), { readOnly: true });
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%account_id%'").all();
  const rows = tables.map(({ name }) => [
    name,
    db.prepare(`SELECT * FROM ${name} WHERE account_id = ?`).all(theirs.accountId),
  ]);
  db.close();
  return JSON.stringify(rows, (_key, value) => (value instanceof Uint8Array ? [...value] : value));
}

const before = everythingOfTheirs();
const guarded = operations.filter(({ access }) => access !== 'public');
const aimed = guarded.filter((operation) => positionsOf(operation).length > 0);

test('there is something to be found out', () => {
  assert.ok(theirIds.size >= 12, [...theirIds].join(' '));
  assert.ok(aimed.length > 40);
  for (const key of ['clientId of listApps', 'id of listMessages', 'id of listOwnSessions'])
    assert.ok(known.has(key), key);
});

describe('with ids of another company in place of', () => {
  for (const operation of aimed) {
    for (const position of positionsOf(operation)) {
      test(`${position.place.join('.')} of ${operation.operationId}, nothing is told and nothing done`, async () => {
        for (const [number, token] of Object.entries(us)) {
          for (const id of position.isNumber ? [...theirIds].filter((one) => /^\d+$/.test(one)) : theirIds) {
            const other = neverExisted(id);
            const [real, unreal] = [
              await ask(operation, token, position, id),
              await ask(operation, token, position, other),
            ];
            assert.equal(comparable(real, id), comparable(unreal, other), `as ${number}, with ${id}`);
            assert.ok(!real.text.replaceAll(id, '').includes(theirs.secretWord), real.text);
          }
        }
      });
    }
  }
});

test('nothing of theirs has changed by all that', () => {
  assert.equal(everythingOfTheirs(), before);
});

describe('what another company signs in with', () => {
  const basic = ({ clientId, clientSecret }: typeof ours) =>
    `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;

  async function token(form: Readonly<Record<string, string>>, tenant = ours): Promise<Sent> {
    const { statusCode, body } = await server.inject({
      ...{ method: 'POST', url: '/restapi/oauth/token', payload: new URLSearchParams(form).toString() },
      headers: { authorization: basic(tenant), 'content-type': 'application/x-www-form-urlencoded' },
    });
    return { status: statusCode, text: body };
  }

  test('a JWT of theirs is no JWT to an app of ours', async () => {
    const grant = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer' };
    const [real, unreal] = [
      await token({ ...grant, assertion: theirs.jwtOf('101') }),
      await token({ ...grant, assertion: `${theirs.jwtOf('101').slice(0, -4)}AAAA` }),
    ];
    assert.deepEqual(real, unreal);
    assert.equal(real.status, 400);
    assert.equal((await token({ ...grant, assertion: theirs.jwtOf('101') }, theirs)).status, 200);
  });

  test('a refresh token of theirs is none to an app of ours, and still works for them', async () => {
    const { refresh } = await theirs.tokensOf('102');
    const grant = { grant_type: 'refresh_token' };
    const [real, unreal] = [
      await token({ ...grant, refresh_token: refresh }),
      await token({ ...grant, refresh_token: newToken(theirs.accountId) }),
    ];
    assert.deepEqual(real, unreal);
    assert.equal(real.status, 400);
    assert.equal((await token({ ...grant, refresh_token: refresh }, theirs)).status, 200);
  });

  test('an app of ours cannot sign them out', async () => {
    const { access } = await theirs.tokensOf('102');
    await server.inject({
      ...{ method: 'POST', url: '/restapi/oauth/revoke', payload: new URLSearchParams({ token: access }).toString() },
      headers: { authorization: basic(ours), 'content-type': 'application/x-www-form-urlencoded' },
    });
    const read = operations.find(({ operationId }) => operationId === 'listMessages') as Operation;
    assert.equal((await send(read, { token: access })).status, 200);
  });

  test('strangers are told neither who shares the server nor what they are called', async () => {
    for (const operation of operations.filter(({ access, method }) => access === 'public' && method === 'GET')) {
      const { text } = await send(operation, {});
      for (const { secretWord } of [ours, theirs]) assert.ok(!text.includes(secretWord), operation.operationId);
    }
  });
});

test('whoever asked is still signed in, and could have done it with ids of their own', async () => {
  const read = operations.find(({ operationId }) => operationId === 'readExtension') as Operation;
  for (const token of Object.values(us)) {
    const { status, text } = await send(read, { token, params: { extensionId: ours.idOf('101') } });
    assert.equal(status, 200);
    assert.ok(text.includes(ours.secretWord));
  }
});
