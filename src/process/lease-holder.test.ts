/** Two processes on one data file, each with a connection of its own: one at a time does what is done under a lease. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { HeldLease, Leases } from '../domain/leases.ts';
import { openTestStore } from '../store/open-test-store.fixture.ts';
import { createLeaseHolder, type EndingLeaseHolder } from './lease-holder.ts';

const times = { lifeMs: 300, beatMs: 50 };
const log = { error() {} };

interface Process {
  readonly holder: EndingLeaseHolder;
  /** The lease under which it works now. */
  lease: HeldLease | undefined;
  readonly work: { end(): Promise<unknown> };
  /** From now on nothing that it says is heard, as if it stood still. */
  freeze(): void;
  thaw(): void;
}

async function processes(body: (open: () => Promise<Process>) => Promise<void>): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'beckon-leases-'));
  const ends: (() => Promise<unknown>)[] = [];
  const open = async () => {
    const store = await openTestStore({ dataDir, clock: { nowMs: () => 1_700_000_000_000 }, busyTimeoutMs: 5000 });
    let isFrozen = false;
    const leases: Leases = {
      tend: (tending) => (isFrozen ? Promise.reject(new Error('it stands still')) : store.leases.tend(tending)),
      leave: (holderId) => store.leases.leave(holderId),
    };
    const holder = await createLeaseHolder({ leases, log, times });
    const work = holder.keep('work', (lease) => {
      one.lease = lease;
      return {
        end: async () => {
          one.lease = undefined;
        },
      };
    });
    const one: Process = {
      ...{ holder, work, lease: undefined },
      freeze() {
        isFrozen = true;
      },
      thaw() {
        isFrozen = false;
      },
    };
    ends.push(async () => {
      await work.end();
      await holder.end();
      await store.close();
    });
    return one;
  };
  try {
    await body(open);
  } finally {
    for (const end of ends) await end();
    rmSync(dataDir, { recursive: true });
  }
}

async function until(isTrue: () => unknown): Promise<void> {
  for (const untilMs = performance.now() + 30_000; !isTrue() && performance.now() < untilMs; ) await delay(2);
  assert.ok(isTrue());
}

/** Many lives. */
const wait = () => delay(3 * times.lifeMs);

test('while both live the first works and the other does not, however long', () =>
  processes(async (open) => {
    const first = await open();
    await until(() => first.lease);
    const second = await open();
    await wait();
    assert.ok(first.lease);
    assert.equal(first.lease.epoch, 1);
    assert.equal(await first.lease.confirm(), true);
    assert.equal(second.lease, undefined);
  }));

test('given back, the other has it by the next epoch', () =>
  processes(async (open) => {
    const first = await open();
    await until(() => first.lease);
    const second = await open();
    await first.work.end();
    assert.equal(first.lease, undefined);
    await until(() => second.lease);
    assert.equal(second.lease?.epoch, 2);
  }));

test('one that stands still is not sure of its lease before another has it, and loses it once it goes on', () =>
  processes(async (open) => {
    const first = await open();
    await until(() => first.lease);
    const lease = first.lease as HeldLease;
    const second = await open();
    const deaths: boolean[] = [];
    for (const one of [first, second]) one.holder.onDeath(({ isOwn }) => deaths.push(isOwn));
    first.freeze();
    while (await lease.confirm()) {
      assert.equal(second.lease, undefined);
      await delay(1);
    }
    await until(() => second.lease);
    assert.equal(lease.signal.aborted, false, 'it does not know yet');
    assert.equal(await lease.confirm(), false);
    first.thaw();
    await until(() => lease.signal.aborted);
    await until(() => first.lease === undefined);
    assert.equal(second.lease?.epoch, 2);
    assert.deepEqual(deaths.sort(), [false, true]);
  }));

test('work that is ended and wanted again at once begins only when it has ended', () =>
  processes(async (open) => {
    const { holder } = await open();
    let running = 0;
    const begin = () => {
      running += 1;
      assert.equal(running, 1);
      return {
        end: async () => {
          await delay(20);
          running -= 1;
        },
      };
    };
    const first = holder.keep('again', begin);
    await until(() => running === 1);
    const ending = first.end();
    const second = holder.keep('again', begin);
    await ending;
    await until(() => running === 1);
    await second.end();
    assert.equal(running, 0);
  }));
