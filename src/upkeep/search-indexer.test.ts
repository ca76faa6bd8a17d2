/** The search index is kept up while nobody searches. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Store } from '../domain/store.ts';
import { foundCompany } from '../store/contract/company.fixture.ts';
import { found } from '../store/contract/search-contract.ts';
import { openTestStore } from '../store/open-test-store.fixture.ts';
import { createSearchIndexer } from './search-indexer.ts';

test('pages come into the index by themselves, those sent later too, and a failure is tried again', async () => {
  const store = await openTestStore({ clock: { nowMs: () => 1_700_000_000_000 } });
  const company = await foundCompany(store);
  let failures = 1;
  const failing: Store = {
    ...store,
    execute: (command) => (failures-- > 0 ? Promise.reject(new Error('the disk is full')) : store.execute(command)),
  };
  const errors: object[] = [];
  const log = { error: (about: object) => errors.push(about) };
  const upkeep = createSearchIndexer({ store: failing, log, intervalMs: 1 });
  upkeep.start();
  try {
    for (const text of ['first word', 'second word']) {
      await company.send('101', ['102'], { text });
      const untilMs = performance.now() + 30_000;
      while ((await found(company, '102', [text])).length === 0 && performance.now() < untilMs) await delay(2);
      assert.deepEqual(await found(company, '102', [text]), [text]);
    }
    assert.equal(errors.length, 1);
  } finally {
    await upkeep.stop();
    await store.close();
  }
});
