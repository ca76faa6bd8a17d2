/** Reads of threads: whom they are addressed to, and whom a page of theirs reached. */

import { asReadable, isParticipant, type Membership } from '../../domain/access.ts';
import type { Conversation } from '../../domain/conversation.ts';
import type { AccountId, ConversationId, ExtensionId, MessageId, Sequence } from '../../domain/ids.ts';
import type { Skipped } from '../../domain/message.ts';
import type { ConversationView, PageReach } from '../../domain/reads/messages.ts';
import type { Actor } from '../../domain/session.ts';
import { messageTables } from './message-rows.ts';
import type { Database } from './open-database.ts';
import { copyFrom, extensionFrom, idsFrom, membershipFrom, stateSql } from './rows.ts';

/** A thread with its Departments. */
export function createReadConversation(db: Database) {
  const one = db.statement('SELECT * FROM conversation WHERE account_id = ? AND conversation_id = ?');
  const departments = db.statement(
    'SELECT department_id FROM audience_department WHERE account_id = ? AND audience_id = ?',
  );
  return (accountId: AccountId, conversationId: ConversationId): Conversation | undefined => {
    const row = one.get(accountId, conversationId);
    if (!row) return undefined;
    return {
      conversationId,
      originatorId: row.originator_id as ExtensionId,
      explicitIds: JSON.parse(row.explicit_ids as string),
      audienceId: row.audience_id as Conversation['audienceId'],
      departmentIds: idsFrom(departments.all(accountId, row.audience_id as number), 'department_id'),
      startedMs: row.started_ms as number,
    };
  };
}

/** The Departments someone is in now. */
export function createReadMemberships(db: Database) {
  // Left to itself, SQLite would walk the memberships of the whole account.
  const memberships = db.statement(`
    SELECT department_id, joined_ms FROM membership INDEXED BY membership_now
    WHERE account_id = ? AND extension_id = ? AND left_seq IS NULL`);
  return (accountId: AccountId, extensionId: ExtensionId): Membership[] =>
    memberships.all(accountId, extensionId).map(membershipFrom);
}

/** The Departments someone was in at a place in the sequence. */
export function createReadMembershipsAt(db: Database) {
  const then = db.statement(`
    SELECT department_id, joined_ms FROM membership INDEXED BY membership_by_extension
    WHERE account_id = ? AND extension_id = ? AND joined_seq < ? AND (left_seq IS NULL OR left_seq >= ?)`);
  return (accountId: AccountId, extensionId: ExtensionId, at: Sequence): Membership[] =>
    then.all(accountId, extensionId, at, at).map(membershipFrom);
}

export function createReadConversations(db: Database) {
  const conversationOf = createReadConversation(db);
  const membershipsOf = createReadMemberships(db);
  // A thread's copies have ids from the thread's own on, so that a holder's older mailbox is passed over.
  const held = db.statement(`
    SELECT 1 FROM copy c WHERE account_id = ? AND extension_id = ? AND copy_id >= ? AND conversation_id = ?
      AND ${stateSql.isThere} LIMIT 1`);
  const living = db.statement(`
    SELECT * FROM extension WHERE account_id = ? AND is_deleted = 0
      AND extension_id IN (SELECT value FROM json_each(?)) ORDER BY CAST(extension_number AS INTEGER)`);
  const everyone = db.statement(`
    SELECT * FROM extension WHERE account_id = ?
      AND extension_id IN (SELECT value FROM json_each(?)) ORDER BY CAST(extension_number AS INTEGER)`);
  const sent = db.statement(`
    SELECT c.*, p.created_ms, p.reached_ids, p.skipped FROM ${messageTables}
    WHERE c.account_id = ? AND c.extension_id = ? AND c.copy_id = ? AND c.copy_id = p.page_id
      AND ${stateSql.isThere}`);
  const sentUnder = db.statement(
    'SELECT copy_id FROM idempotent_send WHERE account_id = ? AND extension_id = ? AND key = ?',
  );

  return {
    readSentUnder({ accountId, extensionId }: Actor, key: string): MessageId | undefined {
      return sentUnder.get(accountId, extensionId, key)?.copy_id as MessageId | undefined;
    },

    readConversation({ accountId, extensionId }: Actor, conversationId: ConversationId): ConversationView | undefined {
      const conversation = conversationOf(accountId, conversationId);
      if (!conversation) return undefined;
      const ids = JSON.stringify([...conversation.explicitIds, ...conversation.departmentIds]);
      return {
        conversation,
        addressees: living.all(accountId, ids).map(extensionFrom),
        isOnList: isParticipant(conversation, extensionId, membershipsOf(accountId, extensionId)),
        holdsCopy: held.get(accountId, extensionId, conversationId, conversationId) !== undefined,
      };
    },

    readReach({ accountId, extensionId }: Actor, copyId: MessageId): PageReach | undefined {
      const row = sent.get(accountId, extensionId, copyId);
      if (!row) return undefined;
      const copy = copyFrom(row);
      const memberships = membershipsOf(accountId, extensionId);
      if (!asReadable(copy, conversationOf(accountId, copy.conversationId), memberships)) return undefined;
      return {
        reached: everyone.all(accountId, row.reached_ids as string).map(extensionFrom),
        skipped: JSON.parse((row.skipped as string | null) ?? '[]') as Skipped[],
      };
    },
  };
}
