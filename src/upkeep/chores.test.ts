/** What an engine has to do for itself is done while nobody asks for it. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createSystemClock } from '../domain/clock.ts';
import type { Chore } from '../domain/store.ts';
import { type Company, foundCompany } from '../store/contract/company.fixture.ts';
import { openTestStore } from '../store/open-test-store.fixture.ts';
import { createChores } from './chores.ts';

async function until(isTrue: () => boolean): Promise<void> {
  for (const untilMs = performance.now() + 30_000; !isTrue() && performance.now() < untilMs; ) await delay(2);
  assert.ok(isTrue());
}

/** Chores of a store that are done in the background, and the file beside it. */
async function doing(body: (parts: { company: Company; file: DatabaseSync }) => Promise<void>): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'beckon-chores-'));
  const store = await openTestStore({
    ...{ dataDir, clock: createSystemClock(), busyTimeoutMs: 5000 },
    ...{ blocks: { copiesABlock: 2, blocksAJoin: 2 }, indexing: { pagesAStep: 2, stepsASearch: 9 } },
  });
  const file = new DatabaseSync(join(dataDir, 'beckon.sqlite'));
  const errors: object[] = [];
  const chores = createChores({ store, log: { error: (about) => errors.push(about) }, intervalMs: 1 });
  try {
    const company = await foundCompany(store);
    chores.start();
    await body({ company, file });
    await chores.stop();
    assert.deepEqual(errors, []);
  } finally {
    await chores.stop();
    file.close();
    await store.close();
    rmSync(dataDir, { recursive: true });
  }
}

test('pages come into the search index by themselves, those sent later too', () =>
  doing(async ({ company, file }) => {
    const indexed = file.prepare('SELECT indexed_to_id AS id FROM search_index');
    for (let round = 0; round < 2; round++) {
      for (let page = 0; page < 7; page++) await company.send('101', ['102']);
      const { page } = await company.send('101', ['102']);
      await until(() => indexed.get()?.id === page.pageId);
    }
  }));

test('mailboxes are summarised by themselves, with pages sent later too', () =>
  doing(async ({ company, file }) => {
    const blocks = file.prepare('SELECT count(*) AS count FROM summary_block WHERE level = 0 AND extension_id = ?');
    for (const count of [3, 6]) {
      for (let page = 0; page < 2 * count + 3; page++) await company.send('101', ['102', '106']);
      await until(() => ['102', '106'].every((number) => Number(blocks.get(company.idOf(number))?.count) >= count));
    }
  }));

test('a chore that fails is tried again, and the others go on; what belongs to the sweep is left to it', async () => {
  const done: string[] = [];
  let failures = 2;
  const chore = (name: string, pace: Chore['pace'], step: () => void): Chore => ({
    ...{ name, pace },
    async step() {
      step();
      done.push(name);
      return 'idle';
    },
  });
  const fail = () => {
    if (failures-- > 0) throw new Error('the disk is full');
  };
  const chores = [chore('a', 'soon', fail), chore('b', 'seldom', () => {}), chore('c', 'after-sweep', () => {})];
  const errors: object[] = [];
  const upkeep = createChores({ store: { chores }, log: { error: (about) => errors.push(about) }, intervalMs: 1 });
  upkeep.start();
  await until(() => done.includes('a') && done.includes('b'));
  await upkeep.stop();
  assert.equal(errors.length, 2);
  assert.ok(!done.includes('c'));
});
