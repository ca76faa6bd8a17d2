/** Searches of a mailbox: the index names pages, and the owner's copies of them are held against the rules of access. */

import type { AccountId, MessageId } from '../../domain/ids.ts';
import type { Message } from '../../domain/message.ts';
import type { Listed } from '../../domain/reads/lists.ts';
import type { MessageQuery, MessageSearch } from '../../domain/reads/messages.ts';
import { maxFound } from '../../domain/search.ts';
import type { Actor } from '../../domain/session.ts';
import { createFirstIdFrom } from './mailbox/id-bounds.ts';
import { messageColumns, messageStatement, messageTables } from './message-rows.ts';
import type { Database } from './open-database.ts';
import { access, readableMessage, withAccess } from './read-messages.ts';
import { availabilityCode, stateSql } from './rows.ts';
import { matchExpression } from './search-words.ts';

/** A search looks at no more pages than this, the newest first, whether their copies pass its filters or not. */
const maxLookedAt = 100_000;

type Parameter = number | string;

export function createSearchMessages(db: Database) {
  const firstIdFrom = createFirstIdFrom(db);
  const keyAt = db.statement('SELECT page_key FROM page WHERE account_id = ? AND page_id = ?');
  const byId = messageStatement(
    db,
    `${access}
    SELECT ${messageColumns}, access.since_ms FROM ${messageTables} ${withAccess}
    WHERE c.account_id = ?1 AND c.extension_id = ?2 AND c.copy_id IN (SELECT value FROM json_each(?3))
    ORDER BY c.copy_id DESC`,
  );

  /** The least key not older than a time, in the order of an account's pages. */
  function keyFrom(accountId: AccountId, timeMs: number): number {
    const id = firstIdFrom(accountId, timeMs);
    return (keyAt.get(accountId, id)?.page_key as number | undefined) ?? (id === 0 ? 0 : Number.MAX_SAFE_INTEGER);
  }

  function find({ accountId, extensionId }: Actor, query: MessageSearch): Found[] {
    const { sql, values } = conditions(query);
    // A page's copies have ids from its own on: of a large Department's, only the owner's is touched.
    const found = db.statement(`${access}, hit AS (
        SELECT rowid AS page_key FROM page_words
        WHERE page_words MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC LIMIT ${maxLookedAt})
      SELECT c.copy_id, c.conversation_id FROM hit CROSS JOIN page p ON p.page_key = hit.page_key
      CROSS JOIN copy c ON c.account_id = p.account_id AND c.extension_id = ?
        AND c.copy_id >= p.page_id AND c.copy_id < p.page_id + p.block_size
      ${withAccess}
      WHERE p.account_id = ? AND (${stateSql.isExplicit} OR access.since_ms IS NOT NULL) AND ${sql}
      LIMIT ${maxFound}`);
    const match = matchExpression(accountId, extensionId, query.terms);
    const keys = [keyFrom(accountId, query.dateFromMs), keyFrom(accountId, query.dateToMs)];
    return found
      .all(...[accountId, extensionId, match, ...keys, extensionId, accountId, ...values])
      .map((row) => ({ copyId: row.copy_id as MessageId, conversationId: row.conversation_id as number }))
      .sort((a, b) => b.copyId - a.copyId);
  }

  /** Of pages that are in the index; `domain/search.ts` says how far it goes. */
  return (actor: Actor, query: MessageSearch): Listed<Message> => {
    const found = find(actor, query);
    const wanted = query.isDistinct ? newestOfEach(found) : found;
    const first = (query.page - 1) * query.perPage;
    const ids = wanted.slice(first, first + query.perPage).map(({ copyId }) => copyId);
    const rows = byId.all(actor.accountId, actor.extensionId, JSON.stringify(ids));
    return { records: rows.map(readableMessage), totalElements: wanted.length };
  };
}

interface Found {
  readonly copyId: MessageId;
  readonly conversationId: number;
}

/** `found` is newest first. */
function newestOfEach(found: readonly Found[]): Found[] {
  const seen = new Set<number>();
  return found.filter(({ conversationId }) => !seen.has(conversationId) && seen.add(conversationId));
}

function conditions({ availability, direction, isRead, conversationId }: MessageQuery) {
  // Whoever purged a message has given up its text, though others may still hold it.
  const states = (availability.length > 0 ? availability : (['Alive', 'Deleted'] as const))
    .filter((state) => state !== 'Purged')
    .map(availabilityCode);
  const clauses = [`${stateSql.availability} IN (${states.join(', ')})`];
  const values: Parameter[] = [];
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
  return { sql: clauses.join(' AND '), values };
}
