/** The embedded store with a thread that reads what takes long: it keeps the contract all the same. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Worker } from 'node:worker_threads';
import { createSystemClock } from '../../domain/clock.ts';
import { auditContract } from '../contract/audit-contract.ts';
import { foundCompany, type StoreTest } from '../contract/company.fixture.ts';
import { guardContract } from '../contract/guard-contract.ts';
import { raceContract } from '../contract/race-contract.ts';
import { found, searchContract } from '../contract/search-contract.ts';
import { twoStoresContract } from '../contract/two-stores-contract.ts';
import { openSqliteStore } from './open-sqlite-store.ts';

async function inFolder(body: (dataDir: string) => Promise<void>): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'beckon-threads-'));
  try {
    await body(dataDir);
  } finally {
    rmSync(dataDir, { recursive: true });
  }
}

const storeTest: StoreTest = (name, body) => {
  test(name, () =>
    inFolder(async (dataDir) => {
      let nowMs = 1_700_000_000_000;
      const clock = {
        nowMs: () => nowMs,
        setMs(ms: number) {
          nowMs = ms;
        },
      };
      const store = openSqliteStore({ dataDir, clock, hasThreads: true });
      try {
        await body(await foundCompany(store), clock);
      } finally {
        await store.close();
      }
    }),
  );
};

// Those in which the thread is asked; the rest of the contract does not depend on it.
guardContract(storeTest);
raceContract(storeTest);
searchContract(storeTest);
auditContract(storeTest);

twoStoresContract((body) =>
  inFolder((dataDir) =>
    body({
      open: async (clock) => openSqliteStore({ dataDir, clock, busyTimeoutMs: 5000, hasThreads: true }),
    }),
  ),
);

const clock = createSystemClock();

test('when a thread that reads breaks down, those who wait for it hear so, and the next is answered by another', () =>
  inFolder(async (dataDir) => {
    const workers: Worker[] = [];
    const note = (worker: Worker) => workers.push(worker);
    process.on('worker', note);
    const store = openSqliteStore({ dataDir, clock, hasThreads: true });
    try {
      const company = await foundCompany(store);
      await company.send('101', ['102'], { text: 'word' });
      assert.deepEqual(await found(company, '102', ['word']), ['word']);
      const waiting = found(company, '102', ['word']);
      await Promise.all([workers[0]?.terminate(), assert.rejects(waiting, /ended/)]);
      assert.deepEqual(await found(company, '102', ['word']), ['word']);
      assert.equal(workers.length, 2);
    } finally {
      process.off('worker', note);
      await store.close();
    }
  }));
