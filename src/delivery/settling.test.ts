/** Ends of attempts share a commit, and none waits for one that hangs. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { SettleDelivery } from '../domain/commands/deliveries.ts';
import type { AccountId } from '../domain/ids.ts';
import type { Store } from '../domain/store.ts';
import { Settling } from './settling.ts';

const commandOf = (number: number): SettleDelivery => ({
  ...{ kind: 'settle-delivery', accountId: 1 as AccountId, epoch: 1, subscriptionId: 'one', number, isAccepted: true },
  attempt: { timeMs: 0, statusCode: 200, latencyMs: 1, reason: null },
  ...{ maxAgeMs: 1, random: 0 },
});

/** Says which commands came in one turn of the event loop: those one commit keeps. */
function recorded(longestMs: number): { settling: Settling; commits: number[][] } {
  const commits: number[][] = [];
  let current: number[] | undefined;
  const execute = async ({ number }: SettleDelivery) => {
    if (!current) {
      current = [];
      commits.push(current);
      setImmediate(() => {
        current = undefined;
      });
    }
    current.push(number);
    return { ok: true, value: null };
  };
  return { settling: new Settling({ execute } as unknown as Pick<Store, 'execute'>, longestMs), commits };
}

test('what ends while others are under way is kept together with them', async () => {
  const { settling, commits } = recorded(1e6);
  const ends = [1, 2, 3].map(() => Promise.withResolvers<void>());
  const attempts = ends.map(({ promise }, index) =>
    settling.during(async () => {
      await promise;
      await settling.settle(commandOf(index));
    }),
  );
  for (const { resolve } of ends) {
    resolve();
    await turn();
  }
  await Promise.all(attempts);
  assert.deepEqual(commits, [[0, 1, 2]]);
});

test('what ended is kept soon though another attempt hangs, and at once when nothing else is under way', async () => {
  const { settling, commits } = recorded(1);
  const hanging = Promise.withResolvers<void>();
  const hangs = settling.during(() => hanging.promise);
  await settling.during(() => settling.settle(commandOf(1)));
  assert.deepEqual(commits, [[1]]);
  hanging.resolve();
  await hangs;
  await turn();
  await settling.during(() => settling.settle(commandOf(2)));
  assert.deepEqual(commits, [[1], [2]]);
});
