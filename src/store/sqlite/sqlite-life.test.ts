/** What only the files can tell of the lives of messages: that erased is erased, and that nothing is left behind. */

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { sweepTasks } from '../../domain/commands/upkeep.ts';
import { unwrap } from '../../domain/errors.ts';
import { dayMs } from '../../domain/retention.ts';
import type { Store } from '../../domain/store.ts';
import { type Company, centuryS, foundCompany } from '../contract/company.fixture.ts';
import { configure, erase, sweep } from '../contract/life.fixture.ts';
import { createGatherUpkeep } from './gather/upkeep.ts';
import { type Database, openDatabase } from './open-database.ts';
import { openSqliteStore } from './open-sqlite-store.ts';

const everything = { page: 1, perPage: 1000, availability: [], direction: [], dateFromMs: 0, dateToMs: 2 ** 53 - 1 };

interface Folder {
  readonly dataDir: string;
  nowMs: number;
  /** Another store on the folder; the one before is left as it is, as a crash would. */
  open(): Store;
}

function folderTest(name: string, body: (folder: Folder) => Promise<void>): void {
  test(name, async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'beckon-life-'));
    const opened: Store[] = [];
    const folder: Folder = {
      dataDir,
      nowMs: 1_700_000_000_000,
      open() {
        const store = openSqliteStore({ dataDir, clock: { nowMs: () => folder.nowMs } });
        opened.push(store);
        return store;
      },
    };
    try {
      await body(folder);
    } finally {
      for (const store of opened) await store.close();
      rmSync(dataDir, { recursive: true });
    }
  });
}

/** Pages of many lengths, so that some fill parts of a database page and some several; half of them from 102. */
async function sendSecrets(company: Company, count: number): Promise<string[]> {
  const texts = Array.from({ length: count }, (_, index) => `secret-${index}-of-${(index * 7) % 900}:`);
  for (const [index, text] of texts.entries()) {
    const sender = index % 2 === 0 ? '102' : '103';
    await company.send(sender, ['101', '200'], { text: text.padEnd((index * 37) % 1000, '.') });
  }
  return texts;
}

/** Every byte of every file, one character each. */
function bytesIn(dataDir: string): string {
  return readdirSync(dataDir)
    .map((file) => readFileSync(join(dataDir, file), 'latin1'))
    .join();
}

folderTest('erased text is in none of the files, neither the data nor the log; the rest is', async (folder) => {
  const company = await foundCompany(folder.open(), 7, centuryS);
  const texts = await sendSecrets(company, 120);
  assert.ok(texts.every((text) => bytesIn(folder.dataDir).includes(text)));
  unwrap(await erase(company, '102'));
  await sweep(company);
  const files = bytesIn(folder.dataDir);
  assert.deepEqual(
    texts.filter((text) => files.includes(text)),
    texts.filter((_, index) => index % 2 === 1),
  );
});

folderTest(
  'a sweep and an erasure that are cut off after any step are finished by the next process',
  async (folder) => {
    let company = await foundCompany(folder.open(), 7, centuryS);
    await sendSecrets(company, 20);
    await configure(company, { retentionDays: 30 });
    folder.nowMs += 31 * dayMs;
    await company.send('102', ['101'], { text: 'new' });
    unwrap(await erase(company, '102'));
    let steps = 0;
    for (const task of sweepTasks) {
      for (let isDone = false; !isDone; steps++) {
        const { accountId } = company;
        ({ isDone } = unwrap(await company.store.execute({ kind: 'sweep', accountId, task, limit: 15 })));
        company = { ...company, store: folder.open() };
      }
    }
    assert.ok(steps > 15, `only ${steps} steps`);
    const { records } = await company.store.as(company.actorOf('101')).listMessages(everything);
    assert.deepEqual(
      new Set(records.map(({ page, copy }) => `${page.from.extensionNumber} ${copy.availability}`)),
      new Set(['102 Purged', '103 Deleted']),
    );
    assert.equal(records.length, 21);
    assert.ok(records.every(({ page }) => (page.text === '') === (page.from.extensionNumber === '102')));
  },
);

folderTest('long after everything was deleted, no row of any message is left', async (folder) => {
  const company = await foundCompany(folder.open(), 7, centuryS);
  await sendSecrets(company, 10);
  await configure(company, { retentionDays: 7 });
  for (let week = 0; week < 14; week++) {
    folder.nowMs += 7 * dayMs + 1;
    await sweep(company);
  }
  const raw = new DatabaseSync(join(folder.dataDir, 'beckon.sqlite'));
  for (const table of ['copy', 'page']) {
    assert.deepEqual({ ...raw.prepare(`SELECT count(*) AS rows FROM ${table}`).get() }, { rows: 0 });
  }
  raw.close();
});

test('what is due, what waits and what is left over is found by key, however much else there is', () => {
  const db = openDatabase(':memory:');
  const asked: string[] = [];
  const listening: Database = {
    ...db,
    statement(sql) {
      asked.push(sql);
      return db.statement(sql);
    },
  };
  createGatherUpkeep(listening);
  const plans = asked.flatMap((sql) => db.raw.prepare(`EXPLAIN QUERY PLAN ${sql}`).all());
  const details = plans.map(({ detail }) => String(detail));
  // A table read from end to end, or a mailbox table entered by nothing but the account.
  const slow = details.filter((detail) =>
    /^SCAN (?!.*VIRTUAL TABLE)|^SEARCH (c|t|p) .*\(account_id=\?\)$/.test(detail),
  );
  assert.deepEqual(slow, []);
  for (const index of ['copy_entered', 'page_unerased', 'token_expiry', 'session_over', 'idempotent_send_expiry']) {
    assert.ok(
      details.some((detail) => detail.includes(index)),
      index,
    );
  }
  db.raw.close();
});
