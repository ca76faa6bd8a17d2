/** Reads of a mailbox: only what its owner may read at this moment. */

import type { ExtensionId, MessageId } from '../../domain/ids.ts';
import type { Message } from '../../domain/message.ts';
import type { Listed } from '../../domain/reads/lists.ts';
import type { MessageQuery } from '../../domain/reads/messages.ts';
import type { Actor } from '../../domain/session.ts';
import { createFirstIdFrom } from './first-id-from.ts';
import type { Database } from './open-database.ts';
import { availabilityCode, messageColumns, messageFrom, messageTables, type Row, stateSql } from './rows.ts';

/**
 * The audiences someone belongs to now, and since when without a break: the rules of `domain/access.ts` as SQL.
 * Takes account, extension.
 */
export const access = `WITH access AS MATERIALIZED (
  SELECT a.audience_id, min(m.joined_ms) AS since_ms FROM membership m
  JOIN audience_department a ON a.account_id = m.account_id AND a.department_id = m.department_id
  WHERE m.account_id = ? AND m.extension_id = ? AND m.left_seq IS NULL
  GROUP BY a.audience_id)`;
export const withAccess = 'LEFT JOIN access ON access.audience_id = c.audience_id';

/** One mailbox, and of it only threads whose actual list its owner is on. Takes account, extension. */
const readable = `c.account_id = ? AND c.extension_id = ? AND (${stateSql.isExplicit} OR access.since_ms IS NOT NULL)`;

type Parameter = number | string;

export function createReadMessages(db: Database) {
  const one = db.statement(
    `${access} SELECT ${messageColumns}, access.since_ms FROM ${messageTables} ${withAccess} WHERE ${readable} AND c.copy_id = ?`,
  );
  const firstIdFrom = createFirstIdFrom(db);

  function conditions({ accountId, extensionId }: Actor, query: MessageQuery): { sql: string; values: Parameter[] } {
    const clauses = [readable, 'c.copy_id >= ?', 'c.copy_id < ?'];
    const from = firstIdFrom(accountId, query.dateFromMs);
    const to = firstIdFrom(accountId, query.dateToMs);
    const values: Parameter[] = [accountId, extensionId, accountId, extensionId, from, to];
    const { availability, direction, isRead, conversationId } = query;
    if (availability.length > 0) {
      clauses.push(`${stateSql.availability} IN (${availability.map(availabilityCode).join(', ')})`);
    } else {
      clauses.push(`${stateSql.availability} <> 3`);
    }
    if (direction.length === 1) {
      clauses.push(`${stateSql.isOutbound} = ?`);
      values.push(direction[0] === 'Outbound' ? 1 : 0);
    }
    if (isRead !== undefined) {
      clauses.push(`${stateSql.isRead} = ?`);
      values.push(isRead ? 1 : 0);
    }
    if (conversationId !== undefined) {
      clauses.push('c.conversation_id = ?');
      values.push(conversationId);
    }
    const sql = clauses.join(' AND ');
    if (!query.isDistinct) return { sql, values };
    const newest = `SELECT max(c.copy_id) FROM copy c ${withAccess} WHERE ${sql} GROUP BY c.conversation_id`;
    return {
      sql: `c.account_id = ? AND c.extension_id = ? AND c.copy_id IN (${newest})`,
      values: [...values.slice(0, 4), ...values.slice(2)],
    };
  }

  return {
    firstIdFrom,

    readMessage({ accountId, extensionId }: Actor, copyId: MessageId): Message | undefined {
      const row = one.get(accountId, extensionId as ExtensionId, accountId, extensionId, copyId);
      return row && readableMessage(row);
    },

    listMessages(actor: Actor, query: MessageQuery): Listed<Message> {
      const { sql, values } = conditions(actor, query);
      const total = db
        .statement(`${access} SELECT count(*) AS total FROM copy c ${withAccess} WHERE ${sql}`)
        .get(...values);
      const rows = db
        .statement(
          `${access} SELECT ${messageColumns}, access.since_ms FROM ${messageTables} ${withAccess}
          WHERE ${sql} ORDER BY c.copy_id DESC LIMIT ? OFFSET ?`,
        )
        .all(...values, query.perPage, (query.page - 1) * query.perPage);
      return { records: rows.map(readableMessage), totalElements: total?.total as number };
    },
  };
}

/** To someone who came back, what they held before is as new as their return. */
export function readableMessage(row: Row): Message {
  const { page, copy } = messageFrom(row);
  if (copy.isExplicit) return { page, copy };
  return { page, copy: { ...copy, lastModifiedMs: Math.max(copy.lastModifiedMs, row.since_ms as number) } };
}
