/** What ends with a session: a browser is woken no longer than the session lasts in which it asked for it. */

import type { Effect } from '../effect.ts';
import { type Asking, askAll } from '../fact.ts';
import type { ExtensionId } from '../ids.ts';
import type { Session } from '../session.ts';

type Ended = Pick<Session, 'sessionId' | 'extensionId'>;

/** Ends these sessions, and what rests on them. */
export function* endSessions(sessions: readonly Ended[], endedMs: number): Asking<Effect[]> {
  const ownerIds = [...new Set(sessions.map(({ extensionId }) => extensionId))];
  const devices = yield* askAll(ownerIds.map((extensionId) => ({ kind: 'devices-of', extensionId }) as const));
  const ended = new Set(sessions.map(({ sessionId }) => sessionId));
  const unwoken = devices.flat().filter(({ sessionId }) => ended.has(sessionId));
  return [
    ...sessions.map(({ sessionId }): Effect => ({ kind: 'session-ended', sessionId, endedMs })),
    ...unwoken.map(({ subscriptionId }): Effect => ({ kind: 'subscription-deleted', subscriptionId })),
  ];
}

/** Ends every session of these people, or of those that they have the ones that `ends`. */
export function* endSessionsOf(
  extensionIds: readonly ExtensionId[],
  endedMs: number,
  ends: (session: Session) => boolean = () => true,
): Asking<Effect[]> {
  const living = yield* askAll(extensionIds.map((extensionId) => ({ kind: 'living-sessions', extensionId }) as const));
  return yield* endSessions(living.flat().filter(ends), endedMs);
}
