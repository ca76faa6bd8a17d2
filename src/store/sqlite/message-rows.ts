/** How messages are read: a copy joined with its page, in rows that are arrays. */

import type { SQLInputValue } from 'node:sqlite';
import { LRUCache } from 'lru-cache';
import type { AccountId, ExtensionId, MessageId } from '../../domain/ids.ts';
import type { Copy, Message, Party } from '../../domain/message.ts';
import type { Database } from './open-database.ts';
import { stateFrom } from './rows.ts';

export const messageTables = 'copy c JOIN page p ON p.account_id = c.account_id AND p.page_id = c.page_id';

/** In the order that `messageFrom` takes them in. */
export const messageColumns = `
  c.account_id, c.extension_id, c.copy_id, c.page_id, c.conversation_id, c.state, c.audience_id, c.modified_seq,
  c.last_modified_ms, c.entered_ms, p.created_ms, p.is_to_department, p.sender, p.recipients, p.text, p.written_ms`;
const columns = messageColumns.split(',').length;

/** What `messageColumns` gives, and behind it one column more if one was asked for. */
export type MessageRow = readonly unknown[];

export interface MessageStatement {
  get(...values: SQLInputValue[]): MessageRow | undefined;
  all(...values: SQLInputValue[]): readonly MessageRow[];
}

/** A list takes hundreds of rows of many columns: as arrays they are made and read in half the time of objects. */
export function messageStatement(db: Database, sql: string): MessageStatement {
  const statement = db.statement(sql);
  statement.setReturnArrays(true);
  return statement as unknown as MessageStatement;
}

export function messageFrom(row: MessageRow): Message {
  const [conversationId, createdMs] = [row[4] as Copy['conversationId'], row[10] as number];
  return {
    copy: {
      extensionId: row[1] as ExtensionId,
      copyId: row[2] as MessageId,
      pageId: row[3] as MessageId,
      conversationId,
      ...stateFrom(row[5] as number),
      audienceId: row[6] as Copy['audienceId'],
      modifiedSeq: row[7] as Copy['modifiedSeq'],
      lastModifiedMs: (row[8] as number | null) ?? createdMs,
      enteredMs: row[9] === null ? null : Math.abs(row[9] as number),
    },
    page: {
      accountId: row[0] as AccountId,
      pageId: row[3] as MessageId,
      conversationId,
      from: (partiesFrom(row[12] as string) as readonly [Party])[0],
      to: partiesFrom(row[13] as string),
      isToDepartment: row[11] === 1,
      text: row[14] as string,
      createdMs,
      ...(row[15] === null ? {} : { writtenMs: row[15] as number }),
    },
  };
}

/** The column that was asked for behind a message's own. */
export function columnBehind(row: MessageRow): unknown {
  return row[columns];
}

/** Parties are arrays in the column, which is half the bytes of objects. */
type PartyColumns = [extensionId: number, extensionNumber: string, name: string];

export function partyColumns({ extensionId, extensionNumber, name }: Party): PartyColumns {
  return [extensionId, extensionNumber, name];
}

const maxRemembered = 1000;
/** A page to thousands is read seldom, and would take the place of many. */
const maxRememberedLength = 500;

/** The same people write to each other: what a column of theirs says is worked out once. */
const remembered = new LRUCache<string, readonly Party[]>({ max: maxRemembered });

/** Of a list of parties, or of one alone. */
function partiesFrom(column: string): readonly Party[] {
  if (column.length > maxRememberedLength) return partiesIn(column);
  const known = remembered.get(column) ?? partiesIn(column);
  remembered.set(column, known);
  return known;
}

function partiesIn(column: string): readonly Party[] {
  const value = JSON.parse(column) as PartyColumns | PartyColumns[];
  return (typeof value[0] === 'number' ? [value as PartyColumns] : (value as PartyColumns[])).map(partyFrom);
}

function partyFrom([extensionId, extensionNumber, name]: PartyColumns): Party {
  return { extensionId: extensionId as ExtensionId, extensionNumber, name };
}
