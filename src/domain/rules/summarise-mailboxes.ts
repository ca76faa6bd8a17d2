/** Finds a mailbox whose summaries are behind and has them brought further. */

import type { OutcomeOf } from '../command.ts';
import type { SummariseMailboxes } from '../commands/upkeep.ts';
import type { Decided } from '../effect.ts';
import { type Asking, ask } from '../fact.ts';

/** So few that looking at them all takes a millisecond or two. */
const mailboxesAStep = 100;

export function* summariseMailboxes({ fromId }: SummariseMailboxes): Asking<Decided<OutcomeOf<SummariseMailboxes>>> {
  const { behindId, nextId } = yield* ask({ kind: 'mailbox-behind', fromId, limit: mailboxesAStep });
  return {
    value: { nextId },
    effects: behindId === undefined ? [] : [{ kind: 'mailbox-summarised', extensionId: behindId }],
  };
}
