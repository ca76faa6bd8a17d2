/** A sweep takes those first that have waited longest. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Effect } from '../../domain/effect.ts';
import type { AccountId } from '../../domain/ids.ts';
import { createApply } from './apply.ts';
import { createGather, type RowRequest } from './gather.ts';
import { openDatabase } from './open-database.ts';

const accountId = 1 as AccountId;
const now = { nowMs: 1000, sureMs: 1000, latestMs: 1000, isBelieved: true };
const party = { extensionId: 101, extensionNumber: '101', name: 'N' };

test('copies that are due come in the order in which they came into their stage, the longest there first', () => {
  const db = openDatabase(':memory:');
  const [apply, gather] = [createApply(db), createGather(db)];
  for (const [pageId, enteredMs] of [
    [5000, 30],
    [5001, 10],
    [5002, 200],
    [5003, 20],
  ] as const) {
    const copy = {
      ...{ extensionId: 101, copyId: pageId, pageId, conversationId: pageId, direction: 'Outbound', isRead: true },
      ...{ availability: 'Deleted', isExplicit: true, audienceId: 0, modifiedSeq: 6000, lastModifiedMs: 1, enteredMs },
    };
    const page = {
      ...{ accountId, pageId, conversationId: pageId, from: party, to: [], isToDepartment: false, text: 't' },
      ...{ createdMs: 1, blockSize: 1, reachedIds: [], skipped: [] },
    };
    apply(accountId, { kind: 'page-added', page, copies: [copy] } as unknown as Effect);
    apply(accountId, { kind: 'copy-changed', copy } as unknown as Effect);
  }
  const due = (limit: number) => {
    const request: RowRequest = { kind: 'due-copies', stage: 'Deleted', untilMs: 100, limit };
    return (gather(accountId, request, now) as { copyId: number }[]).map(({ copyId }) => copyId);
  };
  assert.deepEqual(due(2), [5001, 5003]);
  assert.deepEqual(due(10), [5001, 5003, 5000]);
  db.raw.close();
});
