/** Keeps mailboxes within their maximum: past it the oldest Alive messages become Deleted. */

import type { OutcomeOf } from '../command.ts';
import type { SweepMailboxes } from '../commands/upkeep.ts';
import type { Decided } from '../effect.ts';
import { type Asking, ask, take } from '../fact.ts';
import { moveTo } from './life.ts';
import { requireNow } from './now.ts';

/** To see whether a mailbox is full, as many copies are counted as it may hold: a step looks at few mailboxes. */
const mailboxesAStep = 5;

export function* sweepMailboxes(command: SweepMailboxes): Asking<Decided<OutcomeOf<SweepMailboxes>>> {
  const { timeMs } = yield* requireNow();
  const { sinceSeq, afterId, limit } = command;
  const { mailboxMaximum: maximum } = (yield* ask({ kind: 'retention-state' })).settings;
  if (maximum === null) {
    const nextSequence = (yield* take(0)).first;
    return { value: { lastId: afterId, mailboxMaximum: null, nextSequence, count: 0, isDone: true }, effects: [] };
  }

  const people = yield* ask({ kind: 'changed-mailboxes', sinceSeq, afterId, limit: mailboxesAStep });
  const surplus = yield* ask({ kind: 'surplus-copies', extensionIds: people, maximum, limit });
  const count = surplus.length;
  const isFull = count >= limit;
  // The last of them may have more.
  const looked = isFull ? people.slice(0, people.indexOf(surplus.at(-1)?.extensionId ?? afterId)) : people;
  const { effects, firstPlace: nextSequence } = yield* moveTo('Deleted', surplus, timeMs);
  const lastId = looked.at(-1) ?? afterId;
  const isDone = !isFull && people.length < mailboxesAStep;
  return { value: { lastId, mailboxMaximum: maximum, nextSequence, count, isDone }, effects };
}
