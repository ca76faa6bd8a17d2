/** What proves that someone is who they say, and what proving it leaves behind. */

import type { AuthorizationCode } from '../authorization-code.ts';
import type { CredentialProof, OpenSession, PasswordProof } from '../commands/sessions.ts';
import type { Effect } from '../effect.ts';
import { DomainError } from '../errors.ts';
import { isActive } from '../extension.ts';
import { type Asking, ask } from '../fact.ts';
import type { ClientId, ExtensionId } from '../ids.ts';
import type { Password } from '../password.ts';
import type { Session } from '../session.ts';

interface Proven extends Pick<Session, 'extensionId' | 'method' | 'credentialId'> {
  readonly effects: readonly Effect[];
}

export function* requireProof(command: OpenSession, timeMs: number): Asking<Proven> {
  const { proof } = command;
  switch (proof.kind) {
    case 'credential':
      yield* requireCredential(proof, timeMs);
      return { extensionId: proof.extensionId, method: 'jwt', credentialId: proof.credentialId, effects: [] };
    case 'password': {
      const effects = yield* requirePassword(proof, timeMs);
      return { extensionId: proof.extensionId, method: 'password', credentialId: null, effects };
    }
    case 'code': {
      const code = yield* requireUsedCode(command, proof.codeHash);
      const effects: Effect[] = [{ kind: 'code-put', code: { ...code, sessionId: command.sessionId } }];
      return { extensionId: code.extensionId, method: 'code', credentialId: null, effects };
    }
  }
}

function* requireCredential({ credentialId, extensionId }: CredentialProof, timeMs: number): Asking<void> {
  const credential = yield* ask({ kind: 'credential', credentialId });
  const isGood = credential && !credential.isRevoked && credential.extensionId === extensionId;
  if (!isGood || (credential.expiresMs !== null && credential.expiresMs <= timeMs)) {
    throw new DomainError({ code: 'credential-over' });
  }
}

/** The password must still be the one that was compared, and not be locked. Forgets the failures before it. */
export function* requirePassword(proof: PasswordProof, timeMs: number): Asking<Effect[]> {
  const password = yield* ask({ kind: 'password', extensionId: proof.extensionId });
  if (!password || password.hash !== proof.hash || isLocked(password, proof, timeMs)) {
    throw new DomainError({ code: 'bad-credentials' });
  }
  // Another's guesses go on being counted.
  if (proof.passesLock && password.lockedUntilMs > timeMs) return [];
  if (password.failures === 0 && proof.betterHash === undefined) return [];
  const hash = proof.betterHash ?? password.hash;
  return [{ kind: 'password-put', password: { ...password, hash, failures: 0, lockedUntilMs: 0 } }];
}

export function isLocked(
  { lockedUntilMs }: Password,
  { passesLock = false }: Pick<PasswordProof, 'passesLock'>,
  timeMs: number,
): boolean {
  return lockedUntilMs > timeMs && !passesLock;
}

/** A code that this app has just used up, and nobody since. */
function* requireUsedCode({ clientId }: OpenSession, codeHash: string): Asking<AuthorizationCode> {
  const code = yield* ask({ kind: 'authorization-code', codeHash });
  if (!code || code.usedMs === null || code.isReplayed || code.sessionId !== null || code.clientId !== clientId) {
    throw new DomainError({ code: 'invalid-grant' });
  }
  return code;
}

export function* requireActivePerson(
  extensionId: ExtensionId,
  code: 'inactive-person' | 'bad-credentials' = 'inactive-person',
): Asking<void> {
  const person = yield* ask({ kind: 'extension', extensionId });
  if (!person || person.isDeleted) throw new DomainError({ code: code === 'bad-credentials' ? code : 'invalid-grant' });
  if (!isActive(person)) throw new DomainError({ code, subject: person.status });
}

/** The app was there when it proved itself; it may have been removed since, and its sessions with it. */
export function* requireAppStill(clientId: ClientId): Asking<void> {
  if (!(yield* ask({ kind: 'app', clientId }))) throw new DomainError({ code: 'invalid-client' });
}
