/** A disk that is full is no defect: whoever asked is told to come again, and nothing of it is kept. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { momentOf } from '../../domain/clock.ts';
import type { Command } from '../../domain/command.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Extension } from '../../domain/extension.ts';
import type { AccountId, Sequence } from '../../domain/ids.ts';
import { createExecuteBatch } from './execute-batch.ts';
import { createLives } from './lives.ts';
import { openDatabase } from './open-database.ts';
import { nothingToWatch } from './watch-files.ts';
import { createWrite } from './write-transaction.ts';

function founding(accountNumber: number, people: number): Command {
  const accountId = accountNumber as AccountId;
  const extensions = Array.from({ length: people }, (_, index): Extension => {
    const [extensionId, extensionNumber] = [10_000 + index, String(100 + index)];
    const state = { type: 'User', status: 'Enabled', contact: {}, roles: ['user'], isDeleted: false } as const;
    return { accountId, extensionId, extensionNumber, name: 'N'.repeat(200), ...state } as unknown as Extension;
  });
  const empty = { members: [], managers: [], apps: [], credentials: [] };
  return { kind: 'found-account', accountId, name: 'C', firstSequence: 1000 as Sequence, extensions, ...empty };
}

test('when the disk is full every command of the batch is refused as overloaded, and none of it is there later', () => {
  const db = openDatabase(':memory:');
  const parts = { lives: createLives(db), write: createWrite(db, nothingToWatch) };
  const executeBatch = createExecuteBatch(db, parts);
  const now = momentOf({ nowMs: () => 1_700_000_000_000 });
  const execute = (commands: readonly Command[]) => executeBatch(commands, now).settled;
  assert.ok('value' in (execute([founding(1, 1)])[0] ?? {}));
  const { page_count: pages } = db.raw.prepare('PRAGMA page_count').get() as { page_count: number };
  db.raw.exec(`PRAGMA max_page_count = ${pages + 5}`);
  for (const settled of execute([founding(2, 1), founding(3, 200)])) {
    const error = 'error' in settled ? settled.error : undefined;
    assert.ok(error instanceof DomainError, String(error));
    assert.equal(error.refusal.code, 'overloaded');
  }
  assert.equal(db.raw.prepare('SELECT count(*) AS count FROM account').get()?.count, 1);
  db.raw.close();
});
