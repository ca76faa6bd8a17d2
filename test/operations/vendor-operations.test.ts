/** Every operation that the vendor's own SDK can call is either served or said not to be offered; only mistakes are unknown. */

import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { operations } from '../../src/api/operations.ts';
import { call } from '../acceptance/person.ts';
import type { ErrorBody } from '../acceptance/refusal.ts';
import { startServer } from '../acceptance/server-process.ts';

const server = await startServer();
after(() => server.close());

interface SdkPath {
  rc?: object;
  path(): string;
}

type Step = SdkPath & Record<string, unknown>;

/**
 * The SDK has a class for each step of a path, whose methods call what lies there. Whether what lies below a step comes
 * after an id or in its place cannot be seen: each operation is given both ways.
 */
async function operationsOfSdk(): Promise<string[][]> {
  const folder = join(dirname(fileURLToPath(import.meta.resolve('@rc-ex/core'))), 'paths');
  const found = new Map<string, Set<string>>();
  await walk(folder, [{ path: () => '' }], found);
  return [...found.values()].map((ways) => [...ways]);
}

async function walk(folder: string, parents: readonly SdkPath[], found: Map<string, Set<string>>): Promise<void> {
  const file = join(folder, 'index.mjs');
  const here: SdkPath[] = [];
  if (existsSync(file)) for (const parent of parents) here.push(...(await stepsIn(file, parent, found)));
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await walk(join(folder, entry.name), here.length > 0 ? here : parents, found);
  }
}

async function stepsIn(file: string, parent: SdkPath, found: Map<string, Set<string>>): Promise<SdkPath[]> {
  const { default: Step } = (await import(pathToFileURL(file).href)) as {
    default: new (parent: SdkPath, id: string | null) => Step;
  };
  const [withId, without] = [new Step(parent, '1'), new Step(parent, null)];
  for (const name of Object.getOwnPropertyNames(Step.prototype)) {
    const method = withId[name];
    if (typeof method !== 'function' || method.constructor.name !== 'AsyncFunction') continue;
    const ways = getOrAdd(found, `${file} ${name}`);
    const record = (verb: string) => async (path: string) => {
      ways.add(`${verb.toUpperCase()} ${path.replace('/restapi/1', '/restapi/v1.0')}`);
      return { data: {} };
    };
    withId.rc = new Proxy({}, { get: (_, verb) => record(String(verb)) });
    await (method as (...args: object[]) => Promise<unknown>).call(withId, {}, {}, {});
  }
  return withId.path() === without.path() ? [withId] : [withId, without];
}

function getOrAdd(found: Map<string, Set<string>>, key: string): Set<string> {
  const ways = found.get(key) ?? new Set<string>();
  found.set(key, ways);
  return ways;
}

const answerTo = async (operation: string) => {
  const [method = '', path = ''] = operation.split(' ');
  return await call<ErrorBody | undefined>(server, path, { method });
};

test('every operation of the vendor’s SDK is served, or is 501 BKN-501', async () => {
  const asked = await operationsOfSdk();
  assert.ok(asked.length > 400, `only ${asked.length} operations were found in the SDK`);
  const unknown: string[] = [];
  let notOffered = 0;
  for (const ways of asked) {
    const answers = await Promise.all(ways.map(answerTo));
    const known = answers.find(({ body }) => body?.errorCode !== 'CMN-120');
    if (!known) unknown.push(ways.join(' or '));
    if (known?.status !== 501) continue;
    assert.equal(known.body?.errorCode, 'BKN-501', ways.join());
    notOffered += 1;
  }
  assert.deepEqual(unknown, []);
  assert.ok(notOffered < asked.length - 50, 'hardly anything is served');
});

test('nothing that is served is said not to be offered', async () => {
  for (const { method, path } of operations) {
    const { body } = await answerTo(`${method} ${path.replace(/:\w+/g, '1')}`);
    assert.ok(!['BKN-501', 'CMN-120'].includes(body?.errorCode ?? ''), `${method} ${path}`);
  }
});

for (const path of [
  '/restapi/v1.0/account/~/extension/~/company-pagers',
  '/restapi/v1.0/account/~/extension/~/message-store/1/contents/1',
  '/restapi/v1.0/acount/~/extension/~/sms',
  '/restapi/v1.0/account/~/extension/~/sms/more/than/there/is',
  '/restapi/v3/accounts/~',
  '/elsewhere',
]) {
  test(`a mistake is unknown: ${path}`, async () => {
    for (const method of ['GET', 'POST']) {
      const { status, body } = await answerTo(`${method} ${path}`);
      assert.deepEqual([status, body?.errorCode], [404, 'CMN-120']);
    }
  });
}

test('a server address with a slash at its end works', async () => {
  assert.equal((await call(server, '//restapi/v1.0')).status, 200);
  assert.equal((await answerTo('POST //restapi/v1.0/account/~/extension/~/sms')).status, 501);
});
