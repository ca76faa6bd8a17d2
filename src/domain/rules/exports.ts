/** Who may export what was said, and what becomes of an export. Asking for one and each download are audited. */

import type { OutcomeOf } from '../command.ts';
import type { AdvanceReport, BeginExport, CreateReport, DownloadReport, RemoveReport } from '../commands/exports.ts';
import type { Decided } from '../effect.ts';
import { DomainError } from '../errors.ts';
import { type ExportFrame, isFinished, maxAttempts, maxOpenReports, type Report } from '../export.ts';
import { type Asking, ask, take } from '../fact.ts';
import type { Now } from '../facts/account.ts';
import { exportLease } from '../leases.ts';
import { requirePermission } from './actor.ts';
import { type AuditedChange, audited } from './audited.ts';
import { requireNow } from './now.ts';

/** An export of any size is hardly ready sooner. */
const retryAfterS = 10;

export function* createReport(command: CreateReport): Asking<Decided<OutcomeOf<CreateReport>>> {
  const { actor, taskId, messageTypes } = command;
  yield* requirePermission(actor, 'Users');
  const now = yield* requireNow();
  const span = spanOf(command, now);
  const open = yield* ask({ kind: 'open-reports' });
  if (open >= maxOpenReports) {
    throw new DomainError({ code: 'too-many-reports', subject: String(maxOpenReports), retryAfterS });
  }
  const frame: ExportFrame = { ...span, beforeId: (yield* take(0)).first };
  const report: Report = {
    ...{ taskId, extensionId: actor.extensionId, status: 'Accepted', frame, messageTypes },
    ...{ createdMs: now.timeMs, startedMs: null, finishedMs: null, attempts: 0, sizeBytes: null },
  };
  return {
    value: report,
    effects: [{ kind: 'report-put', report }, audited(actor, now.timeMs, exportOf(frame, taskId))],
  };
}

export function* beginExport(command: BeginExport): Asking<Decided<OutcomeOf<BeginExport>>> {
  const now = yield* requireNow();
  const frame: ExportFrame = { ...spanOf(command, now), beforeId: (yield* take(0)).first };
  return {
    value: frame,
    effects: [audited(command.actor, now.timeMs, exportOf(frame, null))],
  };
}

export function* advanceReport({ taskId, to, epoch }: AdvanceReport): Asking<Decided<OutcomeOf<AdvanceReport>>> {
  if ((yield* ask({ kind: 'lease-epoch', name: exportLease })) !== epoch) return { value: null, effects: [] };
  const before = yield* requireReport(taskId);
  if (isFinished(before)) return { value: before, effects: [] };
  const { timeMs } = yield* requireNow();
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
  const { timeMs } = yield* requireNow();
  return {
    value: report,
    effects: [audited(actor, timeMs, { ...exportOf(report.frame, taskId), action: 'download-export' })],
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

type Span = Pick<ExportFrame, 'fromMs' | 'toMs'>;

/** What was sent in the very moment of asking is in it. */
function spanOf({ fromMs, toMs }: CreateReport | BeginExport, { timeMs }: Now): Span {
  const span = { fromMs, toMs: Math.min(toMs ?? timeMs + 1, timeMs + 1) };
  if (span.fromMs < span.toMs) return span;
  throw new DomainError({ code: 'invalid-parameter', parameter: 'dateFrom' });
}

function exportOf({ fromMs, toMs }: Span, taskId: string | null): AuditedChange {
  const [dateFrom, dateTo] = [new Date(fromMs).toISOString(), new Date(toMs - 1).toISOString()];
  return { action: 'export-messages', target: taskId, details: { dateFrom, dateTo } };
}
