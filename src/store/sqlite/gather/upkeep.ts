/** Answers facts about the life of messages: what is due, what is held, what waits. */

import type { CopyKey, Stage, UpkeepFacts } from '../../../domain/facts/upkeep.ts';
import type { PageKeeping } from '../../../domain/hold.ts';
import type { SessionId } from '../../../domain/ids.ts';
import type { Copy } from '../../../domain/message.ts';
import { isHeld } from '../held-pages.ts';
import { messageTables } from '../message-rows.ts';
import type { Database } from '../open-database.ts';
import { copyFrom, idsFrom, type Row, stateSql } from '../rows.ts';
import { erasureFrom, holdFrom, retentionStateFrom } from '../upkeep-rows.ts';
import { type Answers, optional } from './answers.ts';
import { createStretches } from './stretches.ts';

const stageCodes: Readonly<Record<Stage, number>> = { Alive: 0, Deleted: 1, Purged: 2, Gone: 3 };

/** Whether someone, ?2, is or was in a thread `v`. Mailboxes are not searched for its copies: that could take a second. */
const tookPart = `(v.originator_id = ?2
  OR ?2 IN (SELECT value FROM json_each(v.explicit_ids))
  OR ?2 IN (SELECT j.value FROM page p, json_each(p.reached_ids) j
    WHERE p.account_id = ?1 AND p.page_id = v.conversation_id)
  OR EXISTS (SELECT 1 FROM audience_department a JOIN membership m
    ON m.account_id = a.account_id AND m.department_id = a.department_id AND m.extension_id = ?2
    WHERE a.account_id = ?1 AND a.audience_id = v.audience_id
      AND (m.left_seq IS NULL OR m.left_seq >= v.conversation_id)))`;

export function createGatherUpkeep(db: Database): Answers<keyof UpkeepFacts> {
  const store = db.statement('SELECT * FROM message_store WHERE account_id = ?');
  // The time is negative in copies that wait.
  const due = db.statement(`
    SELECT c.*, p.created_ms FROM ${messageTables}
    WHERE c.account_id = ? AND ${stateSql.availability} = ? AND c.entered_ms > 0 AND c.entered_ms <= ?
    ORDER BY c.entered_ms LIMIT ?`);
  const waiting = db.statement(`
    SELECT extension_id, copy_id, page_id FROM copy c INDEXED BY copy_entered
    WHERE account_id = ? AND ${stateSql.availability} IN (2, 3) AND entered_ms < 0 LIMIT ?`);
  const keeping = db.statement(`
    SELECT p.page_id, p.unpurged_count, p.copy_count, ${isHeld} AS is_held
    FROM page p WHERE p.account_id = ? AND p.page_id = ?`);
  const unerased = db.statement(`
    SELECT page_id FROM page WHERE account_id = ? AND page_id > ? AND unpurged_count = 0 AND text <> ''
    ORDER BY page_id LIMIT ?`);
  const changedMailboxes = db.statement(`
    SELECT extension_id FROM extension e WHERE account_id = ?1 AND extension_id > ?3 AND (
      EXISTS (SELECT 1 FROM copy c
        WHERE c.account_id = ?1 AND c.extension_id = e.extension_id AND c.copy_id >= ?2)
      OR EXISTS (SELECT 1 FROM copy c
        WHERE c.account_id = ?1 AND c.extension_id = e.extension_id AND c.modified_seq >= ?2))
    ORDER BY extension_id LIMIT ?4`);
  const alive = `FROM copy c WHERE c.account_id = ? AND c.extension_id = ? AND ${stateSql.availability} = 0`;
  const newestSurplus = db.statement(`SELECT c.copy_id ${alive} ORDER BY c.copy_id DESC LIMIT 1 OFFSET ?`);
  const surplus = db.statement(`
    SELECT c.*, p.created_ms FROM ${messageTables}
    WHERE c.account_id = ? AND c.extension_id = ? AND ${stateSql.availability} = 0 AND c.copy_id <= ?
    ORDER BY c.copy_id LIMIT ?`);
  const hold = db.statement('SELECT * FROM hold WHERE account_id = ? AND hold_id = ?');
  const holdOnPerson = db.statement(`
    SELECT h.* FROM hold h INDEXED BY hold_in_force WHERE h.account_id = ?1 AND h.released_ms IS NULL
      AND (h.extension_id = ?2 OR EXISTS (SELECT 1 FROM conversation v
        WHERE v.account_id = ?1 AND v.conversation_id = h.conversation_id AND ${tookPart}))
    ORDER BY h.hold_id LIMIT 1`);
  const openErasure = db.statement(
    'SELECT * FROM erasure INDEXED BY erasure_open WHERE account_id = ? AND finished_ms IS NULL ORDER BY erasure_id LIMIT 1',
  );
  const openErasureOf = db.statement(`
    SELECT * FROM erasure WHERE account_id = ? AND extension_id = ? AND finished_ms IS NULL LIMIT 1`);
  const expiredTokens = db.statement('SELECT token_hash FROM token WHERE account_id = ? AND expires_ms <= ? LIMIT ?');
  const overSessions = db.statement(`
    SELECT session_id FROM session s INDEXED BY session_over
    WHERE account_id = ? AND coalesce(ended_ms, expires_ms) <= ? AND (ended_ms IS NOT NULL OR NOT EXISTS (
      SELECT 1 FROM subscription x INDEXED BY subscription_by_owner
      WHERE x.account_id = s.account_id AND x.extension_id = s.extension_id AND x.session_id = s.session_id))
    LIMIT ?`);
  const pastSends = db.statement(
    'SELECT extension_id, key FROM idempotent_send WHERE account_id = ? AND expires_ms <= ? LIMIT ?',
  );
  const stretches = createStretches(db);

  return {
    'retention-state': (accountId) => retentionStateFrom(store.get(accountId)),
    'due-copies': (accountId, { stage, untilMs, limit }) =>
      due.all(accountId, stageCodes[stage], untilMs, limit).map(copyFrom),
    'waiting-copies': (accountId, { limit }) => waiting.all(accountId, limit).map(keyFrom),
    'pages-keeping': (accountId, { pageIds }) =>
      pageIds.map((pageId) => keepingFrom(keeping.get(accountId, pageId) as Row)),
    'unerased-pages': (accountId, { afterId, limit }) =>
      unerased.all(accountId, afterId, limit).map((row) => row.page_id as PageKeeping['pageId']),
    'untouched-copies': (accountId, { fromId, beforeMs, limit }) =>
      stretches.untouched(accountId, fromId, beforeMs, limit),
    'sent-copies': (accountId, { extensionId, ...bounds }) => stretches.sent(accountId, extensionId, bounds),
    'unpurged-copies': (accountId, { extensionId, ...bounds }) => stretches.unpurged(accountId, extensionId, bounds),
    'changed-mailboxes': (accountId, { sinceSeq, afterId, limit }) =>
      idsFrom(changedMailboxes.all(accountId, sinceSeq, afterId, limit), 'extension_id'),
    'surplus-copies': (accountId, { extensionIds, maximum, limit }) => {
      const copies: Copy[] = [];
      for (const extensionId of extensionIds) {
        if (copies.length >= limit) break;
        const newest = newestSurplus.get(accountId, extensionId, maximum)?.copy_id as number | undefined;
        if (newest === undefined) continue;
        copies.push(...surplus.all(accountId, extensionId, newest, limit - copies.length).map(copyFrom));
      }
      return copies;
    },
    hold: (accountId, { holdId }) => optional(hold.get(accountId, holdId), holdFrom),
    'hold-on-person': (accountId, { extensionId }) => optional(holdOnPerson.get(accountId, extensionId), holdFrom),
    'open-erasure': (accountId, { extensionId }) =>
      optional(
        extensionId === null ? openErasure.get(accountId) : openErasureOf.get(accountId, extensionId),
        erasureFrom,
      ),
    leftovers: (accountId, { tokensBeforeMs, sessionsBeforeMs, sendsBeforeMs, limit }) => ({
      tokenHashes: expiredTokens.all(accountId, tokensBeforeMs, limit).map((row) => row.token_hash as string),
      sessionIds: overSessions.all(accountId, sessionsBeforeMs, limit).map((row) => row.session_id as SessionId),
      sends: pastSends.all(accountId, sendsBeforeMs, limit).map((row) => ({
        extensionId: row.extension_id as CopyKey['extensionId'],
        key: row.key as string,
      })),
    }),
  };
}

function keyFrom(row: Row): CopyKey {
  return {
    extensionId: row.extension_id as CopyKey['extensionId'],
    copyId: row.copy_id as CopyKey['copyId'],
    pageId: row.page_id as CopyKey['pageId'],
  };
}

function keepingFrom(row: Row): PageKeeping {
  return {
    pageId: row.page_id as PageKeeping['pageId'],
    unpurgedCount: row.unpurged_count as number,
    copyCount: row.copy_count as number,
    isHeld: row.is_held === 1,
  };
}
