/** Marks a message as read or unread. Asking for what is already so succeeds and changes nothing. */

import type { OutcomeOf, SetReadStatus } from '../command.ts';
import type { Decided } from '../effect.ts';
import type { Asking } from '../fact.ts';
import { nextModifiedMs } from '../message.ts';
import { requireAccount } from './account.ts';
import { requireActor } from './actor.ts';
import { requireReadableCopy } from './readable-copy.ts';

export function* setReadStatus(command: SetReadStatus): Asking<Decided<OutcomeOf<SetReadStatus>>> {
  yield* requireActor(command.actor);
  const copy = yield* requireReadableCopy(command.actor.extensionId, command.copyId);
  if (copy.isRead === command.isRead) return { value: copy, effects: [] };

  const account = yield* requireAccount();
  const changed = {
    ...copy,
    isRead: command.isRead,
    modifiedSeq: account.nextSequence,
    lastModifiedMs: nextModifiedMs(copy, account.timeMs),
  };
  return { value: changed, effects: [{ kind: 'copy-changed', copy: changed }, account.advancedBy(1)] };
}
