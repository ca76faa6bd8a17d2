/** What is written to the copy of the mailbox, as the tabs that show it are told. */

import type { MessageJson, SyncRecord } from '../api/shapes.ts';

/** How far the copy goes: kept together with it, so that neither is ever ahead of the other. */
export interface Position {
  /** To ask from what changed. */
  readonly token: string;
  /** The place in the server's sequence that the token stands for, as far as it has said. */
  readonly sequence?: number | undefined;
  /** The copy is whole back to this moment; undefined if it is whole. */
  readonly wholeFromMs?: number | undefined;
  /** Another number each time that the copy is begun anew. */
  readonly epoch?: number | undefined;
}

export interface CopyNews {
  /** Counts what was written, by whichever tab. */
  readonly revision: number;
  readonly position?: Position | undefined;
  /** Whether what was there before is gone. */
  readonly isAfresh?: boolean | undefined;
  readonly whole: readonly MessageJson[];
  /** What is gone: what the server said of it, or only its id where its owner removed it here. */
  readonly gone: readonly (SyncRecord | Pick<SyncRecord, 'id'>)[];
  /** Whether it has just happened, and was not only fetched now. */
  readonly isNews?: boolean | undefined;
}

/** With what the records of a sync are taken in. */
export interface Taken {
  /** How far the copy goes with these records. */
  readonly position?: Partial<Position>;
  /** Whether what was there before is to go. */
  readonly isAfresh?: boolean;
  /** Whether they have just happened. */
  readonly isNews?: boolean;
  /** What the copy was when they were asked for: what has gone since stays gone. */
  readonly askedAt?: Moment;
}

/** What the copy was at some time. */
export interface Moment {
  readonly revision: number;
  readonly epoch: number | undefined;
}

export function positionAfter(before: Position | undefined, { position, isAfresh }: Taken): Position | undefined {
  if (!position) return undefined;
  if (isAfresh) return { ...position, epoch: (before?.epoch ?? 0) + 1 } as Position;
  // A part of one is nothing without the rest.
  return before || position.token !== undefined ? ({ ...before, ...position } as Position) : undefined;
}

export function isWhole(record: SyncRecord): record is MessageJson {
  return record.availability === 'Alive' && record.subject !== undefined;
}
