/** The steps of the sweep: each does a little of what time has made due. */

import type { OutcomeOf } from '../command.ts';
import type { Sweep, SweepTask, Swept } from '../commands/upkeep.ts';
import { deliveryLogDays, maxDeliveriesKept } from '../delivery-log.ts';
import type { Decided, Effect } from '../effect.ts';
import { type Asking, ask } from '../fact.ts';
import type { Now } from '../facts/account.ts';
import type { Stage } from '../facts/upkeep.ts';
import type { MessageId } from '../ids.ts';
import type { Copy } from '../message.ts';
import { dayMs, type RetentionState, syncTokenLifeMs } from '../retention.ts';
import { sessionMemoryMs, tokenMemoryMs } from '../session.ts';
import { continueErasure } from './erasure.ts';
import { keepingOf, moveTo } from './life.ts';
import { requireNow } from './now.ts';

interface Step {
  readonly limit: number;
  readonly now: Now;
  readonly state: RetentionState;
}

export type Steps = Asking<Decided<Swept>>;

export function* sweep({ task, limit }: Sweep): Asking<Decided<OutcomeOf<Sweep>>> {
  const now = yield* requireNow();
  const state = yield* ask({ kind: 'retention-state' });
  return yield* steps[task]({ limit, now, state });
}

const steps: Readonly<Record<SweepTask, (step: Step) => Steps>> = {
  released: recheckReleased,
  erasures: ({ limit, now }) => continueErasure(limit, now.timeMs),
  aged: deleteAged,
  restored: deleteRestored,
  deleted: purgeDeleted,
  purged: letGoPurged,
  gone: removeGone,
  'signed-out': forgetSignedOut,
  subscriptions: endExpired,
  deliveries: forgetDelivered,
};

/** An answer of which `count` of `limit` was dealt with; fewer than the limit means that nothing is left. */
export function swept(count: number, limit: number, effects: readonly Effect[]): Decided<Swept> {
  return { value: { count, isDone: count < limit }, effects };
}

/** All that waits goes on, whatever it waited for: what another hold keeps will wait again. Then texts are erased. */
function* recheckReleased({ limit, state: { recheckAfterId } }: Step): Steps {
  if (recheckAfterId === null) return swept(0, limit, []);
  const waiting = yield* ask({ kind: 'waiting-copies', limit });
  if (waiting.length > 0) {
    const effects = waiting.map((copy): Effect => ({ kind: 'copy-waits', copy, isWaiting: false }));
    return { value: { count: waiting.length, isDone: false }, effects };
  }
  const pageIds = yield* ask({ kind: 'unerased-pages', afterId: recheckAfterId, limit });
  const pages = yield* keepingOf(pageIds.map((pageId) => ({ pageId })));
  const free = pages.filter(({ isHeld }) => !isHeld);
  const afterId = pageIds.length < limit ? null : (pageIds.at(-1) ?? null);
  return swept(pageIds.length, limit, [
    ...free.map(({ pageId }): Effect => ({ kind: 'page-erased', pageId })),
    { kind: 'recheck-reached', afterId },
  ]);
}

function* deleteAged({ limit, now, state: { settings, retainedToId } }: Step): Steps {
  if (settings.retentionDays === null) return swept(0, limit, []);
  const beforeMs = now.sureMs - settings.retentionDays * dayMs;
  const stretch = yield* ask({ kind: 'untouched-copies', fromId: retainedToId, beforeMs, limit });
  const { copies, nextId, isEnd } = stretch;
  if (nextId === retainedToId) return swept(0, limit, []);
  const { effects } = yield* moveTo('Deleted', copies, now.timeMs);
  return {
    value: { count: copies.length, isDone: isEnd },
    effects: [...effects, { kind: 'retention-reached', nextId }],
  };
}

/** What someone brought back is kept as long again. */
function* deleteRestored({ limit, now, state: { settings } }: Step): Steps {
  if (settings.retentionDays === null) return swept(0, limit, []);
  const copies = yield* dueIn('Alive', settings.retentionDays * dayMs, { limit, now });
  const { effects } = yield* moveTo('Deleted', copies, now.timeMs);
  return swept(copies.length, limit, effects);
}

function* purgeDeleted({ limit, now, state: { settings } }: Step): Steps {
  const copies = yield* dueIn('Deleted', settings.deletedDays * dayMs, { limit, now });
  const { effects } = yield* moveTo('Purged', copies, now.timeMs);
  return swept(copies.length, limit, effects);
}

/** Nobody is told: for clients what is Purged is as good as gone. */
function* letGoPurged({ limit, now, state: { settings } }: Step): Steps {
  const copies = yield* dueIn('Purged', settings.purgedDays * dayMs, { limit, now });
  const held = yield* heldPages(copies);
  const effects = copies.map((copy): Effect => {
    if (held.has(copy.pageId)) return { kind: 'copy-waits', copy, isWaiting: true };
    return { kind: 'copy-gone', copy, timeMs: now.timeMs };
  });
  return swept(copies.length, limit, effects);
}

function* removeGone({ limit, now }: Step): Steps {
  const copies = yield* dueIn('Gone', syncTokenLifeMs, { limit, now });
  const pages = new Map((yield* keepingOf(copies)).map((page) => [page.pageId, page]));
  const removed = copies.map((copy): Effect => {
    const isHeld = pages.get(copy.pageId)?.isHeld ?? false;
    return isHeld ? { kind: 'copy-waits', copy, isWaiting: true } : { kind: 'copy-removed', copy };
  });
  const empty = [...pages.values()].filter(({ isHeld, copyCount, ofThese }) => !isHeld && copyCount <= ofThese);
  const emptied = empty.map(({ pageId }): Effect => ({ kind: 'page-removed', pageId }));
  return swept(copies.length, limit, [...removed, ...emptied]);
}

function* forgetSignedOut({ limit, now: { sureMs } }: Step): Steps {
  const { tokenHashes, sessionIds, sends } = yield* ask({
    kind: 'leftovers',
    tokensBeforeMs: sureMs - tokenMemoryMs,
    sessionsBeforeMs: sureMs - sessionMemoryMs,
    sendsBeforeMs: sureMs,
    limit,
  });
  const effects: Effect[] = [
    ...tokenHashes.map((tokenHash): Effect => ({ kind: 'token-forgotten', tokenHash })),
    ...sessionIds.map((sessionId): Effect => ({ kind: 'session-forgotten', sessionId })),
    ...sends.map((send): Effect => ({ kind: 'send-forgotten', ...send })),
  ];
  const isDone = Math.max(tokenHashes.length, sessionIds.length, sends.length) < limit;
  return { value: { count: effects.length, isDone }, effects };
}

function* endExpired({ limit, now: { sureMs: untilMs } }: Step): Steps {
  const expired = yield* ask({ kind: 'expired-subscriptions', untilMs, limit });
  const effects = expired.map((subscriptionId): Effect => ({ kind: 'subscription-deleted', subscriptionId }));
  return swept(expired.length, limit, effects);
}

function* forgetDelivered({ limit, now: { sureMs } }: Step): Steps {
  const beforeMs = sureMs - deliveryLogDays * dayMs;
  const stale = yield* ask({ kind: 'stale-deliveries', beforeMs, keep: maxDeliveriesKept, limit });
  return swept(
    stale.length,
    limit,
    stale.map((key): Effect => ({ kind: 'delivery-forgotten', ...key })),
  );
}

function dueIn(stage: Stage, afterMs: number, { limit, now }: Pick<Step, 'limit' | 'now'>) {
  return ask({ kind: 'due-copies', stage, untilMs: now.sureMs - afterMs, limit } as const);
}

function* heldPages(copies: readonly Copy[]): Asking<Set<MessageId>> {
  const pages = yield* keepingOf(copies);
  return new Set(pages.filter(({ isHeld }) => isHeld).map(({ pageId }) => pageId));
}
