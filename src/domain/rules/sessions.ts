/** Opens and ends sessions. A session is one sign-in; its tokens come and go. */

import type { OutcomeOf } from '../command.ts';
import type { EndOwnSessions, EndSession, IssueWebsocketToken, OpenSession, TokenPair } from '../commands/sessions.ts';
import type { Decided, Effect } from '../effect.ts';
import { DomainError } from '../errors.ts';
import { type Asking, ask } from '../fact.ts';
import type { ExtensionId, SessionId } from '../ids.ts';
import { type Session, sessionMemoryMs, type Token } from '../session.ts';
import { requireActor } from './actor.ts';
import { audited } from './audited.ts';
import { endSessions } from './endings.ts';
import { requireNow } from './now.ts';
import { requireActivePerson, requireAppStill, requireProof } from './sign-in-proofs.ts';

export function* openSession(command: OpenSession): Asking<Decided<OutcomeOf<OpenSession>>> {
  const { accountId, sessionId, clientId, scopes, endpointId, address } = command;
  const now = yield* requireNow();
  const { timeMs } = now;
  const { access, refresh } = tokensOf(sessionId, command.tokens, timeMs);
  const { extensionId, method, credentialId, effects } = yield* requireProof(command, timeMs);
  yield* requireActivePerson(extensionId);
  yield* requireAppStill(clientId);
  const session: Session = {
    ...{ accountId, sessionId, extensionId, clientId, scopes, endpointId, method, credentialId },
    ...{ openedMs: timeMs, renewedMs: timeMs, lastAddress: address ?? null },
    expiresMs: lastOf(access, refresh),
    isEnded: false,
  };
  return {
    value: { session, access, refresh },
    effects: [
      ...effects,
      ...(yield* makeRoom(session, command.maxSessions ?? 0)),
      { kind: 'sessions-forgotten', extensionId, endedBeforeMs: now.sureMs - sessionMemoryMs },
      { kind: 'session-opened', session },
      // Nothing was replaced by it: nobody asks whether it was used.
      { kind: 'token-issued', token: { ...access, usedMs: timeMs } },
      { kind: 'token-issued', token: refresh },
    ],
  };
}

/**
 * Ends the oldest sessions of the person with the app, so that with the new one there are `maxSessions`. Those on which a
 * webhook or a browser rests do not count, and stay: a program that signs in for each run must not silence its own.
 */
function* makeRoom({ extensionId, clientId, openedMs }: Session, maxSessions: number): Asking<Effect[]> {
  if (maxSessions === 0) return [];
  const living = (yield* ask({ kind: 'living-sessions', extensionId, clientId })).filter(
    ({ expiresMs }) => expiresMs > openedMs,
  );
  if (living.length < maxSessions) return [];
  const restedOn = yield* sessionsRestedOn(extensionId, openedMs);
  const counted = living.filter(({ sessionId }) => !restedOn.has(sessionId));
  return yield* endSessions(counted.slice(0, Math.max(0, counted.length + 1 - maxSessions)), openedMs);
}

/** There are few: how many subscriptions a person may have is bounded. WebSockets do not rest on them, but are open. */
function* sessionsRestedOn(extensionId: ExtensionId, nowMs: number): Asking<ReadonlySet<SessionId>> {
  const own = yield* ask({ kind: 'subscriptions-of', extensionId });
  const resting = own.filter(({ expiresMs, channel }) => expiresMs > nowMs && channel.transport !== 'WebSocket');
  return new Set(resting.map(({ sessionId }) => sessionId));
}

/** Ends a session because a secret of it came back a second time, and says so in the audit trail. */
export function* endForReplay(session: Session, timeMs: number, what: string, address?: string): Asking<Effect[]> {
  const doer = { extensionId: session.extensionId, ...(address === undefined ? {} : { address }) };
  const details = { reason: `${what} used again`, clientId: session.clientId };
  return [
    ...(yield* endSessions([session], timeMs)),
    audited(doer, timeMs, { action: 'end-session', target: session.sessionId, details }),
  ];
}

/** An unknown token ends nothing, and is no error: signing out twice is harmless. */
export function* endSession(command: EndSession): Asking<Decided<OutcomeOf<EndSession>>> {
  const token = yield* ask({ kind: 'token', tokenHash: command.tokenHash });
  const session = token && (yield* ask({ kind: 'session', sessionId: token.sessionId }));
  if (!session || session.isEnded || session.clientId !== command.clientId) return { value: null, effects: [] };
  const now = yield* requireNow();
  return { value: null, effects: yield* endSessions([session], now.timeMs) };
}

/** What has ended already ends without complaint; what is someone else's is not found. */
export function* endOwnSessions({ actor, which }: EndOwnSessions): Asking<Decided<OutcomeOf<EndOwnSessions>>> {
  yield* requireActor(actor);
  const now = yield* requireNow();
  const living = yield* ask({ kind: 'living-sessions', extensionId: actor.extensionId });
  const ending = living.filter(({ sessionId }) =>
    which === 'others' ? sessionId !== actor.sessionId : which === 'all' || sessionId === which,
  );
  if (ending.length === 0 && which !== 'others') {
    throw new DomainError({ code: 'unknown-resource', parameter: 'sessionId' });
  }
  return { value: null, effects: yield* endSessions(ending, now.timeMs) };
}

export function* issueWebsocketToken(command: IssueWebsocketToken): Asking<Decided<OutcomeOf<IssueWebsocketToken>>> {
  const { actor, tokenHash, ttlS } = command;
  yield* requireActor(actor);
  const now = yield* requireNow();
  const { sessionId } = actor;
  const expiresMs = now.timeMs + ttlS * 1000;
  return {
    value: null,
    effects: [
      { kind: 'tokens-expired', sessionId, beforeMs: now.sureMs },
      {
        kind: 'token-issued',
        token: { tokenHash, kind: 'websocket', sessionId, expiresMs, replacedMs: null, usedMs: null },
      },
    ],
  };
}

export function lastOf(access: Token, refresh: Token): number {
  return Math.max(access.expiresMs, refresh.expiresMs);
}

export function tokensOf(sessionId: SessionId, pair: TokenPair, timeMs: number): { access: Token; refresh: Token } {
  const issue = (kind: Token['kind'], tokenHash: string, ttlS: number): Token => ({
    tokenHash,
    kind,
    sessionId,
    expiresMs: timeMs + ttlS * 1000,
    replacedMs: null,
    usedMs: null,
  });
  return {
    access: issue('access', pair.accessHash, pair.accessTtlS),
    refresh: issue('refresh', pair.refreshHash, pair.refreshTtlS),
  };
}
