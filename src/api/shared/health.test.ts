/** What `/readyz` says of a store that cannot be written, and of a server that ends. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import fastify from 'fastify';
import { createSystemClock } from '../../domain/clock.ts';
import { openSqliteStore } from '../../store/sqlite/open-sqlite-store.ts';
import type { Beckon } from './beckon.ts';
import { health } from './health.ts';

async function served(t: TestContext) {
  const dataDir = mkdtempSync(join(tmpdir(), 'beckon-health-'));
  const store = openSqliteStore({ dataDir, clock: createSystemClock(), busyTimeoutMs: 1 });
  const state = { isDraining: false };
  const app = fastify();
  await app.register(health, { beckon: { store, isDraining: () => state.isDraining } as unknown as Beckon });
  t.after(async () => {
    await app.close();
    await store.close();
    rmSync(dataDir, { recursive: true });
  });
  const ask = async (path: string) => {
    const { statusCode, body } = await app.inject(path);
    return [statusCode, JSON.parse(body).status];
  };
  return { dataDir, state, ask };
}

test('a server whose data file cannot be written is alive and not ready', async (t) => {
  const { dataDir, ask } = await served(t);
  const other = new DatabaseSync(join(dataDir, 'beckon.sqlite'));
  other.exec('BEGIN IMMEDIATE');
  assert.deepEqual(await ask('/readyz'), [503, 'store unavailable']);
  assert.deepEqual(await ask('/healthz'), [200, 'alive']);
  other.close();
});

test('a server that ends is alive and no longer ready', async (t) => {
  const { state, ask } = await served(t);
  assert.deepEqual(await ask('/readyz'), [200, 'ready']);
  state.isDraining = true;
  assert.deepEqual(await ask('/readyz'), [503, 'draining']);
  assert.deepEqual(await ask('/healthz'), [200, 'alive']);
});
