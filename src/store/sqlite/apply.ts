/** Writes the effects of decisions, inside the transaction that their facts were read in. */

import type { Effect } from '../../domain/effect.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Copy } from '../../domain/message.ts';
import type { Database } from './open-database.ts';
import { explicitBit, partyColumns, stateOf } from './rows.ts';

type Appliers = {
  readonly [K in Effect['kind']]: (accountId: AccountId, effect: Extract<Effect, { kind: K }>) => void;
};

/** Every kind of effect with the statements behind it. */
export function createApply(db: Database) {
  const foundAccount = db.statement(
    'INSERT INTO account (account_id, name, next_sequence, last_time_ms) VALUES (?, ?, ?, ?)',
  );
  const advanceAccount = db.statement('UPDATE account SET next_sequence = ?, last_time_ms = ? WHERE account_id = ?');
  const putExtension = db.statement(`
    INSERT INTO extension (account_id, extension_id, extension_number, type, status, name, contact,
      is_administrator, is_deleted, modified_seq)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (account_id, extension_id) DO UPDATE SET extension_number = excluded.extension_number,
      type = excluded.type, status = excluded.status, name = excluded.name, contact = excluded.contact,
      is_administrator = excluded.is_administrator, is_deleted = excluded.is_deleted,
      modified_seq = excluded.modified_seq`);
  const joinMember = db.statement(
    'INSERT INTO membership (account_id, department_id, extension_id, joined_seq, joined_ms) VALUES (?, ?, ?, ?, ?)',
  );
  const closing = 'UPDATE membership SET left_seq = ? WHERE account_id = ? AND';
  const leaveDepartment = db.statement(`${closing} department_id = ? AND extension_id = ? AND left_seq IS NULL`);
  const emptyDepartment = db.statement(`${closing} department_id = ? AND left_seq IS NULL`);
  const leaveAll = db.statement(`${closing} extension_id = ? AND left_seq IS NULL`);
  const clearManagers = db.statement('DELETE FROM manager WHERE account_id = ? AND department_id = ?');
  const dismissManager = db.statement('DELETE FROM manager WHERE account_id = ? AND extension_id = ?');
  const endSessions = db.statement(
    'UPDATE session SET ended_ms = ? WHERE account_id = ? AND extension_id = ? AND ended_ms IS NULL',
  );
  const revokeCredentials = db.statement(
    'UPDATE credential SET is_revoked = 1 WHERE account_id = ? AND extension_id = ?',
  );
  const addManager = db.statement('INSERT INTO manager (account_id, department_id, extension_id) VALUES (?, ?, ?)');
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
      last_modified_ms = max(?, coalesce(last_modified_ms, 0) + 1)
    WHERE account_id = ? AND extension_id = ? AND copy_id >= ? AND conversation_id = ?`);
  const forgetSends = db.statement('DELETE FROM idempotent_send WHERE account_id = ? AND expires_ms <= ?');
  const rememberSend = db.statement(`
    INSERT OR REPLACE INTO idempotent_send (account_id, extension_id, key, fingerprint, copy_id, expires_ms)
    VALUES (?, ?, ?, ?, ?, ?)`);
  const addPage = db.statement(`
    INSERT INTO page (account_id, page_id, block_size, unpurged_count, conversation_id, created_ms, is_to_department, sender,
      recipients, reached_ids, skipped, text)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const addCopy = db.statement(`
    INSERT INTO copy (account_id, extension_id, copy_id, page_id, conversation_id, state, audience_id)
    VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const changeCopy = db.statement(`
    UPDATE copy SET state = ?, modified_seq = ?, last_modified_ms = ?
    WHERE account_id = ? AND extension_id = ? AND copy_id = ?`);
  const addApp = db.statement(
    'INSERT INTO app (client_id, account_id, name, secret_hash, grants, scopes) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const addCredential = db.statement(`
    INSERT INTO credential (account_id, credential_id, extension_id, created_ms, is_revoked) VALUES (?, ?, ?, ?, ?)`);
  const openSession = db.statement(`
    INSERT INTO session (account_id, session_id, extension_id, client_id, scopes, endpoint_id, opened_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const endSession = db.statement('UPDATE session SET ended_ms = ? WHERE account_id = ? AND session_id = ?');
  const forgetTokens = db.statement('DELETE FROM token WHERE account_id = ? AND session_id = ? AND expires_ms <= ?');
  const issueToken = db.statement(`
    INSERT INTO token (account_id, token_hash, kind, session_id, expires_ms, replaced_ms) VALUES (?, ?, ?, ?, ?, ?)`);
  const replaceToken = db.statement('UPDATE token SET replaced_ms = ? WHERE account_id = ? AND token_hash = ?');

  const purgePage = db.statement(`
    UPDATE page SET unpurged_count = unpurged_count - 1, text = CASE unpurged_count WHEN 1 THEN '' ELSE text END
    WHERE account_id = ? AND page_id = ?`);

  function writeCopy(accountId: AccountId, copy: Copy): void {
    const { modifiedSeq, lastModifiedMs, extensionId, copyId } = copy;
    changeCopy.run(stateOf(copy), modifiedSeq, lastModifiedMs, accountId, extensionId, copyId);
  }

  const appliers: Appliers = {
    'account-founded': (accountId, { name, nextSequence, timeMs }) => {
      foundAccount.run(accountId, name, nextSequence, timeMs);
    },
    'account-advanced': (accountId, { nextSequence, timeMs }) => {
      advanceAccount.run(nextSequence, timeMs, accountId);
    },
    'extension-put': (accountId, { extension, modifiedSeq }) => {
      const { extensionId, extensionNumber, type, status, name, contact, isAdministrator, isDeleted } = extension;
      putExtension.run(
        ...[accountId, extensionId, extensionNumber, type, status, name, JSON.stringify(contact)],
        ...[isAdministrator ? 1 : 0, isDeleted ? 1 : 0, modifiedSeq],
      );
    },
    'member-joined': (accountId, { departmentId, extensionId, joinedSeq, joinedMs }) => {
      joinMember.run(accountId, departmentId, extensionId, joinedSeq, joinedMs);
    },
    'member-left': (accountId, { departmentId, extensionId, leftSeq }) => {
      leaveDepartment.run(leftSeq, accountId, departmentId, extensionId);
    },
    'extension-untied': (accountId, { extensionId, leftSeq, timeMs }) => {
      emptyDepartment.run(leftSeq, accountId, extensionId);
      leaveAll.run(leftSeq, accountId, extensionId);
      clearManagers.run(accountId, extensionId);
      dismissManager.run(accountId, extensionId);
      endSessions.run(timeMs, accountId, extensionId);
      revokeCredentials.run(accountId, extensionId);
    },
    'sessions-ended': (accountId, { extensionId, endedMs }) => {
      endSessions.run(endedMs, accountId, extensionId);
    },
    'managers-set': (accountId, { departmentId, managerIds }) => {
      clearManagers.run(accountId, departmentId);
      for (const managerId of managerIds) addManager.run(accountId, departmentId, managerId);
    },
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
    'send-remembered': (accountId, { send, nowMs }) => {
      forgetSends.run(accountId, nowMs);
      const { extensionId, key, fingerprint, copyId, expiresMs } = send;
      rememberSend.run(accountId, extensionId, key, fingerprint, copyId, expiresMs);
    },
    'page-added': (accountId, { page, copies }) => {
      const { pageId, blockSize, conversationId, createdMs, isToDepartment, from, to, reachedIds, skipped } = page;
      addPage.run(
        ...[accountId, pageId, blockSize, blockSize, conversationId, createdMs, isToDepartment ? 1 : 0],
        ...[JSON.stringify(partyColumns(from)), JSON.stringify(to.map(partyColumns)), JSON.stringify(reachedIds)],
        ...[skipped.length === 0 ? null : JSON.stringify(skipped), page.text],
      );
      for (const copy of copies) {
        const { extensionId, copyId, audienceId } = copy;
        addCopy.run(accountId, extensionId, copyId, pageId, conversationId, stateOf(copy), audienceId);
      }
    },
    'copy-changed': (accountId, { copy }) => writeCopy(accountId, copy),
    'copy-purged': (accountId, { copy }) => {
      writeCopy(accountId, copy);
      purgePage.run(accountId, copy.pageId);
    },
    'app-added': (accountId, { app }) => {
      const { clientId, name, secretHash, grants, scopes } = app;
      addApp.run(clientId, accountId, name, secretHash, grants.join(' '), scopes.join(' '));
    },
    'credential-added': (accountId, { credential }) => {
      const { credentialId, extensionId, createdMs, isRevoked } = credential;
      addCredential.run(accountId, credentialId, extensionId, createdMs, isRevoked ? 1 : 0);
    },
    'session-opened': (accountId, { session, openedMs }) => {
      const { sessionId, extensionId, clientId, scopes, endpointId } = session;
      openSession.run(accountId, sessionId, extensionId, clientId, scopes.join(' '), endpointId, openedMs);
    },
    'session-ended': (accountId, { sessionId, endedMs }) => {
      endSession.run(endedMs, accountId, sessionId);
    },
    'tokens-expired': (accountId, { sessionId, beforeMs }) => {
      forgetTokens.run(accountId, sessionId, beforeMs);
    },
    'token-issued': (accountId, { token }) => {
      const { tokenHash, kind, sessionId, expiresMs, replacedMs } = token;
      issueToken.run(accountId, tokenHash, kind, sessionId, expiresMs, replacedMs);
    },
    'token-replaced': (accountId, { tokenHash, replacedMs }) => {
      replaceToken.run(replacedMs, accountId, tokenHash);
    },
  };

  return (accountId: AccountId, effect: Effect): void => {
    const applier = appliers[effect.kind] as (accountId: AccountId, effect: Effect) => void;
    applier(accountId, effect);
  };
}
