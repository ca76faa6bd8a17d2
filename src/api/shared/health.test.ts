/** What `/readyz` says of a store that cannot be written, of what is wrong otherwise, and of a server that ends. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import fastify from 'fastify';
import { createConditions } from '../../conditions.ts';
import { createSystemClock } from '../../domain/clock.ts';
import { openTestStore } from '../../store/open-test-store.fixture.ts';
import { health } from './health.ts';
import type { ApiServices } from './services.ts';

async function served(t: TestContext) {
  const dataDir = mkdtempSync(join(tmpdir(), 'beckon-health-'));
  const store = await openTestStore({ dataDir, clock: createSystemClock(), busyTimeoutMs: 1 });
  const state = { isDraining: false };
  const conditions = createConditions({ clock: createSystemClock(), log: { error() {}, warn() {}, info() {} } });
  const app = fastify();
  const services = { store, conditions, isDraining: () => state.isDraining };
  await app.register(health, { services: services as unknown as ApiServices });
  t.after(async () => {
    await app.close();
    await store.close();
    rmSync(dataDir, { recursive: true });
  });
  const ask = async (path: string) => {
    const { statusCode, body } = await app.inject(path);
    return [statusCode, JSON.parse(body)];
  };
  return { dataDir, state, conditions, ask };
}

test('a server whose data file cannot be written is alive and not ready', async (t) => {
  const { dataDir, ask } = await served(t);
  const other = new DatabaseSync(join(dataDir, 'beckon.sqlite'));
  other.exec('BEGIN IMMEDIATE');
  assert.deepEqual(await ask('/readyz'), [503, { status: 'store unavailable' }]);
  assert.deepEqual(await ask('/healthz'), [200, { status: 'alive' }]);
  other.close();
});

test('a server that ends is alive and no longer ready', async (t) => {
  const { state, ask } = await served(t);
  assert.deepEqual(await ask('/readyz'), [200, { status: 'ready' }]);
  state.isDraining = true;
  assert.deepEqual(await ask('/readyz'), [503, { status: 'draining' }]);
  assert.deepEqual(await ask('/healthz'), [200, { status: 'alive' }]);
});

test('what is wrong is said without what only those who run the server may know, and blocks if it says so', async (t) => {
  const { conditions, ask } = await served(t);
  const slow = { code: 'slow-disk', sentence: 'The disk is slow.', isBlocking: false };
  conditions.raise({ ...slow, detail: '/var/lib/beckon' });
  assert.deepEqual(await ask('/readyz'), [200, { status: 'ready', conditions: [slow] }]);
  const gone = { code: 'file-gone', sentence: 'The data file was taken away.', isBlocking: true };
  conditions.raise(gone);
  assert.deepEqual(await ask('/readyz'), [503, { status: 'blocked', conditions: [gone, slow] }]);
  conditions.lower('file-gone');
  conditions.lower('slow-disk');
  assert.deepEqual(await ask('/readyz'), [200, { status: 'ready' }]);
});
