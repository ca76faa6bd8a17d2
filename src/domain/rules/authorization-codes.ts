/** Gives out authorization codes and uses them up: each is good for one try. */

import { type AuthorizationCode, codeLifeMs, codeMemoryMs } from '../authorization-code.ts';
import type { OutcomeOf } from '../command.ts';
import type { IssueCode, UseCode } from '../commands/sessions.ts';
import type { Decided, Effect } from '../effect.ts';
import { type Asking, ask } from '../fact.ts';
import { requireNow } from './now.ts';
import { endForReplay } from './sessions.ts';
import { requireActivePerson, requireAppStill, requirePassword } from './sign-in-proofs.ts';

export function* issueCode(command: IssueCode): Asking<Decided<OutcomeOf<IssueCode>>> {
  const { codeHash, clientId, redirectUri, codeChallenge, proof } = command;
  const now = yield* requireNow();
  const { timeMs } = now;
  const proven = proof.kind === 'password' ? yield* requirePassword(proof, timeMs) : [];
  yield* requireActivePerson(proof.extensionId, 'bad-credentials');
  yield* requireAppStill(clientId);
  const code: AuthorizationCode = {
    ...{ codeHash, extensionId: proof.extensionId, clientId, redirectUri, codeChallenge },
    expiresMs: timeMs + codeLifeMs,
    ...{ usedMs: null, isReplayed: false, sessionId: null },
  };
  return {
    value: null,
    effects: [
      ...proven,
      { kind: 'codes-forgotten', expiredBeforeMs: now.sureMs - codeMemoryMs },
      { kind: 'code-put', code },
    ],
  };
}

/** Another app's try leaves the code alone: knowing it proves nothing there. */
export function* useCode({ codeHash, clientId }: UseCode): Asking<Decided<OutcomeOf<UseCode>>> {
  const code = yield* ask({ kind: 'authorization-code', codeHash });
  if (!code || code.clientId !== clientId) return { value: null, effects: [] };
  const now = yield* requireNow();
  const { timeMs } = now;
  if (code.usedMs !== null) {
    const replayed: Effect = { kind: 'code-put', code: { ...code, isReplayed: true } };
    return { value: null, effects: [replayed, ...(yield* endOpened(code, timeMs))] };
  }
  if (code.expiresMs <= timeMs) return { value: null, effects: [] };
  const used: AuthorizationCode = { ...code, usedMs: timeMs };
  return { value: used, effects: [{ kind: 'code-put', code: used }] };
}

function* endOpened({ sessionId }: AuthorizationCode, timeMs: number): Asking<Effect[]> {
  const session = sessionId === null ? undefined : yield* ask({ kind: 'session', sessionId });
  return session && !session.isEnded ? yield* endForReplay(session, timeMs, 'authorization code') : [];
}
