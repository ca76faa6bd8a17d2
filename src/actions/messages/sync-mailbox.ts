/** What a client that keeps a copy of its mailbox is told next: changes in parts, and older messages it reaches back for. */

import type { Message } from '../../domain/message.ts';
import type { ChangeSync, HeldFrom, SyncChange, SyncFrame, SyncPosition } from '../../domain/reads/messages.ts';
import type { Actor } from '../../domain/session.ts';
import type { Store } from '../../domain/store.ts';

/**
 * As much as the store tells at a time, but something if there is anything at all, and with the last part of it whatever
 * came up since the first: else a client that asks only when it hears of changes would wait for that until the next one. Undefined as the store's.
 */
export async function changesSince(
  store: Store,
  actor: Actor,
  { frame, position: from }: { frame: SyncFrame; position: SyncPosition },
): Promise<ChangeSync | undefined> {
  const changes: SyncChange[] = [];
  let position = from;
  for (;;) {
    const wasUnfinished = position.unfinished !== undefined;
    const part = await store.as(actor).syncChanges(frame, position);
    if (!part) return undefined;
    changes.push(...part.changes);
    position = part.position;
    const isEnough = position.unfinished ? changes.length > 0 : !wasUnfinished;
    if (isEnough) return { changes, position };
  }
}

export interface Widening {
  /** As it is now, and as it was before. */
  readonly frame: SyncFrame;
  readonly narrow: SyncFrame;
  readonly heldFrom: HeldFrom | undefined;
  readonly recordCount?: number;
  readonly maxRecords: number;
}

/**
 * Messages older than those the client was given: as many as make up `recordCount` together with them, or else those
 * that an earlier start of the frame brings in. (WIRE contract, section 3.)
 */
export async function olderThanHeld(
  store: Store,
  actor: Actor,
  { frame, narrow, heldFrom, recordCount, maxRecords }: Widening,
): Promise<{ older: readonly Message[]; heldFrom: HeldFrom | undefined }> {
  const isWider = frame.dateFromMs < narrow.dateFromMs;
  if (!isWider && (recordCount === undefined || heldFrom === undefined)) return { older: [], heldFrom };
  const isHeld = ({ copy, page }: Message) =>
    heldFrom ? copy.copyId >= heldFrom.copyId : page.createdMs >= narrow.dateFromMs;
  const untilMs = heldFrom ? heldFrom.createdMs + 1 : narrow.dateFromMs;
  const rest = recordCount === undefined ? { ...frame, dateToMs: Math.min(untilMs, frame.dateToMs) } : frame;
  const { records, areOlderLeft } = await store.as(actor).syncAll(rest, recordCount ?? maxRecords);
  const older = records.filter((message) => !isHeld(message));
  if (!areOlderLeft) return { older, heldFrom: undefined };
  // With as many asked for as the client has, or fewer, it is left with what it has.
  return { older, heldFrom: older.length > 0 ? oldestOf(older) : (heldFrom ?? oldestOf(records)) };
}

/** `records` are newest first. */
export function oldestOf(records: readonly Message[]): HeldFrom | undefined {
  const oldest = records.at(-1);
  return oldest && { copyId: oldest.copy.copyId, createdMs: oldest.page.createdMs };
}
