/** What the description of the API suggests to send is sent as it stands, in its order, to a demo. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { operations } from '../../src/api/operations.ts';
import { call, signIn } from '../acceptance/person.ts';
import { startServer } from '../acceptance/server-process.ts';

interface Described {
  readonly operationId: string;
  readonly description: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly example?: string | readonly string[];
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example?: unknown }>> };
  readonly security: readonly object[];
  readonly 'x-app-permission'?: string;
  readonly 'x-user-permission'?: string;
  readonly 'x-throttling-group'?: string;
}
interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
}

const server = await startServer();
after(() => server.close());
const maya = await signIn(server, '101');
/** As the page of the description reads it. */
const description = (await call<Description>(server, '/docs/json')).body;
const described = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, one]) => ({ path, method: method.toUpperCase(), ...one })),
);

/** What the answers before have told of what no example can know, by the name of the parameter. */
const known: Record<string, string> = {};
const tellers: Readonly<Record<string, string>> = {
  placeHold: 'holdId',
  createMessageStoreReport: 'taskId',
  createSubscription: 'subscriptionId',
  registerPushDevice: 'deviceId',
  createOwnCredential: 'credentialId',
  createApp: 'clientId',
};

/** What must be refused, as it needs what only whoever tries it has. */
const refused: Readonly<Record<string, string>> = {
  // The address of a receiver that runs.
  createSubscription: 'SUB-522',
  // An id that an answer gave.
  testPush: 'CMN-102 deviceId',
  // What nobody else knows.
  changePassword: 'CMN-101 currentPassword',
};

interface ErrorBody {
  readonly errors: readonly { readonly errorCode: string; readonly parameterName?: string }[];
}

/** Of what is not there in a demo that has just begun, and what no answer before has given. */
const unknown = ['subscriptionId', 'sessionId', 'archiveId', 'idempotencyKey'];

/** Undefined where it names something unknown. */
function addressOf({ path, operationId, parameters = [] }: (typeof described)[number]): string | undefined {
  const query = new URLSearchParams();
  const inPath: Record<string, string | undefined> = { ...known };
  for (const { name, in: place, example } of parameters) {
    if (example === undefined) continue;
    if (place === 'path') inPath[name] = String(example);
    else for (const one of [example].flat()) query.append(name, one);
  }
  const lacking = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).filter((name) => !inPath[name]);
  for (const name of lacking) assert.ok(unknown.includes(name), `${operationId} has no example of ${name}`);
  if (lacking.length > 0) return undefined;
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => inPath[name] ?? '');
  return query.size === 0 ? address : `${address}?${query}`;
}

function bodyOf({ requestBody }: Described): { type: string; body: unknown } | undefined {
  const [entry] = Object.entries(requestBody?.content ?? {});
  if (!entry) return undefined;
  const [type, { example }] = entry;
  const isForm = type.endsWith('urlencoded');
  return { type, body: isForm ? new URLSearchParams(example as Record<string, string>) : example };
}

/** What ends the caller's own session comes last, what takes something away before it. */
function order({ operationId, method }: { operationId: string; method: string }): number {
  return operationId === 'endOwnSessions' ? 2 : method === 'DELETE' ? 1 : 0;
}

test('every operation with a body has an example of it', () => {
  const bare = described.filter(({ requestBody }) =>
    Object.values(requestBody?.content ?? {}).some(({ example }) => example === undefined),
  );
  assert.deepEqual(
    bare.map(({ operationId }) => operationId),
    [],
  );
});

test('the examples do what they say, sent one after another', async () => {
  for (const one of described.toSorted((a, b) => order(a) - order(b))) {
    const { operationId, method } = one;
    const address = addressOf(one);
    // Pages are for browsers: their forms belong to one that was shown.
    if (address === undefined || isPage(operationId)) continue;
    const sent = bodyOf(one);
    const headers = sent ? { 'content-type': sent.type } : {};
    const call = { method, headers, ...(sent ? { body: sent.body } : {}) };
    const { status, body, text } = await maya.call<{ id?: unknown; clientId?: string } & ErrorBody>(address, call);
    const expected = refused[operationId];
    if (expected === undefined) assert.ok(status < 300, `${operationId} answers ${status} ${text}`);
    else assert.ok(codesIn(body).includes(expected), `${operationId} answers ${status} ${text}`);
    const parameter = tellers[operationId];
    if (parameter && status < 300) known[parameter] = String(body.clientId ?? body.id);
  }
});

function isPage(operationId: string): boolean {
  return operations.find((operation) => operation.operationId === operationId)?.isPage ?? false;
}

function codesIn({ errors }: ErrorBody): string[] {
  return errors.flatMap(({ errorCode, parameterName }) => [errorCode, `${errorCode} ${parameterName ?? ''}`]);
}

test('each operation says what the app and the person need, and against which allowance it counts', () => {
  for (const { operationId, access, rate } of operations) {
    const one = described.find((each) => each.operationId === operationId);
    const { app, user } = access === 'public' ? {} : access;
    const said = [one?.['x-app-permission'], one?.['x-user-permission'], one?.['x-throttling-group']];
    assert.deepEqual(said, [app, user, rate === 'none' ? undefined : rate], operationId);
    for (const name of [app, user, rate === 'none' ? undefined : rate]) {
      assert.ok(one?.description.includes(name ?? ''), `${operationId}: ${one?.description}`);
    }
    assert.equal(one?.security.length === 0, access === 'public', operationId);
  }
});

test('only whoever sits in front of the demo finds its credentials among the examples', async () => {
  const jwt = server.env.BECKON_JWT_101 ?? '';
  for (const [address, headers, has] of [
    ['/docs/json', {}, true],
    ['/docs/json', { 'x-forwarded-for': '10.0.0.7' }, false],
    ['/docs/json', { origin: 'https://elsewhere.example' }, false],
    ['/openapi.json', {}, false],
  ] as const) {
    const { text } = await call(server, address, { headers });
    assert.equal(text.includes(jwt), has, `${address} ${JSON.stringify(headers)}`);
  }
});
