/** What people do to their own copy of a page: mark it, delete it, bring it back. Nobody else's copy changes. */

import type { OutcomeOf } from '../command.ts';
import type { ChangeMessage, DeleteConversations, DeleteMessage } from '../commands/messages.ts';
import type { Decided } from '../effect.ts';
import { DomainError } from '../errors.ts';
import { type Asking, ask, take } from '../fact.ts';
import { type Copy, nextModifiedMs } from '../message.ts';
import { requireActor } from './actor.ts';
import { moveTo } from './life.ts';
import { requireNow } from './now.ts';
import { readableAmong, requireReadableCopy } from './readable-copy.ts';

/** Asking for what is already so succeeds and changes nothing. */
export function* changeMessage(command: ChangeMessage): Asking<Decided<OutcomeOf<ChangeMessage>>> {
  yield* requireActor(command.actor);
  const copy = yield* requireReadableCopy(command.actor.extensionId, command.copyId);
  if (copy.availability === 'Purged') refusePurged(copy);
  const { isRead = copy.isRead, isRestored = false } = command.change;
  return yield* changed(copy, { isRead, availability: isRestored ? 'Alive' : copy.availability });
}

export function* deleteMessage(command: DeleteMessage): Asking<Decided<OutcomeOf<DeleteMessage>>> {
  yield* requireActor(command.actor);
  const copy = yield* requireReadableCopy(command.actor.extensionId, command.copyId);
  const isPurged = command.isPurge || copy.availability !== 'Alive';
  return yield* changed(copy, { isRead: copy.isRead, availability: isPurged ? 'Purged' : 'Deleted' });
}

export function* deleteConversations(command: DeleteConversations): Asking<Decided<OutcomeOf<DeleteConversations>>> {
  yield* requireActor(command.actor);
  const { conversationIds, beforeMs, isPurge, limit, afterId } = command;
  const { extensionId } = command.actor;
  const asked = { extensionId, conversationIds, beforeMs, limit, afterId, isDeletedToo: isPurge };
  const found = yield* ask({ kind: 'alive-copies', ...asked });
  const { timeMs } = yield* requireNow();
  const readable = yield* readableAmong(extensionId, found);
  const { effects } = yield* moveTo(isPurge ? 'Purged' : 'Deleted', readable, timeMs);
  return { value: { lastId: found.at(-1)?.copyId }, effects };
}

type Fields = Pick<Copy, 'isRead' | 'availability'>;

function* changed(copy: Copy, { isRead, availability }: Fields): Asking<Decided<Copy>> {
  if (copy.isRead === isRead && copy.availability === availability) return { value: copy, effects: [] };
  const { timeMs } = yield* requireNow();
  if (availability === copy.availability) {
    const modifiedSeq = (yield* take(1)).first;
    const marked = { ...copy, isRead, modifiedSeq, lastModifiedMs: nextModifiedMs(copy, timeMs) };
    return { value: marked, effects: [{ kind: 'copy-changed', copy: marked }] };
  }
  const { copies, effects } = yield* moveTo(availability, [{ ...copy, isRead }], timeMs);
  return { value: copies[0] ?? copy, effects };
}

function refusePurged({ copyId }: Copy): never {
  throw new DomainError({ code: 'unknown-resource', parameter: 'messageId', subject: String(copyId) });
}
