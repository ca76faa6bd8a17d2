/** The embedded store keeps the contract, and what is its own: its file and its settings. */

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { createSystemClock } from '../../domain/clock.ts';
import type { MessageId } from '../../domain/ids.ts';
import { doChores } from '../contract/chores.fixture.ts';
import { foundCompany } from '../contract/company.fixture.ts';
import { restoreContract } from '../contract/restore-contract.ts';
import { found } from '../contract/search-contract.ts';
import { storeContract } from '../contract/store-contract.ts';
import { openDatabase } from './open-database.ts';
import { openSqliteStore } from './open-sqlite-store.ts';
import { foldedSearch, searchTables } from './schema/search.ts';

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

restoreContract((body) =>
  inFolder(async (folder) => {
    const [dataDir, copy] = [join(folder, 'data'), join(folder, 'copy')];
    await body({
      open: async (clock) => openSqliteStore({ dataDir, clock, maxSyncChanges: 2 }),
      async keep() {
        rmSync(copy, { recursive: true, force: true });
        cpSync(dataDir, copy, { recursive: true });
      },
      async putBack() {
        rmSync(dataDir, { recursive: true });
        cpSync(copy, dataDir, { recursive: true });
      },
    });
  })(),
);

test(
  'what was acknowledged is there after the file is opened again',
  inFolder(async (dataDir) => {
    const clock = createSystemClock();
    const first = openSqliteStore({ dataDir, clock });
    const company = await foundCompany(first);
    await company.send('101', ['102'], { text: 'kept' });
    const secret = await first.server.readSecret();
    await first.close();

    const second = openSqliteStore({ dataDir, clock });
    const list = { page: 1, perPage: 10, availability: [], direction: [], dateFromMs: 0, dateToMs: 2 ** 53 - 1 };
    const { records } = await second.as(company.actorOf('102')).listMessages(list);
    assert.deepEqual(
      records.map(({ page }) => page.text),
      ['kept'],
    );
    assert.deepEqual(await second.server.readSecret(), secret);
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
  'the index of an older file is made anew from its first page on, and nothing is found in part meanwhile',
  inFolder(async (dataDir) => {
    const first = openSqliteStore({ dataDir, clock: createSystemClock() });
    const company = await foundCompany(first);
    await company.send('101', ['102'], { text: 'Straße' });
    await first.close();
    const raw = new DatabaseSync(join(dataDir, 'beckon.sqlite'));
    raw.exec('DROP TABLE page_words; DROP TABLE search_index; DROP TABLE search_rewrite');
    raw.exec('DROP TRIGGER page_text_erased; DROP TRIGGER page_removed');
    raw.exec(searchTables);
    raw.exec('INSERT INTO search_index SELECT account_id, max(page_id) FROM page GROUP BY account_id');
    raw.exec("INSERT INTO page_words (rowid, holders, text) SELECT page_key, '', text FROM page");
    raw.exec(foldedSearch);
    raw.close();

    const store = openSqliteStore({ dataDir, clock: createSystemClock() });
    const again = { ...company, store };
    assert.deepEqual(await found(again, '102', ['strasse']), ['Straße']);
    await store.close();
  }),
);

test(
  'once the last copy of a page is purged, neither its words nor their beginnings are in the data file',
  inFolder(async (dataDir) => {
    let nowMs = 1_700_000_000_000;
    const store = openSqliteStore({ dataDir, clock: { nowMs: () => nowMs } });
    const company = await foundCompany(store);
    // So many, between words that stay, that some of them mark where parts of the index begin.
    const texts = Array.from({ length: 999 }, (_, n) => `x${100 + ((n * 7919) % 900)}hush`);
    const sent = await Promise.all(texts.map((text) => company.send('101', ['101'], { text })));
    await Promise.all(texts.map((text) => company.send('101', ['102'], { text: text.replace('hush', 'aloud') })));
    await doChores(company.store);
    assert.ok(isInFiles(dataDir, /x\d\d\dh|hush/));
    const actor = company.actorOf('101');
    await Promise.all(
      sent.flatMap(({ copy: { copyId } }) =>
        [copyId, copyId + 1].map((id) =>
          store.execute({
            ...{ kind: 'delete-message', accountId: company.accountId, actor },
            ...{ copyId: id as MessageId, isPurge: true },
          }),
        ),
      ),
    );
    nowMs += 3600 * 1000;
    await company.send('101', ['101'], { text: 'the clock goes on' });
    await doChores(company.store);
    assert.deepEqual(await found(company, '102', ['x500aloud']), ['x500aloud']);
    await store.close();
    assert.equal(isInFiles(dataDir, /x\d\d\dh|hush/), false);
    assert.ok(isInFiles(dataDir, /aloud/));
  }),
);

test(
  'the words of a purged page leave the data file with its text, before the index is written anew',
  inFolder(async (dataDir) => {
    const store = openSqliteStore({ dataDir, clock: createSystemClock() });
    const company = await foundCompany(store);
    const { copy } = await company.send('101', ['101'], { text: 'hushed words' });
    await company.send('101', ['102'], { text: 'spoken words' });
    await doChores(company.store);
    for (const id of [copy.copyId, copy.copyId + 1]) {
      const purge = { kind: 'delete-message', accountId: company.accountId, isPurge: true } as const;
      await store.execute({ ...purge, actor: company.actorOf('101'), copyId: id as MessageId });
    }
    await store.close();
    assert.deepEqual([isInFiles(dataDir, /hushed/), isInFiles(dataDir, /spoken/)], [false, true]);
  }),
);

test('a search that is far behind is refused rather than finding some, and finds all after the chores', async () => {
  const indexing = { pagesAStep: 2, stepsASearch: 2 };
  const store = openSqliteStore({ dataDir: ':memory:', clock: createSystemClock(), indexing });
  const company = await foundCompany(store);
  const sendSome = async (count: number) => {
    for (let sent = 0; sent < count; sent++) await company.send('101', ['102'], { text: 'word' });
  };
  await sendSome(4);
  assert.equal((await found(company, '102', ['word'])).length, 4);
  await sendSome(9);
  await assert.rejects(found(company, '102', ['word']), { message: 'overloaded' });
  await doChores(store);
  assert.equal((await found(company, '102', ['word'])).length, 13);
  await store.close();
});

function isInFiles(dataDir: string, words: RegExp): boolean {
  return readdirSync(dataDir).some((file) => words.test(readFileSync(join(dataDir, file), 'latin1')));
}
