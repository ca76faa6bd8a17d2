/** Reads for clients that keep a copy of a mailbox: what became different since they last asked. */

import { type Membership, memberSinceMs } from '../../domain/access.ts';
import type { AccountId, AudienceId, ExtensionId, Sequence } from '../../domain/ids.ts';
import type { Copy, Page } from '../../domain/message.ts';
import type { ChangeSync, FullSync, SyncChange, SyncFrame, SyncPosition } from '../../domain/reads/messages.ts';
import type { Actor } from '../../domain/session.ts';
import { createPlan } from './mailbox/plan.ts';
import { idsOf, lengthOf } from './mailbox/stretch.ts';
import type { Database } from './open-database.ts';
import { createReadMemberships } from './read-conversations.ts';
import { access, type createReadMessages, readableMessage, withAccess } from './read-messages.ts';
import { explicitBit, idsFrom, messageColumns, messageFrom, messageTables, type Row } from './rows.ts';

/** Every `state` of a copy whose holder is not on the thread's explicit list. */
const implicitStates = Array.from({ length: explicitBit }, (_, state) => state);

/** A client that missed more than this many changes is told to start afresh. */
const maxChanges = 10_000;

export function createReadSync(db: Database, messages: ReturnType<typeof createReadMessages>) {
  const account = db.statement('SELECT next_sequence FROM account WHERE account_id = ?');
  const membershipsOf = createReadMemberships(db);
  const plan = createPlan(db);
  const audiencesOf = db.statement(`
    SELECT DISTINCT audience_id FROM audience_department
    WHERE account_id = ? AND department_id IN (SELECT value FROM json_each(?))`);
  const departmentsOf = db.statement(
    'SELECT department_id FROM audience_department WHERE account_id = ? AND audience_id = ?',
  );
  // Three ways to be different: sent since, changed since, or in a thread whose readers came or went.
  const different = db.statement(`${access}
    SELECT ${messageColumns}, access.since_ms FROM ${messageTables} ${withAccess}
    WHERE c.account_id = ?1 AND c.extension_id = ?2 AND c.copy_id IN (
      SELECT copy_id FROM copy WHERE account_id = ?1 AND extension_id = ?2 AND copy_id >= ?3
      UNION
      SELECT copy_id FROM copy WHERE account_id = ?1 AND extension_id = ?2 AND modified_seq >= ?3
      UNION
      SELECT value FROM json_each(?4))
    ORDER BY c.copy_id DESC LIMIT ?5`);

  function positionOf({ accountId, extensionId }: Actor): SyncPosition {
    const nextSequence = account.get(accountId)?.next_sequence as Sequence;
    return { nextSequence, memberships: membershipsOf(accountId, extensionId) };
  }

  /** The audiences whose threads someone has lost, regained, or holds through another Department than before. */
  function changedAudiences(accountId: AccountId, before: readonly Membership[], now: readonly Membership[]) {
    const departmentIds = [...before, ...now].map(({ departmentId }) => departmentId);
    const audiences = audiencesOf
      .all(accountId, JSON.stringify(departmentIds))
      .map((row) => row.audience_id as AudienceId);
    return audiences.filter((audienceId) => {
      const audience: { departmentIds: ExtensionId[] } = {
        departmentIds: idsFrom(departmentsOf.all(accountId, audienceId), 'department_id'),
      };
      return memberSinceMs(audience, before) !== memberSinceMs(audience, now);
    });
  }

  /** What someone held at a position and reads, or read, only through these audiences. */
  function heldThrough(
    { accountId, extensionId }: Actor,
    audiences: readonly AudienceId[],
    { nextSequence }: SyncPosition,
  ) {
    if (audiences.length === 0) return [];
    const selection = { accountId, extensionId, states: implicitStates, audiences: JSON.stringify(audiences) };
    return plan({ selection, range: { fromId: 0, endId: nextSequence }, isDistinct: false });
  }

  return {
    syncAll(actor: Actor, frame: SyncFrame, recordCount: number): FullSync {
      const found = messages.newestMessages(actor, { ...frame, availability: ['Alive'] }, recordCount + 1);
      const records = found.slice(0, recordCount);
      return { records, areOlderLeft: found.length > recordCount, position: positionOf(actor) };
    },

    syncChanges(actor: Actor, frame: SyncFrame, since: SyncPosition): ChangeSync | undefined {
      const { accountId, extensionId } = actor;
      const position = positionOf(actor);
      const audiences = changedAudiences(accountId, since.memberships, position.memberships);
      const held = heldThrough(actor, audiences, since);
      if (lengthOf(held) > maxChanges) return undefined;
      const ids = JSON.stringify(idsOf(held, maxChanges, 0));
      const rows = different.all(accountId, extensionId, since.nextSequence, ids, maxChanges + 1);
      if (rows.length > maxChanges) return undefined;
      return { position, changes: rows.flatMap((row) => changeFrom(row, frame, since)) };
    },
  };
}

function changeFrom(row: Row, frame: SyncFrame, { nextSequence }: SyncPosition): SyncChange[] {
  const { page, copy } = messageFrom(row);
  if (!isInFrame(frame, page, copy)) return [];
  if (copy.isExplicit || row.since_ms !== null) return [{ message: readableMessage(row) }];
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
