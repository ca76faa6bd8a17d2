/** Places and releases legal holds. Administrators only; both leave an entry in the audit trail. */

import type { OutcomeOf } from '../command.ts';
import type { PlaceHold, ReleaseHold } from '../commands/upkeep.ts';
import type { Decided } from '../effect.ts';
import { DomainError } from '../errors.ts';
import { ownsMailbox } from '../extension.ts';
import { type Asking, ask, take } from '../fact.ts';
import type { Held, Hold, HoldId } from '../hold.ts';
import type { MessageId } from '../ids.ts';
import { requirePermission } from './actor.ts';
import { audited } from './audited.ts';
import { requireNow } from './now.ts';

/** A second hold on the same is a hold of its own, for another matter. */
export function* placeHold({ actor, held, reason }: PlaceHold): Asking<Decided<OutcomeOf<PlaceHold>>> {
  yield* requirePermission(actor, 'AccountAdministration');
  if (reason.trim() === '') throw new DomainError({ code: 'invalid-parameter', parameter: 'reason' });
  yield* requireHeld(held);
  const { timeMs } = yield* requireNow();
  const place: number = (yield* take(1)).first;
  const hold: Hold = {
    ...held,
    holdId: place as HoldId,
    reason,
    placedMs: timeMs,
    placedById: actor.extensionId,
    releasedMs: null,
  };
  return {
    value: hold,
    effects: [
      { kind: 'hold-put', hold },
      audited(actor, timeMs, { action: 'place-hold', target: String(hold.holdId), details: { ...held, reason } }),
    ],
  };
}

/** What the hold has kept is looked at again in the next sweep. */
export function* releaseHold({ actor, holdId }: ReleaseHold): Asking<Decided<OutcomeOf<ReleaseHold>>> {
  yield* requirePermission(actor, 'AccountAdministration');
  const hold = yield* ask({ kind: 'hold', holdId });
  if (!hold) throw new DomainError({ code: 'unknown-resource', parameter: 'holdId', subject: String(holdId) });
  if (hold.releasedMs !== null) return { value: null, effects: [] };
  const { timeMs } = yield* requireNow();
  const { conversationId, extensionId } = hold;
  return {
    value: null,
    effects: [
      { kind: 'hold-put', hold: { ...hold, releasedMs: timeMs } },
      { kind: 'recheck-reached', afterId: 0 as MessageId },
      audited(actor, timeMs, {
        action: 'release-hold',
        target: String(holdId),
        details: { conversationId, extensionId },
      }),
    ],
  };
}

/** Someone who is deleted can be held as well. */
function* requireHeld({ conversationId, extensionId }: Held): Asking<void> {
  if (conversationId !== null) {
    if (yield* ask({ kind: 'conversation', conversationId })) return;
    const subject = String(conversationId);
    throw new DomainError({ code: 'unknown-referenced-resource', parameter: 'conversationId', subject });
  }
  const person = yield* ask({ kind: 'extension', extensionId });
  if (person && ownsMailbox(person.type)) return;
  const subject = String(extensionId);
  throw new DomainError({ code: 'unknown-referenced-resource', parameter: 'extensionId', subject });
}
