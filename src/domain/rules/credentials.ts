/** JWT credentials that people make for themselves, and revoke. */

import type { OutcomeOf } from '../command.ts';
import type { CreateCredential, RevokeCredential } from '../commands/credentials.ts';
import type { Decided } from '../effect.ts';
import { DomainError } from '../errors.ts';
import { type Asking, ask } from '../fact.ts';
import { nameGiven } from '../names.ts';
import type { Credential } from '../session.ts';
import { requireActor } from './actor.ts';
import { audited } from './audited.ts';
import { endSessionsOf } from './endings.ts';
import { requireExtension } from './extensions.ts';
import { requireNow } from './now.ts';

const maxCredentials = 100;

export function* createCredential(command: CreateCredential): Asking<Decided<OutcomeOf<CreateCredential>>> {
  const { accountId, actor, credentialId, lifeMs } = command;
  const label = nameGiven(command.label, 'label');
  const isForSomebody = 'operatorFor' in actor;
  const { extensionId } = isForSomebody ? yield* requireExtension(actor.operatorFor) : yield* requireActor(actor);
  const count = yield* ask({ kind: 'credential-count', extensionId });
  if (count >= maxCredentials) throw new DomainError({ code: 'too-many-credentials', subject: String(maxCredentials) });
  const { timeMs } = yield* requireNow();
  const credential: Credential = {
    ...{ accountId, credentialId, extensionId, label, createdMs: timeMs, isRevoked: false },
    expiresMs: lifeMs === null ? null : timeMs + lifeMs,
  };
  // Not the label, which is whatever someone has written.
  const details = { expiresMs: credential.expiresMs };
  return {
    value: credential,
    effects: [
      { kind: 'credential-added', credential },
      audited(isForSomebody ? 'operator' : actor, timeMs, {
        ...{ action: 'create-credential', target: credentialId, details },
      }),
    ],
  };
}

export function* revokeCredential(command: RevokeCredential): Asking<Decided<OutcomeOf<RevokeCredential>>> {
  const { actor, credentialId } = command;
  const { extensionId } = yield* requireActor(actor);
  const credential = yield* ask({ kind: 'credential', credentialId });
  if (!credential || credential.isRevoked || credential.extensionId !== extensionId) {
    throw new DomainError({ code: 'unknown-resource', parameter: 'credentialId' });
  }
  const { timeMs } = yield* requireNow();
  return {
    value: null,
    effects: [
      { kind: 'credential-revoked', credentialId },
      ...(yield* endSessionsOf([extensionId], timeMs, (session) => session.credentialId === credentialId)),
      audited(actor, timeMs, { action: 'revoke-credential', target: credentialId, details: {} }),
    ],
  };
}
