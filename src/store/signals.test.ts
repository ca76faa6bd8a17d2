/** Who is told of a commit: one signal an account, of what its effects mean. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Effect } from '../domain/effect.ts';
import type { AccountId } from '../domain/ids.ts';
import type { Signal } from '../domain/reads/changes.ts';
import { createSignals, SignalCollector } from './signals.ts';

const [one, other] = [1 as AccountId, 2 as AccountId];
const of = (...kinds: Effect['kind'][]) => kinds.map((kind) => ({ kind }) as Effect);
const signal = (accountId: AccountId, haveSessionsEnded: boolean, haveSubscriptionsChanged: boolean): Signal => {
  return { accountId, haveSessionsEnded, haveSubscriptionsChanged };
};

function collected(...commands: [AccountId, Effect[]][]): Signal[] {
  const collector = new SignalCollector();
  for (const [accountId, effects] of commands) collector.add(accountId, effects);
  return [...collector.signals];
}

const rows: [name: string, commands: [AccountId, Effect[]][], signals: Signal[]][] = [
  ['nothing is told of no effects', [[one, []]], []],
  ['nothing is told of what is nobody’s news', [[one, of('token-used', 'audit-recorded')]], []],
  [
    'a page is told, beside what is nobody’s news',
    [[one, of('audit-recorded', 'page-added')]],
    [signal(one, false, false)],
  ],
  ['a changed copy is told', [[one, of('copy-changed')]], [signal(one, false, false)]],
  ['someone who left is told', [[one, of('member-left')]], [signal(one, false, false)]],
  ['someone who takes part is told', [[one, of('participant-changed')]], [signal(one, false, false)]],
  [
    'that sessions ended is told, with all that rests on them',
    [[one, of('session-ended', 'audit-recorded')]],
    [signal(one, true, true)],
  ],
  ['that subscriptions changed is told', [[one, of('subscription-put')]], [signal(one, false, true)]],
  [
    'what one command changed, a later one does not make unsaid',
    [
      [one, of('session-ended')],
      [one, of('page-added')],
    ],
    [signal(one, true, true)],
  ],
  [
    'what a later command changes is said as well',
    [
      [one, of('page-added')],
      [one, of('subscription-put')],
    ],
    [signal(one, false, true)],
  ],
  [
    'each account is told of its own',
    [
      [one, of('page-added')],
      [other, of('session-ended')],
    ],
    [signal(one, false, false), signal(other, true, true)],
  ],
];
for (const [name, commands, signals] of rows) test(name, () => assert.deepEqual(collected(...commands), signals));

test('whoever listens is told after whoever sends has gone on, and no more once they stop', async () => {
  const signals = createSignals();
  const heard: Signal[] = [];
  const stop = signals.listen((news) => heard.push(news));
  signals.send([signal(one, false, false)]);
  assert.deepEqual(heard, []);
  await Promise.resolve();
  assert.deepEqual(heard, [signal(one, false, false)]);
  stop();
  signals.send([signal(one, false, false)]);
  await Promise.resolve();
  assert.equal(heard.length, 1);
});
