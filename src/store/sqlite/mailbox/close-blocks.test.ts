/** Blocks are closed with the copies that make them due, in whichever company. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountId, ExtensionId } from '../../../domain/ids.ts';
import { openDatabase } from '../open-database.ts';
import { createCloseDueBlocks } from './close-blocks.ts';

test('mailboxes of two companies whose ids are the same are followed apart', () => {
  const db = openDatabase(':memory:');
  const add = db.statement(`
    INSERT INTO copy (account_id, extension_id, copy_id, page_id, conversation_id, state, audience_id)
    VALUES (?, ?, ?, ?, ?, 0, 0)`);
  const blocks = db.statement('SELECT count(*) AS count FROM summary_block WHERE account_id = ? AND level = 0');
  const closeDue = createCloseDueBlocks(db, { copiesABlock: 2, blocksAJoin: 100 });
  const accountIds = [1, 2] as AccountId[];
  const extensionId = 102 as ExtensionId;
  for (let copyId = 1; copyId <= 8; copyId++) {
    for (const accountId of accountIds) {
      add.run(accountId, extensionId, copyId, copyId, copyId);
      closeDue(accountId, extensionId);
    }
  }
  assert.deepEqual(
    accountIds.map((accountId) => blocks.get(accountId)?.count),
    [2, 2],
  );
  db.raw.close();
});
