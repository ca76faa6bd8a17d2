/** Writes the effects on pages, copies and threads. */

import type { MessageEffect } from '../../../domain/effects/messages.ts';
import type { AccountId } from '../../../domain/ids.ts';
import type { Copy } from '../../../domain/message.ts';
import { type BlockSizes, createCloseDueBlocks } from '../mailbox/close-blocks.ts';
import { partyColumns } from '../message-rows.ts';
import type { Database } from '../open-database.ts';
import { explicitBit, stateOf } from '../rows.ts';
import type { Appliers } from './appliers.ts';

export function createApplyMessages(db: Database, blocks: BlockSizes): Appliers<MessageEffect> {
  const closeDueBlocks = createCloseDueBlocks(db, blocks);
  const addAudience = db.statement('INSERT INTO audience (account_id, department_ids, audience_id) VALUES (?, ?, ?)');
  const addAudienceDepartment = db.statement(
    'INSERT INTO audience_department (account_id, audience_id, department_id) VALUES (?, ?, ?)',
  );
  const addConversation = db.statement(`
    INSERT INTO conversation (account_id, conversation_id, originator_id, explicit_ids, audience_id, started_ms)
    VALUES (?, ?, ?, ?, ?, ?)`);
  const addExplicit = db.statement(`
    UPDATE conversation SET explicit_ids = json_insert(explicit_ids, '$[#]', ?)
    WHERE account_id = ? AND conversation_id = ?`);
  const removeExplicit = db.statement(`
    UPDATE conversation SET explicit_ids = (
      SELECT json_group_array(value) FROM json_each(explicit_ids) WHERE value <> ?)
    WHERE account_id = ? AND conversation_id = ?`);
  // A thread's copies have ids from the thread's own on, so that a holder's older mailbox is passed over.
  const changeHeld = db.statement(`
    UPDATE copy SET state = (state | ?) & ~?, modified_seq = ?,
      -- One that was never changed is as old as its page.
      last_modified_ms = max(?, 1 + coalesce(last_modified_ms, (
        SELECT p.created_ms FROM page p WHERE p.account_id = copy.account_id AND p.page_id = copy.page_id), 0))
    WHERE account_id = ? AND extension_id = ? AND copy_id >= ? AND conversation_id = ?`);
  const forgetSends = db.statement('DELETE FROM idempotent_send WHERE account_id = ? AND expires_ms <= ?');
  const rememberSend = db.statement(`
    INSERT OR REPLACE INTO idempotent_send (account_id, extension_id, key, fingerprint, copy_id, expires_ms)
    VALUES (?, ?, ?, ?, ?, ?)`);
  const addPage = db.statement(`
    INSERT INTO page (account_id, page_id, block_size, unpurged_count, copy_count, conversation_id, created_ms, is_to_department,
      sender, recipients, reached_ids, skipped, text, written_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const addCopy = db.statement(`
    INSERT INTO copy (account_id, extension_id, copy_id, page_id, conversation_id, state, audience_id)
    VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const changeCopy = db.statement(`
    UPDATE copy SET state = ?, modified_seq = ?, last_modified_ms = ?, entered_ms = ?
    WHERE account_id = ? AND extension_id = ? AND copy_id = ?`);
  const countPurged = db.statement(
    'UPDATE page SET unpurged_count = unpurged_count - 1 WHERE account_id = ? AND page_id = ?',
  );

  function writeCopy(accountId: AccountId, copy: Copy): void {
    const { modifiedSeq, lastModifiedMs, enteredMs, extensionId, copyId } = copy;
    changeCopy.run(stateOf(copy), modifiedSeq, lastModifiedMs, enteredMs, accountId, extensionId, copyId);
  }

  return {
    'audience-added': (accountId, { audienceId, departmentIds }) => {
      addAudience.run(accountId, departmentIds.join(' '), audienceId);
      for (const departmentId of departmentIds) addAudienceDepartment.run(accountId, audienceId, departmentId);
    },
    'conversation-added': (accountId, { conversation }) => {
      const { conversationId, originatorId, explicitIds, audienceId, startedMs } = conversation;
      addConversation.run(
        ...[accountId, conversationId, originatorId, JSON.stringify(explicitIds), audienceId, startedMs],
      );
    },
    'participant-changed': (accountId, { conversationId, extensionId, isExplicit, modifiedSeq, timeMs }) => {
      const list = isExplicit ? addExplicit : removeExplicit;
      list.run(extensionId, accountId, conversationId);
      const [set, clear] = isExplicit ? [explicitBit, 0] : [0, explicitBit];
      changeHeld.run(set, clear, modifiedSeq, timeMs, accountId, extensionId, conversationId, conversationId);
    },
    'send-remembered': (accountId, { send, expiredMs }) => {
      forgetSends.run(accountId, expiredMs);
      const { extensionId, key, fingerprint, copyId, expiresMs } = send;
      rememberSend.run(accountId, extensionId, key, fingerprint, copyId, expiresMs);
    },
    'page-added': (accountId, { page, copies }) => {
      const { pageId, blockSize, conversationId, createdMs, isToDepartment, from, to, reachedIds, skipped } = page;
      addPage.run(
        ...[accountId, pageId, blockSize, blockSize, blockSize, conversationId, createdMs, isToDepartment ? 1 : 0],
        ...[JSON.stringify(partyColumns(from)), JSON.stringify(to.map(partyColumns)), JSON.stringify(reachedIds)],
        ...[skipped.length === 0 ? null : JSON.stringify(skipped), page.text, page.writtenMs ?? null],
      );
      for (const copy of copies) {
        const { extensionId, copyId, audienceId } = copy;
        addCopy.run(accountId, extensionId, copyId, pageId, conversationId, stateOf(copy), audienceId);
        closeDueBlocks(accountId, extensionId);
      }
    },
    'copy-changed': (accountId, { copy }) => writeCopy(accountId, copy),
    'copy-purged': (accountId, { copy }) => {
      writeCopy(accountId, copy);
      countPurged.run(accountId, copy.pageId);
    },
  };
}
