/** Opens, renews and ends sessions. A session is one sign-in; its tokens come and go. */

import type { OutcomeOf } from '../command.ts';
import type { EndSession, OpenSession, RefreshSession, TokenPair } from '../commands/sessions.ts';
import type { Decided, Effect } from '../effect.ts';
import { DomainError } from '../errors.ts';
import { isActive } from '../extension.ts';
import { type Asking, ask } from '../fact.ts';
import type { SessionId } from '../ids.ts';
import { refreshGraceMs, type Session, type Token } from '../session.ts';
import { requireAccount } from './account.ts';

export function* openSession(command: OpenSession): Asking<Decided<OutcomeOf<OpenSession>>> {
  const { accountId, sessionId, extensionId, clientId, scopes, endpointId } = command;
  const credential = yield* ask({ kind: 'credential', credentialId: command.credentialId });
  if (!credential || credential.isRevoked || credential.extensionId !== extensionId) refuseGrant();
  yield* requireActivePerson(command);

  const account = yield* requireAccount();
  const session: Session = { accountId, sessionId, extensionId, clientId, scopes, endpointId, isEnded: false };
  const { access, refresh } = tokensOf(sessionId, command.tokens, account.timeMs);
  return {
    value: { session, access, refresh },
    effects: [
      { kind: 'session-opened', session, openedMs: account.timeMs },
      { kind: 'token-issued', token: access },
      { kind: 'token-issued', token: refresh },
      account.advancedBy(0),
    ],
  };
}

/** New tokens for a living session. The refresh token used keeps working for a short grace time. */
export function* refreshSession(command: RefreshSession): Asking<Decided<OutcomeOf<RefreshSession>>> {
  const used = yield* ask({ kind: 'token', tokenHash: command.refreshHash });
  if (used?.kind !== 'refresh') refuseGrant();
  const account = yield* requireAccount();
  if (used.expiresMs <= account.timeMs) refuseGrant();
  if (used.replacedMs !== null && used.replacedMs + refreshGraceMs <= account.timeMs) refuseGrant();
  const session = yield* ask({ kind: 'session', sessionId: used.sessionId });
  if (!session || session.isEnded || session.clientId !== command.clientId) refuseGrant();
  yield* requireActivePerson(session);

  const { access, refresh } = tokensOf(session.sessionId, command.tokens, account.timeMs);
  const replaced: Effect[] =
    used.replacedMs === null ? [{ kind: 'token-replaced', tokenHash: used.tokenHash, replacedMs: account.timeMs }] : [];
  return {
    value: { session, access, refresh },
    effects: [
      { kind: 'tokens-expired', sessionId: session.sessionId, beforeMs: account.timeMs },
      ...replaced,
      { kind: 'token-issued', token: access },
      { kind: 'token-issued', token: refresh },
      account.advancedBy(0),
    ],
  };
}

/** An unknown token ends nothing, and is no error: signing out twice is harmless. */
export function* endSession(command: EndSession): Asking<Decided<OutcomeOf<EndSession>>> {
  const token = yield* ask({ kind: 'token', tokenHash: command.tokenHash });
  const session = token && (yield* ask({ kind: 'session', sessionId: token.sessionId }));
  if (!session || session.isEnded || session.clientId !== command.clientId) return { value: null, effects: [] };
  const account = yield* requireAccount();
  const { sessionId } = session;
  return {
    value: null,
    effects: [{ kind: 'session-ended', sessionId, endedMs: account.timeMs }, account.advancedBy(0)],
  };
}

function* requireActivePerson({ extensionId }: Pick<Session, 'extensionId'>): Asking<void> {
  const person = yield* ask({ kind: 'extension', extensionId });
  if (!person || !isActive(person)) refuseGrant();
}

function refuseGrant(): never {
  throw new DomainError({ code: 'invalid-grant' });
}

function tokensOf(sessionId: SessionId, pair: TokenPair, timeMs: number): { access: Token; refresh: Token } {
  const issue = (kind: Token['kind'], tokenHash: string, ttlS: number): Token => ({
    tokenHash,
    kind,
    sessionId,
    expiresMs: timeMs + ttlS * 1000,
    replacedMs: null,
  });
  return {
    access: issue('access', pair.accessHash, pair.accessTtlS),
    refresh: issue('refresh', pair.refreshHash, pair.refreshTtlS),
  };
}
