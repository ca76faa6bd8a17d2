/** Finds a mailbox whose summaries are behind and has them brought further. */

import type { OutcomeOf } from '../command.ts';
import type { SummariseMailboxes } from '../commands/summaries.ts';
import type { Decided } from '../effect.ts';
import { type Asking, ask, take } from '../fact.ts';
import { requireNow } from './now.ts';

/** So few that looking at them all takes a millisecond or two. */
const mailboxesAStep = 100;

export function* summariseMailboxes(command: SummariseMailboxes): Asking<Decided<OutcomeOf<SummariseMailboxes>>> {
  const { fromId, sinceSeq } = command;
  yield* requireNow();
  const { behindId, nextId } = yield* ask({ kind: 'mailbox-behind', fromId, sinceSeq, limit: mailboxesAStep });
  const nextSequence = (yield* take(0)).first;
  if (nextSequence === sinceSeq) return { value: { nextId: undefined, nextSequence }, effects: [] };
  return {
    value: { nextId, nextSequence },
    effects: behindId === undefined ? [] : [{ kind: 'mailbox-summarised', extensionId: behindId }],
  };
}
