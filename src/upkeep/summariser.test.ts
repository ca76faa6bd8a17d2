/** The summaries of mailboxes are kept up while nobody asks. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createSystemClock } from '../domain/clock.ts';
import { foundCompany } from '../store/contract/company.fixture.ts';
import { openTestStore } from '../store/open-test-store.fixture.ts';
import { createSummariser } from './summariser.ts';

test('pages are summarised in the background, those sent later too', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'beckon-summariser-'));
  const store = await openTestStore({
    ...{ dataDir, clock: createSystemClock(), busyTimeoutMs: 5000 },
    blocks: { copiesABlock: 2, blocksAJoin: 2 },
  });
  const file = new DatabaseSync(join(dataDir, 'beckon.sqlite'));
  const errors: object[] = [];
  const summariser = createSummariser({ store, log: { error: (about) => errors.push(about) }, intervalMs: 1 });
  try {
    const company = await foundCompany(store);
    const blocksOf = (number: string) =>
      file
        .prepare('SELECT count(*) AS count FROM summary_block WHERE level = 0 AND extension_id = ?')
        .get(company.idOf(number))?.count;
    const sendAndWait = async (blocks: number) => {
      for (let page = 0; page < 2 * blocks + 3; page++) await company.send('101', ['102', '106']);
      const untilMs = performance.now() + 30_000;
      const areThere = () => ['102', '106'].every((number) => Number(blocksOf(number)) >= blocks);
      while (!areThere() && performance.now() < untilMs) await delay(5);
      assert.ok(areThere());
    };
    summariser.start();
    await sendAndWait(3);
    await sendAndWait(6);
    await summariser.stop();
    assert.deepEqual(errors, []);
  } finally {
    await summariser.stop();
    file.close();
    await store.close();
    rmSync(dataDir, { recursive: true });
  }
});
