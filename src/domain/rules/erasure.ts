/** Erases what a person sent and their mailbox: asked for by an administrator, done in steps by the sweep. */

import type { OutcomeOf } from '../command.ts';
import type { RequestErasure, Swept } from '../commands/upkeep.ts';
import type { Decided } from '../effect.ts';
import type { Erasure, ErasureId } from '../erasure.ts';
import { DomainError } from '../errors.ts';
import { ownsMailbox } from '../extension.ts';
import { type Asking, ask, take } from '../fact.ts';
import type { MessageId } from '../ids.ts';
import { requirePermission } from './actor.ts';
import { audited } from './audited.ts';
import { moveTo } from './life.ts';
import { requireNow } from './now.ts';

const start = 0 as MessageId;

/** Also for those who are deleted. Refused, with nothing erased, while a hold is on them or on a thread of theirs. */
export function* requestErasure(command: RequestErasure): Asking<Decided<OutcomeOf<RequestErasure>>> {
  const { actor, extensionId } = command;
  yield* requirePermission(actor, 'AccountAdministration');
  const person = yield* ask({ kind: 'extension', extensionId });
  if (!person || !ownsMailbox(person.type)) {
    throw new DomainError({ code: 'unknown-resource', parameter: 'extensionId', subject: String(extensionId) });
  }
  const hold = yield* ask({ kind: 'hold-on-person', extensionId });
  if (hold) throw new DomainError({ code: 'held', subject: String(hold.holdId) });
  const underWay = yield* ask({ kind: 'open-erasure', extensionId });
  if (underWay) return { value: underWay, effects: [] };

  const { timeMs } = yield* requireNow();
  const place: number = (yield* take(1)).first;
  const erasure: Erasure = {
    erasureId: place as ErasureId,
    extensionId,
    requestedMs: timeMs,
    requestedById: actor.extensionId,
    beforeId: place as MessageId,
    phase: 'sent',
    nextId: start,
    purgedCount: 0,
    finishedMs: null,
  };
  const details = { erasureId: erasure.erasureId };
  return {
    value: erasure,
    effects: [
      { kind: 'erasure-put', erasure },
      { kind: 'deliveries-erased', extensionId },
      { kind: 'devices-forgotten', extensionId },
      audited(actor, timeMs, { action: 'request-erasure', target: String(extensionId), details }),
    ],
  };
}

export function* continueErasure(limit: number, timeMs: number): Asking<Decided<Swept>> {
  const erasure = yield* ask({ kind: 'open-erasure', extensionId: null });
  if (!erasure) return { value: { count: 0, isDone: true }, effects: [] };
  const { extensionId, nextId: fromId, beforeId, phase } = erasure;
  const kind = phase === 'sent' ? 'sent-copies' : 'unpurged-copies';
  const { copies, nextId, isEnd } = yield* ask({ kind, extensionId, fromId, beforeId, limit });
  const { effects } = yield* moveTo('Purged', copies, timeMs);
  const purgedCount = erasure.purgedCount + copies.length;
  const after: Erasure = { ...erasure, purgedCount, ...(isEnd ? nextPhase(erasure, timeMs) : { nextId }) };
  return {
    value: { count: copies.length, isDone: false },
    effects: [...effects, { kind: 'erasure-put', erasure: after }],
  };
}

function nextPhase({ phase, nextId }: Erasure, timeMs: number) {
  if (phase === 'sent') return { phase: 'mailbox', nextId: start } as const;
  return { phase: 'finished', nextId, finishedMs: timeMs } as const;
}
