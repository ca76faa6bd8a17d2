/** Writes the exports that were asked for, one after another, and forgets them after their time. */

import type { Readable } from 'node:stream';
import type { Clock } from '../domain/clock.ts';
import type { AdvanceReport } from '../domain/commands/exports.ts';
import { unwrap } from '../domain/errors.ts';
import { isFinished, type Report } from '../domain/export.ts';
import type { KeptReport } from '../domain/reads/exports.ts';
import type { Store } from '../domain/store.ts';
import { createWakeable } from '../wakeable.ts';
import { type ArchiveFolder, openArchiveFolder } from './archive-folder.ts';

export interface ReportWorkerOptions {
  readonly store: Store;
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

const lookEveryMs = 60_000;

/** Writes one export, and says what the store is to keep of it. */
function createWriteOne({ store, log }: ReportWorkerOptions, folder: ArchiveFolder, signal: AbortSignal) {
  return async ({ accountId, report: { taskId, frame, messageTypes } }: KeptReport): Promise<AdvanceReport['to']> => {
    try {
      const account = (await store.listAccounts()).find((one) => one.accountId === accountId);
      if (!account) throw new Error(`there is no account ${accountId}`);
      // The machinery of archives is loaded when it is first needed.
      const { writeArchive } = await import('./write-archive.ts');
      const hasPages = messageTypes === null || messageTypes.includes('Pager');
      const request = { store, account, frame, hasPages, signal };
      const { sizeBytes } = await writeArchive(request, folder.fileOf(taskId));
      return { status: 'Completed', sizeBytes };
    } catch (error) {
      if (signal.aborted) return { status: 'Accepted' };
      log.error({ err: error, taskId }, 'an export failed');
      return { status: 'Failed' };
    }
  };
}

/** Begins with what an earlier run left unfinished. */
export function startReportWorker(options: ReportWorkerOptions): ReportWorker {
  const { store, clock, dataDir, keepMs, log } = options;
  const folder = openArchiveFolder(dataDir);
  const closing = new AbortController();
  const writeOne = createWriteOne(options, folder, closing.signal);
  let isTidy = false;

  const sureMs = () => clock.sureMs?.() ?? clock.nowMs();
  const isOver = ({ finishedMs }: Report) => finishedMs !== null && finishedMs + keepMs <= sureMs();

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
    const reports = await store.listReports();
    for (const { accountId, report } of reports.filter((one) => isOver(one.report))) {
      unwrap(await store.execute({ kind: 'remove-report', accountId, taskId: report.taskId }));
      await folder.remove(report.taskId);
    }
    if (isTidy) return;
    isTidy = true;
    await folder.keepOnly(reports.filter(({ report }) => !isOver(report)).map(({ report }) => report.taskId));
  }

  async function writeAll(): Promise<void> {
    while (!closing.signal.aborted) {
      const next = (await store.listReports()).find(({ report }) => !isFinished(report));
      if (!next) return;
      await write(next);
    }
  }

  async function write({ accountId, report: { taskId } }: KeptReport): Promise<void> {
    const report = unwrap(
      await store.execute({ kind: 'advance-report', accountId, taskId, to: { status: 'InProgress' } }),
    );
    if (report.status !== 'InProgress') return;
    const to = await writeOne({ accountId, report });
    unwrap(await store.execute({ kind: 'advance-report', accountId, taskId, to }));
  }

  working.wake();
  return {
    wake: working.wake,
    read: async (report) => (isOver(report) ? undefined : await folder.read(report.taskId)),
    async close() {
      closing.abort();
      await working.end();
    },
  };
}
