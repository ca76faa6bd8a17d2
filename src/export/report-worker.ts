/** Writes the exports that were asked for, one after another, and forgets them after their time. */

import type { Readable } from 'node:stream';
import type { Clock } from '../domain/clock.ts';
import type { AdvanceReport } from '../domain/commands/exports.ts';
import { unwrap } from '../domain/errors.ts';
import { isFinished, type Report } from '../domain/export.ts';
import { exportLease, type HeldLease, type LeasedWork, type LeaseHolder } from '../domain/leases.ts';
import type { KeptReport } from '../domain/reads/exports.ts';
import type { Store } from '../domain/store.ts';
import { createWakeable } from '../wakeable.ts';
import { type ArchiveFolder, openArchiveFolder } from './archive-folder.ts';

export interface ReportWorkerOptions {
  readonly store: Store;
  /** Of several processes one writes exports. */
  readonly holder: LeaseHolder;
  readonly clock: Clock;
  readonly dataDir: string;
  /** How long an archive lies ready once it is finished. */
  readonly keepMs: number;
  /** Hears why an export failed. */
  readonly log: { error(about: object, text: string): void };
}

export interface ReportWorker {
  /** Says that there may be work. */
  wake(): void;
  /** The archive of a report; undefined if it is not there, or its time is over. */
  read(report: Report): Promise<Readable | undefined>;
  /** Stops in the middle of whatever is being written: it is begun again at the next start. */
  close(): Promise<void>;
}

/** Others, who do not write exports themselves, may have been asked for one. */
const lookEveryMs = 10_000;

interface Writing {
  readonly epoch: number;
  readonly signal: AbortSignal;
  /** False once others may write. */
  readonly confirm: () => Promise<boolean>;
}

/** Writes one export, and says what the store is to keep of it. */
function createWriteOne({ store, log }: ReportWorkerOptions, folder: ArchiveFolder, writing: Writing) {
  const { epoch, signal, confirm } = writing;
  return async ({ accountId, report: { taskId, frame, messageTypes } }: KeptReport): Promise<AdvanceReport['to']> => {
    try {
      const account = (await store.server.listAccounts()).find((one) => one.accountId === accountId);
      if (!account) throw new Error(`there is no account ${accountId}`);
      // The machinery of archives is loaded when it is first needed.
      const { writeArchive } = await import('./write-archive.ts');
      const hasPages = messageTypes === null || messageTypes.includes('Pager');
      const request = { reads: store.server, account, frame, hasPages, signal, mayStillKeep: confirm };
      // Whoever wrote it before may not have noticed yet that others do: each has a draft of its own, and makes sure
      // before it becomes the archive, whose size the report may have been given by another.
      const file = folder.fileOf(taskId);
      const { sizeBytes } = await writeArchive(request, file, `${file}.${epoch}.part`);
      return { status: 'Completed', sizeBytes };
    } catch (error) {
      if (signal.aborted || !(await confirm())) return { status: 'Accepted' };
      log.error({ err: error, taskId }, 'an export failed');
      return { status: 'Failed' };
    }
  };
}

/** Begins with what was left unfinished, as soon as nobody else writes exports. */
export function startReportWorker(options: ReportWorkerOptions): ReportWorker {
  const { clock, dataDir, keepMs, holder } = options;
  const folder = openArchiveFolder(dataDir);
  const sureMs = () => clock.sureMs?.() ?? clock.nowMs();
  const isOver = ({ finishedMs }: Report) => finishedMs !== null && finishedMs + keepMs <= sureMs();
  let writer: Writer | undefined;
  const claim = holder.keep(exportLease, (lease) => {
    writer = startWriting(options, { folder, isOver, lease });
    return writer;
  });
  return {
    wake: () => writer?.wake(),
    read: async (report) => (isOver(report) ? undefined : await folder.read(report.taskId)),
    async close() {
      await claim.end();
    },
  };
}

interface Writer extends LeasedWork {
  wake(): void;
}

interface WriterParts {
  readonly folder: ArchiveFolder;
  readonly isOver: (report: Report) => boolean;
  readonly lease: HeldLease;
}

function startWriting(options: ReportWorkerOptions, { folder, isOver, lease }: WriterParts): Writer {
  const { store, log } = options;
  const { epoch } = lease;
  const closing = new AbortController();
  const signal = AbortSignal.any([closing.signal, lease.signal]);
  const writeOne = createWriteOne(options, folder, { epoch, signal, confirm: lease.confirm });
  let isTidy = false;
  const working = createWakeable({
    async run() {
      try {
        await forgetOld();
        await writeAll();
      } finally {
        working.wakeIn(lookEveryMs);
      }
    },
    // The store was overloaded, or its disk full: the next look is soon enough.
    failed: (err) => log.error({ err }, 'exports are put off'),
  });

  async function forgetOld(): Promise<void> {
    const reports = await store.server.listReports();
    for (const { accountId, report } of reports.filter((one) => isOver(one.report))) {
      unwrap(await store.execute({ kind: 'remove-report', accountId, taskId: report.taskId }));
      await folder.remove(report.taskId);
    }
    // What was listed is no longer all there is, if another has written since.
    if (isTidy || !(await lease.confirm())) return;
    isTidy = true;
    await folder.keepOnly(reports.filter(({ report }) => !isOver(report)).map(({ report }) => report.taskId));
  }

  async function writeAll(): Promise<void> {
    while (!signal.aborted && (await lease.confirm())) {
      const next = (await store.server.listReports()).find(({ report }) => !isFinished(report));
      if (!next) return;
      await write(next);
    }
  }

  async function write({ accountId, report: { taskId } }: KeptReport): Promise<void> {
    const advance = { kind: 'advance-report', accountId, epoch, taskId } as const;
    const report = unwrap(await store.execute({ ...advance, to: { status: 'InProgress' } }));
    if (report?.status !== 'InProgress') return;
    const to = await writeOne({ accountId, report });
    unwrap(await store.execute({ ...advance, to }));
  }

  working.wake();
  return {
    wake: working.wake,
    async end() {
      closing.abort();
      await working.end();
    },
  };
}
