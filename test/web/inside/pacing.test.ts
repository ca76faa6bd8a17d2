/** The gate that all requests of a browser pass: what the server asked for is obeyed by every tab, and sending comes first. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RateLimiter } from '../../../src/api/shared/rate-limiter.ts';
import { createPacing, type Pacing, type Priority, routeOf } from '../../../web/src/api/pacing.ts';
import { ApiError } from '../../../web/src/api/refusals.ts';
import { openLocalDatabase } from '../../../web/src/browser/local-schema.ts';
import type { Clock } from '../../../web/src/browser/ports.ts';
import { type HandClock, handClock } from './surroundings.ts';

const limit = 10;
const windowS = 60;
let databases = 0;

/** A server with one group, and browsers that ask it. */
async function setUp() {
  const clock = handClock();
  const limiter = new RateLimiter({ windowMs: windowS * 1000 });
  const browser = async () => {
    const db = await openLocalDatabase(`pacing ${++databases}`);
    return { tab: (its: Clock = clock) => createPacing({ database: async () => db, clock: its }) };
  };
  /** Whether it was let through and, if so, what the server said. */
  async function ask(pacing: Pacing, priority?: Priority, route = 'GET /x'): Promise<'ok' | 'refused' | number> {
    try {
      const startMs = await within(clock, pacing.enter(route, priority));
      const { remaining, isExceeded } = limiter.take('one', limit, clock.nowMs());
      const headers: Record<string, string> = {
        ...{
          'X-Rate-Limit-Group': 'light',
          'X-Rate-Limit-Limit': String(limit),
          'X-Rate-Limit-Window': String(windowS),
        },
        ...{ 'X-Rate-Limit-Remaining': String(remaining), ...(isExceeded ? { 'Retry-After': String(windowS) } : {}) },
      };
      const status = isExceeded ? 429 : 200;
      await pacing.heard(route, startMs, { status, header: (name) => headers[name] ?? null });
      return isExceeded ? 'refused' : 'ok';
    } catch (error) {
      assert.ok(error instanceof ApiError && error.status === 429 && error.retryAfterMs !== undefined);
      return error.retryAfterMs;
    }
  }
  const askElsewhere = (count: number) => {
    for (let n = 0; n < count; n++) limiter.take('one', limit, clock.nowMs());
  };
  return { clock, browser, ask, askElsewhere };
}

async function within<T>(clock: HandClock, entered: Promise<T>): Promise<T> {
  let isOver = false;
  const end = entered.finally(() => {
    isOver = true;
  });
  end.catch(() => {});
  for (let n = 0; n < 50 && !isOver; n++) await clock.pass(100);
  return await end;
}

test('one browser alone is never refused, however much its tabs ask for', async () => {
  const { clock, browser, ask } = await setUp();
  const { tab } = await browser();
  const tabs = [tab(), tab(), tab()];
  const answers: unknown[] = [];
  for (let n = 0; n < 60; n++) {
    answers.push(await ask(tabs[n % 3] as Pacing, 'first'));
    await clock.pass(1500);
  }
  assert.ok(!answers.includes('refused'));
  assert.ok(answers.filter((one) => one === 'ok').length >= 15, JSON.stringify(answers));
});

test('a refusal that one tab hears holds all of them back until it is over, to the moment', async () => {
  const { clock, browser, ask, askElsewhere } = await setUp();
  const { tab } = await browser();
  const [one, other] = [tab(), tab()];
  assert.equal(await ask(one, 'first'), 'ok');
  askElsewhere(limit);
  assert.equal(await ask(one, 'first'), 'refused');
  for (let s = 0; s < 55; s += 5) {
    assert.equal(typeof (await ask(other, 'first')), 'number');
    assert.equal(typeof (await ask(one, 'always')), 'number');
    await clock.pass(4900);
  }
  await clock.pass(10_000);
  assert.equal(await ask(other, 'first'), 'ok');
});

test('what can wait leaves room for what must not', async () => {
  const { browser, ask } = await setUp();
  const one = (await browser()).tab();
  let later = 0;
  while ((await ask(one, 'later')) === 'ok') later++;
  assert.equal(later, 6);
  for (let n = 0; n < 4; n++) assert.equal(await ask(one, 'first'), 'ok');
});

test('what other devices use up is noticed by what is told as remaining', async () => {
  const { browser, ask, askElsewhere } = await setUp();
  const one = (await browser()).tab();
  assert.equal(await ask(one, 'first'), 'ok');
  askElsewhere(8);
  assert.equal(await ask(one, 'first'), 'ok');
  assert.equal(typeof (await ask(one, 'first')), 'number');
});

test('a clock that was put back holds nothing up', async () => {
  const { browser, ask, askElsewhere, clock } = await setUp();
  const { tab } = await browser();
  askElsewhere(limit);
  assert.equal(await ask(tab()), 'refused', 'what is not known yet is tried');
  assert.equal(typeof (await ask(tab())), 'number');
  const early = tab({ ...clock, nowMs: () => clock.nowMs() - 9e6 });
  assert.equal(typeof (await early.enter('GET /x', 'normal')), 'number');
});

test('requests for one thing or another are of one route', () => {
  assert.equal(
    routeOf('PUT', '/restapi/v1.0/account/~/extension/~/message-store/1,2'),
    'PUT /restapi/v1.0/account/~/extension/~/message-store/*',
  );
  assert.equal(routeOf('GET', `/beckon/v1/sent/${'k'.repeat(43)}`), 'GET /beckon/v1/sent/*');
});
