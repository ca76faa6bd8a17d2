/** Exports from being asked for to being forgotten, over ends of the server and with a clock that is moved by hand. */

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { unwrap } from '../domain/errors.ts';
import { isFinished, type Report, type ReportStatus } from '../domain/export.ts';
import { holdAlone } from '../process/lease-holder.fixture.ts';
import { type Company, foundCompany } from '../store/contract/company.fixture.ts';
import { openTestStore } from '../store/open-test-store.fixture.ts';
import { startReportWorker } from './report-worker.ts';
import { writeArchive } from './write-archive.ts';

const hourMs = 3_600_000;

interface Scene {
  readonly company: Company;
  readonly dataDir: string;
  readonly errors: object[];
  setMs(nowMs: number): void;
  /** The clock shows so much more than what is sure. */
  doubt(byMs: number): void;
  start(): ReturnType<typeof startReportWorker>;
  ask(taskId: string, messageTypes?: string[] | null): Promise<Report>;
  report(taskId: string): Promise<Report | undefined>;
  /** The report once that is so of it; fails after a while. */
  until(taskId: string, isSo: (report: Report | undefined) => boolean): Promise<Report | undefined>;
  /** Puts a report into the state that a server which died left it in. */
  leave(taskId: string, status: ReportStatus, times: number): Promise<void>;
}

const atTheEnd: (() => Promise<void>)[] = [];

function scene(name: string, body: (scene: Scene) => Promise<void>): void {
  test(name, async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'beckon-export-'));
    let nowMs = 1_700_000_000_000;
    let aheadMs = 0;
    const clock = { nowMs: () => nowMs + aheadMs, sureMs: () => nowMs };
    const store = await openTestStore({ clock });
    const company = await foundCompany(store);
    const holder = await holdAlone(store);
    const { accountId } = company;
    const errors: object[] = [];
    const report = (taskId: string) => store.as(company.actorOf('101')).readReport(taskId);
    try {
      await company.send('101', ['102', '103']);
      await body({
        company,
        dataDir,
        errors,
        setMs(ms) {
          nowMs = ms;
        },
        doubt(byMs) {
          aheadMs = byMs;
        },
        start() {
          const log = { error: (about: object) => errors.push(about) };
          const worker = startReportWorker({ store, holder, clock, dataDir, keepMs: hourMs, log });
          atTheEnd.push(() => worker.close());
          return worker;
        },
        ask: async (taskId, messageTypes = null) =>
          unwrap(await company.change({ kind: 'create-report', taskId, fromMs: 0, messageTypes })) as Report,
        report,
        async until(taskId, isSo) {
          for (let turn = 0; turn < 1000; turn++) {
            const now = await report(taskId);
            if (isSo(now)) return now;
            await delay(5);
          }
          throw new Error(`${taskId} is ${JSON.stringify(await report(taskId))}`);
        },
        async leave(taskId, status, times) {
          for (let time = 0; time < times; time++) {
            const to = { status } as { status: 'InProgress' };
            unwrap(await store.execute({ kind: 'advance-report', accountId, epoch: 0, taskId, to }));
          }
        },
      });
    } finally {
      for (const end of atTheEnd.splice(0)) await end();
      await holder.end();
      await store.close();
      rmSync(dataDir, { recursive: true });
    }
  });
}

scene('what was asked for is written, readable by its owner alone, and its size is told', async (s) => {
  const worker = s.start();
  await s.ask('task');
  worker.wake();
  const report = await s.until('task', (one) => one?.status === 'Completed');
  const file = join(s.dataDir, 'exports', 'task.zip');
  const { size, mode } = statSync(file);
  assert.equal(report?.sizeBytes, size);
  assert.equal(mode & 0o777, 0o600);
  assert.equal(statSync(join(s.dataDir, 'exports')).mode & 0o777, 0o700);
  const content = report && (await worker.read(report));
  assert.ok(content);
  content.destroy();
});

scene('what a server that died left unfinished is written at the next start, its remains removed', async (s) => {
  await s.ask('task');
  await s.leave('task', 'InProgress', 1);
  s.start().close();
  writeFileSync(join(s.dataDir, 'exports', 'task.zip.part'), 'half');
  writeFileSync(join(s.dataDir, 'exports', 'unknown.zip'), 'of no report');
  s.start();
  const report = await s.until('task', (one) => one !== undefined && isFinished(one));
  assert.equal(report?.status, 'Completed');
  assert.deepEqual(readdirSync(join(s.dataDir, 'exports')), ['task.zip']);
});

scene('an export in whose middle the server died three times is Failed, and others go on', async (s) => {
  await s.ask('deadly');
  await s.leave('deadly', 'InProgress', 3);
  await s.ask('other');
  s.start();
  await s.until('other', (one) => one?.status === 'Completed');
  assert.equal((await s.report('deadly'))?.status, 'Failed');
  assert.equal((await s.ask('again')).status, 'Accepted');
});

scene('a server told to stop leaves the export for its next start, whole or not begun', async (s) => {
  await s.ask('task');
  const worker = s.start();
  await s.until('task', (one) => one?.status !== 'Accepted');
  await worker.close();
  const left = await s.report('task');
  assert.ok(left?.status === 'Accepted' || left?.status === 'Completed', left?.status);
  const files = left.status === 'Completed' ? ['task.zip'] : [];
  assert.deepEqual(readdirSync(join(s.dataDir, 'exports')), files);
  s.start();
  assert.equal((await s.until('task', (one) => one?.status === 'Completed'))?.attempts, 1);
});

scene('an archive is gone once its time is sure to be over, and the report with it', async (s) => {
  const worker = s.start();
  await s.ask('task');
  worker.wake();
  const report = (await s.until('task', (one) => one?.status === 'Completed')) as Report;
  s.setMs((report.finishedMs ?? 0) + hourMs - 1);
  s.doubt(40 * 24 * hourMs);
  const open = await worker.read(report);
  assert.ok(open);
  open.destroy();
  s.doubt(0);
  s.setMs((report.finishedMs ?? 0) + hourMs);
  assert.equal(await worker.read(report), undefined, 'before anyone has come to remove it');
  worker.wake();
  await s.until('task', (one) => one === undefined);
  // The file goes after the report does.
  await worker.close();
  assert.deepEqual(readdirSync(join(s.dataDir, 'exports')), []);
});

scene('an export that cannot be written is Failed, and can be asked for again', async (s) => {
  const worker = s.start();
  rmSync(join(s.dataDir, 'exports'), { recursive: true });
  await s.ask('task');
  worker.wake();
  const report = await s.until('task', (one) => one !== undefined && isFinished(one));
  assert.equal(report?.status, 'Failed');
  assert.equal(s.errors.length > 0, true);
  assert.equal((await s.ask('again')).status, 'Accepted');
});

scene('a reader that fails in the middle leaves no file', async ({ company, dataDir }) => {
  const { store, accountId } = company;
  const frame = unwrap(await store.execute({ kind: 'begin-export', accountId, actor: 'operator', fromMs: 0 }));
  let reads = 0;
  const failing = {
    ...store.server,
    listMailbox: async (...args: Parameters<typeof store.server.listMailbox>) => {
      if (++reads === 6) throw new Error('the disk is gone');
      return await store.server.listMailbox(...args);
    },
  };
  const account = { accountId, name: 'Company' };
  await assert.rejects(writeArchive({ reads: failing, account, frame }, join(dataDir, 'all.zip')), /the disk is gone/);
  assert.deepEqual(readdirSync(dataDir), []);
  const { messageCount } = await writeArchive({ reads: store.server, account, frame }, join(dataDir, 'all.zip'));
  assert.equal(messageCount, 3);
});
