/** Reads for clients that keep a copy of a mailbox: what became different since they last asked. */

import type { AudienceId, Sequence } from '../../domain/ids.ts';
import type { Copy, Page } from '../../domain/message.ts';
import type {
  ChangeSync,
  FullSync,
  SyncChange,
  SyncFrame,
  SyncMoment,
  SyncPosition,
} from '../../domain/reads/messages.ts';
import type { Actor } from '../../domain/session.ts';
import type { Lives } from './lives.ts';
import { createPlan } from './mailbox/plan.ts';
import { idsOf } from './mailbox/stretch.ts';
import {
  columnBehind,
  type MessageRow,
  messageColumns,
  messageFrom,
  messageStatement,
  messageTables,
} from './message-rows.ts';
import type { Database } from './open-database.ts';
import { createReadChangedAudiences } from './read-audiences.ts';
import { createReadMemberships, createReadMembershipsAt } from './read-conversations.ts';
import { access, type createReadMessages, readableMessage, withAccess } from './read-messages.ts';
import { explicitBit } from './rows.ts';

/** Every `state` of a copy whose holder is not on the thread's explicit list. */
const implicitStates = Array.from({ length: explicitBit }, (_, state) => state);

export interface SyncOptions {
  /** How many changes are told at a time. */
  readonly maxChanges: number;
}

export function createReadSync(
  db: Database,
  { messages, lives }: { messages: ReturnType<typeof createReadMessages>; lives: Lives },
  { maxChanges }: SyncOptions,
) {
  const account = db.statement('SELECT next_sequence FROM account WHERE account_id = ?');
  const membershipsOf = createReadMemberships(db);
  const membershipsAt = createReadMembershipsAt(db);
  const plan = createPlan(db);
  const changedAudiences = createReadChangedAudiences(db);
  // Three ways to be different: sent since, changed since, or in a thread whose readers came or went. The plus keeps
  // SQLite from going through the whole mailbox by id, where the index of changed copies leads to few.
  const different = messageStatement(
    db,
    `${access}
    SELECT ${messageColumns}, access.since_ms FROM ${messageTables} ${withAccess}
    WHERE c.account_id = ?1 AND c.extension_id = ?2 AND c.copy_id IN (
      SELECT copy_id FROM copy WHERE account_id = ?1 AND extension_id = ?2 AND copy_id >= ?3 AND copy_id < ?5
      UNION
      SELECT copy_id FROM copy WHERE account_id = ?1 AND extension_id = ?2 AND modified_seq >= ?3 AND +copy_id < ?5
      UNION
      SELECT value FROM json_each(?4))
    ORDER BY c.copy_id DESC LIMIT ?6`,
  );

  // Nothing new is by far the most frequent answer, and the question above costs much even then.
  const hasNew = db.statement(`SELECT
    EXISTS (SELECT 1 FROM copy WHERE account_id = ?1 AND extension_id = ?2 AND copy_id >= ?3)
    OR EXISTS (SELECT 1 FROM copy WHERE account_id = ?1 AND extension_id = ?2 AND modified_seq >= ?3) AS has_new`);

  function momentOf({ accountId, extensionId }: Actor): SyncPosition {
    const nextSequence = account.get(accountId)?.next_sequence as Sequence;
    const memberships = membershipsOf(accountId, extensionId);
    return { nextSequence, memberships, knownTo: lives.placeOf(accountId, nextSequence) };
  }

  /** The newest of what someone held below an id and reads, or read, only through these audiences. */
  function heldThrough({ accountId, extensionId }: Actor, audiences: readonly AudienceId[], endId: number): number[] {
    if (audiences.length === 0) return [];
    const selection = { accountId, extensionId, states: implicitStates, audiences: JSON.stringify(audiences) };
    return idsOf(plan({ selection, range: { fromId: 0, endId }, isDistinct: false }), maxChanges + 1, 0);
  }

  /** One more than is told at a time tells that there are more. */
  function differentRows(actor: Actor, { since, now, belowId }: Difference): readonly MessageRow[] {
    const { accountId, extensionId } = actor;
    const audiences = changedAudiences(accountId, since.memberships, now.memberships);
    if (audiences.length === 0 && hasNew.get(accountId, extensionId, since.nextSequence)?.has_new === 0) return [];
    const held = heldThrough(actor, audiences, Math.min(since.nextSequence, belowId));
    return different.all(
      ...[accountId, extensionId, since.nextSequence, JSON.stringify(held), belowId, maxChanges + 1],
    );
  }

  function readSyncPosition({ accountId, extensionId }: Actor, at: Sequence): SyncPosition {
    const memberships = membershipsAt(accountId, extensionId, at);
    return { nextSequence: at, memberships, knownTo: lives.placeOf(accountId, at) };
  }

  function syncAll(actor: Actor, frame: SyncFrame, recordCount: number): FullSync {
    const position = momentOf(actor);
    const found = messages.newestMessages(actor, { ...frame, availability: ['Alive'] }, recordCount + 1);
    const records = found.slice(0, recordCount);
    return { records, areOlderLeft: found.length > recordCount, position };
  }

  /**
   * What was told from an unfinished position on may have changed again: the changes since the position itself, told
   * at last, bring that.
   */
  function syncChanges(actor: Actor, frame: SyncFrame, position: SyncPosition): ChangeSync | undefined {
    const now = momentOf(actor);
    if (!lives.holds(actor.accountId, position.knownTo)) return undefined;
    const { since, toldFromId } = position.unfinished ?? { since: position, toldFromId: Number.MAX_SAFE_INTEGER };
    const target = position.unfinished ? { ...momentFrom(position), knownTo: now.knownTo } : now;
    const rows = differentRows(actor, { since, now, belowId: toldFromId });
    const told = rows.slice(0, maxChanges);
    const changes = told.flatMap((row) => changeFrom(row, frame, since));
    if (rows.length <= maxChanges) return { changes, position: target };
    return {
      changes,
      position: { ...target, unfinished: { since, toldFromId: messageFrom(told.at(-1) as MessageRow).copy.copyId } },
    };
  }

  return { readSyncPosition, syncAll, syncChanges };
}

interface Difference {
  readonly since: SyncMoment;
  readonly now: SyncMoment;
  readonly belowId: number;
}

/** A position without what is unfinished. */
function momentFrom({ nextSequence, memberships }: SyncPosition): SyncMoment {
  return { nextSequence, memberships };
}

function changeFrom(row: MessageRow, frame: SyncFrame, { nextSequence }: SyncMoment): SyncChange[] {
  const { page, copy } = messageFrom(row);
  if (!isInFrame(frame, page, copy)) return [];
  if (copy.isExplicit || columnBehind(row) !== null) return [{ message: readableMessage(row) }];
  // What was sent and lost since was never seen.
  return copy.copyId < nextSequence ? [{ lost: copy }] : [];
}

function isInFrame(frame: SyncFrame, { createdMs }: Page, { direction, conversationId }: Copy): boolean {
  return (
    createdMs >= frame.dateFromMs &&
    createdMs < frame.dateToMs &&
    (frame.direction.length === 0 || frame.direction.includes(direction)) &&
    (frame.conversationId === undefined || frame.conversationId === conversationId)
  );
}
