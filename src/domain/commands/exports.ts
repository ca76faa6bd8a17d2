/** What can be asked of exports, as plain data, with the answer each gives. */

import type { ExportFrame, Report } from '../export.ts';
import type { AccountId } from '../ids.ts';
import type { Actor } from '../session.ts';
import type { Operator } from './company.ts';

/** `toMs` is exclusive, and now if it is absent or later. */
interface AskedFrame {
  readonly fromMs: number;
  readonly toMs?: number;
}

/** Asks for an export that the server is to write. */
export interface CreateReport extends AskedFrame {
  readonly kind: 'create-report';
  readonly accountId: AccountId;
  readonly actor: Actor;
  readonly taskId: string;
  readonly messageTypes: readonly string[] | null;
}

/** An export that the command line writes itself: only its frame, and its entry in the audit trail. */
export interface BeginExport extends AskedFrame {
  readonly kind: 'begin-export';
  readonly accountId: AccountId;
  readonly actor: Operator;
}

/**
 * What became of a report, as the server itself says. Beginning one too often makes it Failed. Null, with nothing changed,
 * when others write exports by now.
 */
export interface AdvanceReport {
  readonly kind: 'advance-report';
  readonly accountId: AccountId;
  /** Of the lease under which it is written. */
  readonly epoch: number;
  readonly taskId: string;
  readonly to:
    | { readonly status: 'InProgress' | 'Failed' }
    /** Stopped in the middle by the server's own end: it is no fault of the export's. */
    | { readonly status: 'Accepted' }
    | { readonly status: 'Completed'; readonly sizeBytes: number };
}

/** Someone takes the archive away; its content is not the store's. */
export interface DownloadReport {
  readonly kind: 'download-report';
  readonly accountId: AccountId;
  readonly actor: Actor;
  readonly taskId: string;
}

/** Forgets a report whose time is over. */
export interface RemoveReport {
  readonly kind: 'remove-report';
  readonly accountId: AccountId;
  readonly taskId: string;
}

export interface ExportOutcomes {
  'create-report': Report;
  'begin-export': ExportFrame;
  'advance-report': Report | null;
  'download-report': Report;
  'remove-report': null;
}

export type ExportCommand = CreateReport | BeginExport | AdvanceReport | DownloadReport | RemoveReport;
