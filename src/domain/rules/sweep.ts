/** The steps of the sweep: each does a little of what time has made due. */

import type { OutcomeOf } from '../command.ts';
import type { Sweep, SweepTask, Swept } from '../commands/upkeep.ts';
import { deliveryLogDays, maxDeliveriesKept } from '../delivery-log.ts';
import type { Decided, Effect } from '../effect.ts';
import { type Asking, ask } from '../fact.ts';
import type { Stage } from '../facts/upkeep.ts';
import type { MessageId } from '../ids.ts';
import type { Copy } from '../message.ts';
import { dayMs, type StoreState, syncTokenLifeMs } from '../message-store.ts';
import { sessionMemoryMs, tokenMemoryMs } from '../session.ts';
import { type OpenAccount, requireAccount } from './account.ts';
import { continueErasure } from './erasure.ts';
import { become, keepingOf, purge } from './life.ts';

interface Step {
  readonly limit: number;
  readonly account: OpenAccount;
  readonly state: StoreState;
}

export type Steps = Asking<Decided<Swept>>;

export function* sweep({ task, limit }: Sweep): Asking<Decided<OutcomeOf<Sweep>>> {
  const account = yield* requireAccount();
  const state = yield* ask({ kind: 'store-state' });
  return yield* steps[task]({ limit, account, state });
}

const steps: Readonly<Record<SweepTask, (step: Step) => Steps>> = {
  released: recheckReleased,
  erasures: ({ limit, account }) => continueErasure(limit, account),
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

function* deleteAged({ limit, account, state: { settings, retainedToId } }: Step): Steps {
  if (settings.retentionDays === null) return swept(0, limit, []);
  const beforeMs = account.sureMs - settings.retentionDays * dayMs;
  const stretch = yield* ask({ kind: 'untouched-copies', fromId: retainedToId, beforeMs, limit });
  const { copies, nextId, isEnd } = stretch;
  if (nextId === retainedToId) return swept(0, limit, []);
  return {
    value: { count: copies.length, isDone: isEnd },
    effects: [
      ...become(copies, 'Deleted', account).map((copy): Effect => ({ kind: 'copy-changed', copy })),
      { kind: 'retention-reached', nextId },
      account.advancedBy(copies.length),
    ],
  };
}

/** What someone brought back is kept as long again. */
function* deleteRestored({ limit, account, state: { settings } }: Step): Steps {
  if (settings.retentionDays === null) return swept(0, limit, []);
  const copies = yield* dueIn('Alive', settings.retentionDays * dayMs, { limit, account });
  if (copies.length === 0) return swept(0, limit, []);
  const deleted = become(copies, 'Deleted', account).map((copy): Effect => ({ kind: 'copy-changed', copy }));
  return swept(copies.length, limit, [...deleted, account.advancedBy(copies.length)]);
}

function* purgeDeleted({ limit, account, state: { settings } }: Step): Steps {
  const copies = yield* dueIn('Deleted', settings.deletedDays * dayMs, { limit, account });
  if (copies.length === 0) return swept(0, limit, []);
  return swept(copies.length, limit, [...(yield* purge(copies, account)), account.advancedBy(copies.length)]);
}

/** Nobody is told: for clients what is Purged is as good as gone. */
function* letGoPurged({ limit, account, state: { settings } }: Step): Steps {
  const copies = yield* dueIn('Purged', settings.purgedDays * dayMs, { limit, account });
  const held = yield* heldPages(copies);
  const effects = copies.map((copy): Effect => {
    if (held.has(copy.pageId)) return { kind: 'copy-waits', copy, isWaiting: true };
    return { kind: 'copy-gone', copy, timeMs: account.timeMs };
  });
  return swept(copies.length, limit, effects);
}

function* removeGone({ limit, account }: Step): Steps {
  const copies = yield* dueIn('Gone', syncTokenLifeMs, { limit, account });
  const pages = new Map((yield* keepingOf(copies)).map((page) => [page.pageId, page]));
  const removed = copies.map((copy): Effect => {
    const isHeld = pages.get(copy.pageId)?.isHeld ?? false;
    return isHeld ? { kind: 'copy-waits', copy, isWaiting: true } : { kind: 'copy-removed', copy };
  });
  const empty = [...pages.values()].filter(({ isHeld, copyCount, ofThese }) => !isHeld && copyCount <= ofThese);
  const emptied = empty.map(({ pageId }): Effect => ({ kind: 'page-removed', pageId }));
  return swept(copies.length, limit, [...removed, ...emptied]);
}

function* forgetSignedOut({ limit, account: { sureMs } }: Step): Steps {
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

function* endExpired({ limit, account: { sureMs: untilMs } }: Step): Steps {
  const expired = yield* ask({ kind: 'expired-subscriptions', untilMs, limit });
  const effects = expired.map((subscriptionId): Effect => ({ kind: 'subscription-deleted', subscriptionId }));
  return swept(expired.length, limit, effects);
}

function* forgetDelivered({ limit, account: { sureMs } }: Step): Steps {
  const beforeMs = sureMs - deliveryLogDays * dayMs;
  const stale = yield* ask({ kind: 'stale-deliveries', beforeMs, keep: maxDeliveriesKept, limit });
  return swept(
    stale.length,
    limit,
    stale.map((key): Effect => ({ kind: 'delivery-forgotten', ...key })),
  );
}

function dueIn(stage: Stage, afterMs: number, { limit, account }: Pick<Step, 'limit' | 'account'>) {
  return ask({ kind: 'due-copies', stage, untilMs: account.sureMs - afterMs, limit } as const);
}

function* heldPages(copies: readonly Copy[]): Asking<Set<MessageId>> {
  const pages = yield* keepingOf(copies);
  return new Set(pages.filter(({ isHeld }) => isHeld).map(({ pageId }) => pageId));
}
