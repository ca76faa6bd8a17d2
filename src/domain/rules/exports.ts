/** Who may export what was said, and what becomes of an export. Asking for one and each download are audited. */

import type { OutcomeOf } from '../command.ts';
import type { AdvanceReport, BeginExport, CreateReport, DownloadReport, RemoveReport } from '../commands/exports.ts';
import type { Decided } from '../effect.ts';
import { DomainError } from '../errors.ts';
import { type ExportFrame, isFinished, maxAttempts, maxOpenReports, type Report } from '../export.ts';
import { type Asking, ask } from '../fact.ts';
import { exportLease } from '../leases.ts';
import { type OpenAccount, requireAccount } from './account.ts';
import { requirePermission } from './actor.ts';
import { type AuditedChange, audited } from './audited.ts';

/** An export of any size is hardly ready sooner. */
const retryAfterS = 10;

export function* createReport(command: CreateReport): Asking<Decided<OutcomeOf<CreateReport>>> {
  const { actor, taskId, messageTypes } = command;
  yield* requirePermission(actor, 'Users');
  const account = yield* requireAccount();
  const frame = frameOf(command, account);
  const open = yield* ask({ kind: 'open-reports' });
  if (open >= maxOpenReports) {
    throw new DomainError({ code: 'too-many-reports', subject: String(maxOpenReports), retryAfterS });
  }
  const report: Report = {
    ...{ taskId, extensionId: actor.extensionId, status: 'Accepted', frame, messageTypes },
    ...{ createdMs: account.timeMs, startedMs: null, finishedMs: null, attempts: 0, sizeBytes: null },
  };
  return {
    value: report,
    effects: [
      { kind: 'report-put', report },
      audited(actor, account.timeMs, exportOf(frame, taskId)),
      account.advancedBy(0),
    ],
  };
}

export function* beginExport(command: BeginExport): Asking<Decided<OutcomeOf<BeginExport>>> {
  const account = yield* requireAccount();
  const frame = frameOf(command, account);
  return {
    value: frame,
    effects: [audited(command.actor, account.timeMs, exportOf(frame, null)), account.advancedBy(0)],
  };
}

export function* advanceReport({ taskId, to, epoch }: AdvanceReport): Asking<Decided<OutcomeOf<AdvanceReport>>> {
  if ((yield* ask({ kind: 'lease-epoch', name: exportLease })) !== epoch) return { value: null, effects: [] };
  const before = yield* requireReport(taskId);
  if (isFinished(before)) return { value: before, effects: [] };
  const { timeMs } = yield* requireAccount();
  const report = advanced(before, to, timeMs);
  return { value: report, effects: [{ kind: 'report-put', report }] };
}

function advanced(before: Report, to: AdvanceReport['to'], timeMs: number): Report {
  switch (to.status) {
    case 'InProgress': {
      if (before.attempts >= maxAttempts) return advanced(before, { status: 'Failed' }, timeMs);
      return { ...before, status: 'InProgress', startedMs: timeMs, attempts: before.attempts + 1 };
    }
    case 'Accepted':
      return { ...before, status: 'Accepted', startedMs: null, attempts: Math.max(before.attempts - 1, 0) };
    case 'Failed':
      return { ...before, status: 'Failed', finishedMs: timeMs };
    case 'Completed':
      return { ...before, status: 'Completed', finishedMs: timeMs, sizeBytes: to.sizeBytes };
  }
}

export function* downloadReport({ actor, taskId }: DownloadReport): Asking<Decided<OutcomeOf<DownloadReport>>> {
  yield* requirePermission(actor, 'Users');
  const report = yield* requireReport(taskId);
  if (report.status !== 'Completed') throw new DomainError({ code: 'unknown-resource', parameter: 'archiveId' });
  const { timeMs, advancedBy } = yield* requireAccount();
  return {
    value: report,
    effects: [audited(actor, timeMs, { ...exportOf(report.frame, taskId), action: 'download-export' }), advancedBy(0)],
  };
}

export function* removeReport({ taskId }: RemoveReport): Asking<Decided<OutcomeOf<RemoveReport>>> {
  return { value: null, effects: (yield* ask({ kind: 'report', taskId })) ? [{ kind: 'report-removed', taskId }] : [] };
}

function* requireReport(taskId: string): Asking<Report> {
  const report = yield* ask({ kind: 'report', taskId });
  if (!report) throw new DomainError({ code: 'unknown-resource', parameter: 'taskId' });
  return report;
}

/** What was sent in the very moment of asking is in it. */
function frameOf({ fromMs, toMs }: CreateReport | BeginExport, { timeMs, nextSequence }: OpenAccount): ExportFrame {
  const frame = { fromMs, toMs: Math.min(toMs ?? timeMs + 1, timeMs + 1), beforeId: nextSequence };
  if (frame.fromMs < frame.toMs) return frame;
  throw new DomainError({ code: 'invalid-parameter', parameter: 'dateFrom' });
}

function exportOf({ fromMs, toMs }: ExportFrame, taskId: string | null): AuditedChange {
  const [dateFrom, dateTo] = [new Date(fromMs).toISOString(), new Date(toMs - 1).toISOString()];
  return { action: 'export-messages', target: taskId, details: { dateFrom, dateTo } };
}
