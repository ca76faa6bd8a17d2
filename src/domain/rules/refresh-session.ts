/** Renews sessions: a new pair of tokens for the old one, given again for a time to whoever lost the answer. */

import type { OutcomeOf } from '../command.ts';
import type { RefreshSession, UseToken } from '../commands/sessions.ts';
import type { Decided, Effect } from '../effect.ts';
import { DomainError } from '../errors.ts';
import { type Asking, ask } from '../fact.ts';
import { type Session, type Token, unusedPairGraceMs, usedPairGraceMs } from '../session.ts';
import { requireNow } from './now.ts';
import { endForReplay, lastOf, tokensOf } from './sessions.ts';
import { requireActivePerson } from './sign-in-proofs.ts';

/**
 * The pair that a refresh token is replaced by is always the same: the caller derives it. The access token before is dead
 * at once. A refresh token that comes back once the new pair is known to have arrived is in someone else's hands, and the
 * session ends.
 */
export function* refreshSession(command: RefreshSession): Asking<Decided<OutcomeOf<RefreshSession>>> {
  const used = yield* ask({ kind: 'token', tokenHash: command.refreshHash });
  if (used?.kind !== 'refresh') refuseGrant();
  const now = yield* requireNow();
  const { timeMs } = now;
  if (used.expiresMs <= timeMs) refuseGrant();
  const session = yield* ask({ kind: 'session', sessionId: used.sessionId });
  if (!session || session.isEnded || session.clientId !== command.clientId) refuseGrant();
  const next = yield* ask({ kind: 'token', tokenHash: command.tokens.refreshHash });
  const arrivedMs = used.replacedMs === null ? null : yield* arrivalOf(command, next);
  if (isTheft(used, arrivedMs, now.sureMs)) {
    return {
      value: null,
      effects: yield* endForReplay(session, timeMs, 'refresh token', command.address),
    };
  }
  yield* requireActivePerson(session.extensionId);

  const { access, refresh } = tokensOf(session.sessionId, command.tokens, timeMs);
  const renewed: Session = {
    ...session,
    renewedMs: timeMs,
    lastAddress: command.address ?? session.lastAddress,
    expiresMs: Math.max(session.expiresMs, lastOf(access, refresh)),
  };
  const value = { session: renewed, access, refresh };
  // The pair was itself replaced a moment ago: it is told again, and brought back to life no more.
  if (next && next.replacedMs !== null) return { value, effects: [] };
  const replaced: Effect[] =
    used.replacedMs === null ? [{ kind: 'token-replaced', tokenHash: used.tokenHash, replacedMs: timeMs }] : [];
  return {
    value,
    effects: [
      { kind: 'tokens-expired', sessionId: session.sessionId, beforeMs: now.sureMs },
      { kind: 'access-tokens-ended', sessionId: session.sessionId, exceptHash: access.tokenHash },
      ...replaced,
      { kind: 'session-renewed', session: renewed },
      { kind: 'token-issued', token: access },
      { kind: 'token-issued', token: refresh },
    ],
  };
}

/** When the pair in place of a refresh token was first used, either of the two; null as long as it was not. */
function* arrivalOf({ tokens }: RefreshSession, next: Token | undefined): Asking<number | null> {
  const access = yield* ask({ kind: 'token', tokenHash: tokens.accessHash });
  const times = [access?.usedMs, next?.replacedMs].filter((timeMs) => typeof timeMs === 'number');
  return times.length === 0 ? null : Math.min(...times);
}

function isTheft({ replacedMs }: Token, arrivedMs: number | null, sureMs: number): boolean {
  if (replacedMs === null) return false;
  if (arrivedMs !== null) return arrivedMs + usedPairGraceMs <= sureMs;
  return replacedMs + unusedPairGraceMs <= sureMs;
}

/** Once is enough, and of a token that is gone nothing is said. */
export function* markTokenUsed({ tokenHash }: UseToken): Asking<Decided<OutcomeOf<UseToken>>> {
  const token = yield* ask({ kind: 'token', tokenHash });
  if (token?.kind !== 'access' || token.usedMs !== null) return { value: null, effects: [] };
  const now = yield* requireNow();
  return {
    value: null,
    effects: [{ kind: 'token-used', tokenHash, usedMs: now.timeMs }],
  };
}

function refuseGrant(): never {
  throw new DomainError({ code: 'invalid-grant' });
}
