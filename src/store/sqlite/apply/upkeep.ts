/** Writes the effects on the life of messages: settings, holds, erasure, and what leaves the disk. */

import type { UpkeepEffect } from '../../../domain/effects/upkeep.ts';
import type { AccountId } from '../../../domain/ids.ts';
import { type RetentionSettings, standardRetention } from '../../../domain/retention.ts';
import { createKeepClock } from '../keep-clock.ts';
import type { Database } from '../open-database.ts';
import { goneCode } from '../rows.ts';
import type { Appliers } from './appliers.ts';

export function createApplyUpkeep(db: Database): Appliers<UpkeepEffect> {
  const addStore = db.statement(`
    INSERT OR IGNORE INTO message_store (account_id, retention_days, deleted_days, purged_days, mailbox_maximum,
      retained_to_id, recheck_after_id) VALUES (?, ?, ?, ?, ?, 0, NULL)`);
  const putSettings = db.statement(`
    UPDATE message_store SET retention_days = ?, deleted_days = ?, purged_days = ?, mailbox_maximum = ?
    WHERE account_id = ?`);
  const reachRetention = db.statement('UPDATE message_store SET retained_to_id = ? WHERE account_id = ?');
  const reachRecheck = db.statement('UPDATE message_store SET recheck_after_id = ? WHERE account_id = ?');
  const putHold = db.statement(`
    INSERT OR REPLACE INTO hold (account_id, hold_id, conversation_id, extension_id, reason, placed_ms, placed_by_id,
      released_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const putErasure = db.statement(`
    INSERT OR REPLACE INTO erasure (account_id, erasure_id, extension_id, requested_ms, requested_by_id, before_id,
      phase, next_id, purged_count, finished_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const oneCopy = 'WHERE account_id = ? AND extension_id = ? AND copy_id = ?';
  const waits = db.statement(`UPDATE copy SET entered_ms = ? * abs(entered_ms) ${oneCopy}`);
  const letGo = db.statement(`UPDATE copy SET state = state | ${goneCode}, entered_ms = ? ${oneCopy}`);
  const removeCopy = db.statement(`DELETE FROM copy ${oneCopy}`);
  const countRemoved = db.statement('UPDATE page SET copy_count = copy_count - 1 WHERE account_id = ? AND page_id = ?');
  const removePage = db.statement('DELETE FROM page WHERE account_id = ? AND page_id = ?');
  const erasePage = db.statement("UPDATE page SET text = '' WHERE account_id = ? AND page_id = ?");
  const clock = createKeepClock(db);
  const forgetToken = db.statement('DELETE FROM token WHERE account_id = ? AND token_hash = ?');
  const forgetSession = db.statement('DELETE FROM session WHERE account_id = ? AND session_id = ?');
  const forgetSend = db.statement('DELETE FROM idempotent_send WHERE account_id = ? AND extension_id = ? AND key = ?');

  function withStore(accountId: AccountId, settings: RetentionSettings = standardRetention): void {
    const { retentionDays, deletedDays, purgedDays, mailboxMaximum } = settings;
    addStore.run(accountId, retentionDays, deletedDays, purgedDays, mailboxMaximum);
  }

  return {
    'retention-settings-put': (accountId, { settings }) => {
      withStore(accountId, settings);
      const { retentionDays, deletedDays, purgedDays, mailboxMaximum } = settings;
      putSettings.run(retentionDays, deletedDays, purgedDays, mailboxMaximum, accountId);
    },
    'retention-reached': (accountId, { nextId }) => {
      withStore(accountId);
      reachRetention.run(nextId, accountId);
    },
    'recheck-reached': (accountId, { afterId }) => {
      withStore(accountId);
      reachRecheck.run(afterId, accountId);
    },
    'hold-put': (accountId, { hold }) => {
      const { holdId, conversationId, extensionId, reason, placedMs, placedById, releasedMs } = hold;
      putHold.run(accountId, holdId, conversationId, extensionId, reason, placedMs, placedById, releasedMs);
    },
    'erasure-put': (accountId, { erasure }) => {
      const { erasureId, extensionId, requestedMs, requestedById, beforeId, phase, nextId } = erasure;
      putErasure.run(
        ...[accountId, erasureId, extensionId, requestedMs, requestedById, beforeId, phase, nextId],
        ...[erasure.purgedCount, erasure.finishedMs],
      );
    },
    'copy-waits': (accountId, { copy, isWaiting }) => {
      waits.run(isWaiting ? -1 : 1, accountId, copy.extensionId, copy.copyId);
    },
    'copy-gone': (accountId, { copy, timeMs }) => {
      letGo.run(timeMs, accountId, copy.extensionId, copy.copyId);
    },
    'copy-removed': (accountId, { copy }) => {
      removeCopy.run(accountId, copy.extensionId, copy.copyId);
      countRemoved.run(accountId, copy.pageId);
    },
    'page-removed': (accountId, { pageId }) => {
      removePage.run(accountId, pageId);
      db.hasErased = true;
    },
    'page-erased': (accountId, { pageId }) => {
      erasePage.run(accountId, pageId);
      db.hasErased = true;
    },
    'clock-accepted': (_accountId, { timeMs }) => clock.accept(timeMs),
    'token-forgotten': (accountId, { tokenHash }) => {
      forgetToken.run(accountId, tokenHash);
    },
    'session-forgotten': (accountId, { sessionId }) => {
      forgetSession.run(accountId, sessionId);
    },
    'send-forgotten': (accountId, { extensionId, key }) => {
      forgetSend.run(accountId, extensionId, key);
    },
  };
}
