/** Exports: the organisation's record of what was said, and the tasks that write it into an archive. */

import type { ExtensionId, MessageId, Sequence } from './ids.ts';

/** Which messages an export holds. Times are milliseconds since 1970, `from` inclusive, `to` exclusive. */
export interface ExportFrame {
  readonly fromMs: number;
  readonly toMs: number;
  /** Only what was sent before the export was asked for: an export ends however much is sent meanwhile. */
  readonly beforeId: Sequence;
}

/** The ids that a frame comes to; `before` exclusive. */
export interface IdRange {
  readonly fromId: MessageId;
  readonly beforeId: MessageId;
}

/** `Accepted` waits for its turn; a server that stops in the middle begins it again. */
export type ReportStatus = 'Accepted' | 'InProgress' | 'Completed' | 'Failed';

/** An export that someone asked for through the API. */
export interface Report {
  /** Random. */
  readonly taskId: string;
  /** Who asked for it. */
  readonly extensionId: ExtensionId;
  readonly status: ReportStatus;
  readonly frame: ExportFrame;
  /** The vendor's types that were asked for, or null for any. */
  readonly messageTypes: readonly string[] | null;
  readonly createdMs: number;
  readonly startedMs: number | null;
  readonly finishedMs: number | null;
  /** How often it was begun. */
  readonly attempts: number;
  /** The archive's, once Completed. */
  readonly sizeBytes: number | null;
}

export function isFinished({ status }: Report): boolean {
  return status === 'Completed' || status === 'Failed';
}

/** A server that ends in the middle of the same export this often shall not begin it again. */
export const maxAttempts = 3;

/** How many exports of one account may be unfinished at once, as with the vendor. */
export const maxOpenReports = 2;
