/** Reads of a mailbox: only what its owner may read at this moment. */

import type { ExtensionId, MessageId } from '../../domain/ids.ts';
import type { Message } from '../../domain/message.ts';
import type { Listed } from '../../domain/reads/lists.ts';
import type { MessageQuery } from '../../domain/reads/messages.ts';
import type { Actor } from '../../domain/session.ts';
import { createFirstIdFrom } from './mailbox/id-bounds.ts';
import { createPlan } from './mailbox/plan.ts';
import { selectionOf } from './mailbox/selection.ts';
import { idsOf, lengthOf, type Stretch } from './mailbox/stretch.ts';
import {
  columnBehind,
  type MessageRow,
  messageColumns,
  messageFrom,
  messageStatement,
  messageTables,
} from './message-rows.ts';
import type { Database } from './open-database.ts';
import { stateSql } from './rows.ts';

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

type Filter = Omit<MessageQuery, 'page' | 'perPage'>;

export function createReadMessages(db: Database) {
  const one = messageStatement(
    db,
    `${access} SELECT ${messageColumns}, access.since_ms FROM ${messageTables} ${withAccess} WHERE ${readable} AND c.copy_id = ? AND ${stateSql.isThere}`,
  );
  const some = messageStatement(
    db,
    `${access} SELECT ${messageColumns}, access.since_ms FROM ${messageTables} ${withAccess}
    WHERE c.account_id = ? AND c.extension_id = ? AND c.copy_id IN (SELECT value FROM json_each(?))
    ORDER BY c.copy_id DESC`,
  );
  const among = db.statement(`${access} SELECT c.copy_id FROM json_each(?) j CROSS JOIN copy c ${withAccess}
    WHERE ${readable} AND c.copy_id = j.value AND ${stateSql.isThere}`);
  const audiences = db.statement(`${access} SELECT audience_id FROM access`);
  const firstIdFrom = createFirstIdFrom(db);
  const plan = createPlan(db);

  function stretchesOf(actor: Actor, filter: Filter): Stretch[] {
    const { accountId, extensionId } = actor;
    const audienceIds = audiences.all(accountId, extensionId).map((row) => row.audience_id as number);
    const range = {
      fromId: firstIdFrom(accountId, filter.dateFromMs),
      endId: firstIdFrom(accountId, filter.dateToMs),
    };
    return plan({
      selection: selectionOf(actor, filter, audienceIds),
      range,
      isDistinct: filter.isDistinct ?? false,
    });
  }

  function messagesOf({ accountId, extensionId }: Actor, ids: readonly number[]): Message[] {
    return some.all(...[accountId, extensionId, accountId, extensionId], JSON.stringify(ids)).map(readableMessage);
  }

  return {
    firstIdFrom,

    readMessage({ accountId, extensionId }: Actor, copyId: MessageId): Message | undefined {
      const row = one.get(accountId, extensionId as ExtensionId, accountId, extensionId, copyId);
      return row && readableMessage(row);
    },

    findReadable({ accountId, extensionId }: Actor, copyIds: readonly MessageId[]): MessageId[] {
      const rows = among.all(accountId, extensionId, JSON.stringify(copyIds), accountId, extensionId);
      return rows.map((row) => row.copy_id as MessageId);
    },

    listMessages(actor: Actor, query: MessageQuery): Listed<Message> {
      const stretches = stretchesOf(actor, query);
      const ids = idsOf(stretches, query.perPage, (query.page - 1) * query.perPage);
      return { records: messagesOf(actor, ids), totalElements: lengthOf(stretches) };
    },

    /** The first of a list, without counting the whole of it. */
    newestMessages(actor: Actor, filter: Filter, limit: number): Message[] {
      return messagesOf(actor, idsOf(stretchesOf(actor, filter), limit, 0));
    },
  };
}

/** To someone who came back, what they held before is as new as their return. */
export function readableMessage(row: MessageRow): Message {
  const { page, copy } = messageFrom(row);
  if (copy.isExplicit) return { page, copy };
  return { page, copy: { ...copy, lastModifiedMs: Math.max(copy.lastModifiedMs, columnBehind(row) as number) } };
}
