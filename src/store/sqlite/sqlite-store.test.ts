/** The embedded store keeps the contract, and what is its own: its file and its settings. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { createSystemClock } from '../../domain/clock.ts';
import { foundCompany } from '../contract/company.fixture.ts';
import { storeContract } from '../contract/store-contract.ts';
import { openDatabase } from './open-database.ts';
import { openSqliteStore } from './open-sqlite-store.ts';

storeContract(async (clock) => openSqliteStore({ dataDir: ':memory:', clock }));

function inFolder(body: (dataDir: string) => void | Promise<void>): () => Promise<void> {
  return async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'beckon-store-'));
    try {
      await body(dataDir);
    } finally {
      rmSync(dataDir, { recursive: true });
    }
  };
}

test(
  'what was acknowledged is there after the file is opened again',
  inFolder(async (dataDir) => {
    const clock = createSystemClock();
    const first = openSqliteStore({ dataDir, clock });
    const company = await foundCompany(first);
    await company.send('101', ['102'], { text: 'kept' });
    const secret = await first.readSecret();
    await first.close();

    const second = openSqliteStore({ dataDir, clock });
    const list = { page: 1, perPage: 10, availability: [], direction: [], dateFromMs: 0, dateToMs: 2 ** 53 - 1 };
    const { records } = await second.listMessages(company.actorOf('102'), list);
    assert.deepEqual(
      records.map(({ page }) => page.text),
      ['kept'],
    );
    assert.deepEqual(await second.readSecret(), secret);
    await second.close();
  }),
);

test(
  'while another process writes, changes are refused as overloaded, and taken afterwards',
  inFolder(async (dataDir) => {
    const store = openSqliteStore({ dataDir, clock: createSystemClock(), busyTimeoutMs: 1 });
    const company = await foundCompany(store);
    const other = new DatabaseSync(join(dataDir, 'beckon.sqlite'));
    other.exec('BEGIN IMMEDIATE');
    const refused = await Promise.allSettled(['a', 'b'].map((text) => company.send('101', ['102'], { text })));
    other.exec('ROLLBACK');
    other.close();
    for (const one of refused) {
      assert.equal(one.status === 'rejected' && one.reason.refusal?.code, 'overloaded');
    }
    await company.send('101', ['102'], { text: 'c' });
    assert.equal((await company.mailboxOf('102')).totalElements, 1);
    await store.close();
  }),
);

test(
  'the file is small-paged, logged ahead, synced at each commit, and readable by its owner alone',
  inFolder((dataDir) => {
    const { raw } = openDatabase(dataDir);
    const pragma = (name: string) => Object.values(raw.prepare(`PRAGMA ${name}`).get() ?? {})[0];
    assert.equal(pragma('page_size'), 1024);
    assert.equal(pragma('journal_mode'), 'wal');
    assert.equal(pragma('synchronous'), 2);
    assert.equal(statSync(join(dataDir, 'beckon.sqlite')).mode & 0o777, 0o600);
    raw.close();
  }),
);

test(
  'a file that a newer version wrote is left alone',
  inFolder((dataDir) => {
    openDatabase(dataDir).raw.close();
    const raw = new DatabaseSync(join(dataDir, 'beckon.sqlite'));
    raw.exec('PRAGMA user_version = 9999');
    raw.close();
    assert.throws(() => openDatabase(dataDir), /newer version/);
  }),
);
