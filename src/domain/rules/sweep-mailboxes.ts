/** Keeps mailboxes within their maximum: past it the oldest Alive messages become Deleted. */

import type { OutcomeOf } from '../command.ts';
import type { SweepMailboxes } from '../commands/upkeep.ts';
import type { Decided, Effect } from '../effect.ts';
import { type Asking, ask } from '../fact.ts';
import type { ExtensionId } from '../ids.ts';
import type { Copy } from '../message.ts';
import { requireAccount } from './account.ts';
import { become } from './life.ts';

/** To see whether a mailbox is full, as many copies are counted as it may hold: a step looks at few mailboxes. */
const mailboxesAStep = 5;

export function* sweepMailboxes(command: SweepMailboxes): Asking<Decided<OutcomeOf<SweepMailboxes>>> {
  const { nextSequence, timeMs, advancedBy } = yield* requireAccount();
  const { mailboxMaximum: maximum } = (yield* ask({ kind: 'store-state' })).settings;
  const answer = { lastId: command.afterId, mailboxMaximum: maximum, nextSequence };
  if (maximum === null) return { value: { ...answer, count: 0, isDone: true }, effects: [] };

  const { sinceSeq, afterId, limit } = command;
  const people = yield* ask({ kind: 'changed-mailboxes', sinceSeq, afterId, limit: mailboxesAStep });
  const surplus: Copy[] = [];
  let lastId: ExtensionId = afterId;
  for (const extensionId of people) {
    const left = limit - surplus.length;
    surplus.push(...(yield* ask({ kind: 'surplus-copies', extensionId, maximum, limit: left })));
    if (surplus.length >= limit) break;
    lastId = extensionId;
  }
  const isDone = surplus.length < limit && people.length < mailboxesAStep;
  const value = { ...answer, lastId, count: surplus.length, isDone };
  if (surplus.length === 0) return { value, effects: [] };
  const deleted = become(surplus, 'Deleted', { nextSequence, timeMs });
  const effects = deleted.map((copy): Effect => ({ kind: 'copy-changed', copy }));
  return { value, effects: [...effects, advancedBy(surplus.length)] };
}
