/** A server whose clock is wrong erases nothing, says so, and goes on by itself once it is right. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createConditions } from '../conditions.ts';
import { createSystemClock } from '../domain/clock.ts';
import { settleMs } from '../domain/clock-judgement.ts';
import { DomainError, unwrap } from '../domain/errors.ts';
import { dayMs } from '../domain/retention.ts';
import type { Store } from '../domain/store.ts';
import { type Company, centuryS, foundCompany } from '../store/contract/company.fixture.ts';
import { openTestStore } from '../store/open-test-store.fixture.ts';
import { createClockKeeper } from './clock-keeper.ts';
import { createSweeper } from './sweeper.ts';

const log = { error: (about: object) => assert.fail(JSON.stringify(about)) };
const silent = { error() {}, warn() {}, info() {} };
const hourMs = 3600 * 1000;
const startMs = 1_700_000_000_000;

/** A data folder, and servers on it one after another, each with the clock that the machine has then. */
function machine(t: TestContext) {
  const dataDir = mkdtempSync(join(tmpdir(), 'beckon-clock-'));
  t.after(() => rmSync(dataDir, { recursive: true }));
  const now = { wallMs: startMs, steadyMs: 0 };
  return {
    now,
    pass(ms: number) {
      now.wallMs += ms;
      now.steadyMs += ms;
    },
    async starts() {
      const clock = createSystemClock({ wallMs: () => now.wallMs, steadyMs: () => now.steadyMs });
      const store = await openTestStore({ dataDir, clock });
      const conditions = createConditions({ clock, log: silent });
      const keeper = await createClockKeeper({ store, clock, conditions, log, intervalMs: 1 });
      keeper.start();
      const sweeper = createSweeper({ store, intervalMs: 1, pauseMs: 0, log });
      return {
        store,
        sweep: () => sweeper.sweep(),
        blocks: () => conditions.standing().map(({ isBlocking }) => isBlocking),
        /** Until the keeper has looked at the clock as it is now. */
        async looks(isDone: () => boolean) {
          for (let look = 0; look < 2000 && !isDone(); look++) await delay(1);
          assert.ok(isDone());
        },
        async ends() {
          await keeper.stop();
          await store.close();
        },
      };
    },
  };
}

async function withPage(store: Store): Promise<Company> {
  const company = await foundCompany(store, 7, centuryS);
  const changes = { retentionDays: 7, deletedDays: 1, purgedDays: 1 };
  unwrap(await company.change({ kind: 'configure-retention', changes }));
  await company.send('101', ['102'], { text: 'kept' });
  return company;
}

/** The lives of what 102 was sent. */
async function livesIn(store: Store, { actorOf }: Company): Promise<string[]> {
  const everything = { page: 1, perPage: 9, availability: [], direction: [], dateFromMs: 0, dateToMs: 2 ** 53 - 1 };
  const { records } = await store.as(actorOf('102')).listMessages(everything);
  return records.map(({ copy }) => copy.availability);
}

test('40 days ahead at the start: nothing is erased, until someone says that it really is that late', async (t) => {
  const { now, pass, starts } = machine(t);
  const first = await starts();
  const company = await withPage(first.store);
  await first.ends();

  now.wallMs += 40 * dayMs;
  const { store, sweep, blocks, looks, ends } = await starts();
  assert.deepEqual(blocks(), [true]);
  await sweep();
  const numbersBehind = (now.wallMs - Date.UTC(2020)) * 1000 - (await store.server.readPosition(company.accountId));
  assert.ok(numbersBehind < 0, 'numbers of what was lost could be given again');
  pass(settleMs);
  await looks(() => blocks()[0] === false);
  for (let round = 0; round < 4; round++) await sweep();
  assert.deepEqual(await livesIn(store, company), ['Alive']);

  const { accountId } = company;
  unwrap(await store.execute({ kind: 'accept-clock', accountId, timeMs: now.wallMs }));
  await looks(() => blocks().length === 0);
  await sweep();
  assert.deepEqual(await livesIn(store, company), ['Deleted']);
  await ends();
});

test('what a wrong clock dated makes nothing older once it is right, in whatever process', async (t) => {
  const { now, pass, starts } = machine(t);
  const first = await starts();
  const company = await withPage(first.store);
  now.wallMs += 40 * dayMs;
  await assert.rejects(company.send('101', ['102']), DomainError);
  pass(settleMs);
  await company.send('101', ['102']);
  await first.ends();
  const second = await starts();
  await second.sweep();
  assert.deepEqual(await livesIn(second.store, company), ['Alive', 'Alive']);
  now.wallMs -= 40 * dayMs;
  await second.looks(() => second.blocks().length === 0);
  pass(dayMs);
  await second.sweep();
  assert.deepEqual(await livesIn(second.store, company), ['Alive', 'Alive']);
  await second.ends();
});

test('months behind at the start: pages go on from where time was, and by the true time once the clock is right', async (t) => {
  const { now, pass, starts } = machine(t);
  const first = await starts();
  const company = await withPage(first.store);
  await first.ends();
  now.wallMs -= 200 * dayMs;
  const { store, sweep, blocks, looks, ends } = await starts();
  pass(settleMs);
  await looks(() => blocks()[0] === false);
  const sent = async () => unwrap(await store.execute(company.page('101', ['102']))).page.createdMs;
  assert.equal(await sent(), startMs + settleMs);
  now.wallMs += 200 * dayMs;
  await looks(() => blocks().length === 0);
  pass(hourMs);
  assert.equal(await sent(), startMs + settleMs + hourMs);
  await sweep();
  assert.deepEqual(await livesIn(store, company), ['Alive', 'Alive', 'Alive']);
  await ends();
});

test('founded months behind: it goes on fifteen seconds after the clock was set right', async (t) => {
  const { now, pass, starts } = machine(t);
  const { store, sweep, blocks, looks, ends } = await starts();
  const company = await withPage(store);
  now.wallMs += 200 * dayMs;
  await looks(() => blocks()[0] === true);
  pass(settleMs);
  assert.equal(unwrap(await store.execute(company.page('101', ['102']))).page.createdMs, now.wallMs);
  await looks(() => blocks()[0] === false);
  await sweep();
  assert.deepEqual(await livesIn(store, company), ['Alive', 'Alive']);
  pass(dayMs);
  await looks(() => blocks().length === 0);
  await ends();
});
