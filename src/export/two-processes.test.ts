/** Two processes on one data folder: what one begins to export and loses, the other finishes, and nothing late spoils it. */

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { unwrap } from '../domain/errors.ts';
import type { Report } from '../domain/export.ts';
import { exportLease } from '../domain/leases.ts';
import type { Store } from '../domain/store.ts';
import { createLeaseHolder } from '../process/lease-holder.ts';
import { foundCompany } from '../store/contract/company.fixture.ts';
import { openTestStore } from '../store/open-test-store.fixture.ts';
import { startReportWorker } from './report-worker.ts';

const clock = { nowMs: () => 1_700_000_000_000 };
const times = { lifeMs: 300, beatMs: 50 };
const taskId = 'task';

interface Process {
  /** Resolves when it reads the first mailbox, which it is not given before it goes on. */
  readonly reads: Promise<void>;
  /** What it was answered to each change of a report. */
  readonly said: (Report | null)[];
  readonly errors: object[];
  readonly worker: ReturnType<typeof startReportWorker>;
  goOn(): void;
}

async function until<T>(found: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  for (let tries = 0; tries < 4000; tries++) {
    const value = await found();
    if (value !== undefined && value !== false) return value;
    await delay(5);
  }
  throw new Error('waited in vain');
}

async function sharing(t: TestContext) {
  const dataDir = mkdtempSync(join(tmpdir(), 'beckon-exports-'));
  const ends: (() => Promise<unknown>)[] = [];
  t.after(async () => {
    for (const end of ends.reverse()) await end();
    rmSync(dataDir, { recursive: true });
  });
  const open = async () => {
    const store = await openTestStore({ dataDir, clock, busyTimeoutMs: 5000 });
    ends.push(() => store.close());
    return store;
  };
  /** `standsStill`: in the middle of what it reads, signs of life and all. */
  async function start(standsStill: boolean): Promise<Process> {
    const store = await open();
    const [reads, going] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let [isStill, hasStood] = [false, false];
    const [said, errors]: [(Report | null)[], object[]] = [[], []];
    const log = { error: (about: object) => errors.push(about) };
    const server: Store['server'] = {
      ...store.server,
      async listMailbox(...args) {
        if (standsStill && !hasStood) {
          [isStill, hasStood] = [true, true];
          reads.resolve();
          await going.promise;
        }
        return await store.server.listMailbox(...args);
      },
    };
    const leases: Store['leases'] = {
      async tend(tending) {
        // It goes on for a while before it hears of the others.
        if (isStill) await going.promise.then(() => delay(500));
        isStill = false;
        return await store.leases.tend(tending);
      },
      leave: (holderId) => store.leases.leave(holderId),
    };
    const execute: Store['execute'] = async (command) => {
      const result = await store.execute(command);
      if (command.kind === 'advance-report') said.push(unwrap(result) as Report | null);
      return result;
    };
    const holder = await createLeaseHolder({ leases, log, times });
    const worker = startReportWorker({
      ...{ store: { ...store, server, execute }, holder, clock, dataDir, keepMs: 3_600_000, log },
    });
    ends.push(async () => {
      going.resolve();
      await worker.close();
      await holder.end();
    });
    return { reads: reads.promise, said, errors, worker, goOn: going.resolve };
  }
  const company = await foundCompany(await open());
  return { company, dataDir, start };
}

test('an export whose writer loses its lease is finished by the other; the late one changes neither report nor file', async (t) => {
  const { company, dataDir, start } = await sharing(t);
  const { store, actorOf } = company;
  for (let sent = 0; sent < 60; sent++) await company.send('101', ['102', '103']);
  unwrap(await company.change({ kind: 'create-report', taskId, fromMs: 0, messageTypes: null }));
  const report = () => store.as(actorOf('101')).readReport(taskId);

  const first = await start(true);
  await first.reads;
  assert.equal((await report())?.status, 'InProgress');
  const second = await start(false);
  const finished = await until(async () => {
    const now = await report();
    return now?.status === 'Completed' ? now : undefined;
  });
  assert.deepEqual(second.said.at(-1), finished);
  const download = async () => {
    const content = await second.worker.read(finished);
    assert.ok(content);
    return await buffer(content);
  };
  const whole = await download();
  assert.equal(whole.length, finished.sizeBytes);

  // What the first still writes would be shorter.
  for (const { copy } of (await company.mailboxOf('102')).records) {
    const { copyId } = copy;
    const actor = actorOf('102');
    unwrap(await store.execute({ kind: 'delete-message', accountId: company.accountId, actor, copyId, isPurge: true }));
  }
  first.goOn();
  await until(() => first.said.length === 2);
  assert.deepEqual(
    first.said.map((answer) => answer?.status ?? null),
    ['InProgress', null],
  );
  await first.worker.close();
  assert.deepEqual(await report(), finished);
  assert.deepEqual(await download(), whole);
  assert.deepEqual(readdirSync(join(dataDir, 'exports')), [`${taskId}.zip`]);
});

test('what a former writer still says of a report, whatever it is, changes nothing', async (t) => {
  const { company, start } = await sharing(t);
  const { store, accountId, actorOf } = company;
  await company.send('101', ['102']);
  const first = await start(true);
  unwrap(await company.change({ kind: 'create-report', taskId, fromMs: 0, messageTypes: null }));
  first.worker.wake();
  await first.reads;
  const tending = { holderId: 'other', lifeMs: 1e9, wanted: [exportLease], returned: [], isAlone: false };
  const { others } = await store.leases.tend({ ...tending, silent: [] });
  const { held } = await store.leases.tend({ ...tending, silent: others });
  const epoch = held[0]?.epoch ?? 0;
  const before = await store.as(actorOf('101')).readReport(taskId);
  for (const to of [
    ...[{ status: 'InProgress' }, { status: 'Accepted' }, { status: 'Failed' }],
    { status: 'Completed', sizeBytes: 1 },
  ] as const) {
    const advance = { kind: 'advance-report', accountId, taskId, to } as const;
    assert.equal(unwrap(await store.execute({ ...advance, epoch: epoch - 1 })), null);
    assert.deepEqual(await store.as(actorOf('101')).readReport(taskId), before);
  }
});
