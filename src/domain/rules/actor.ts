/** The first questions of every change: is whoever asks still signed in, and may they ask this? */

import type { Operator } from '../commands/company.ts';
import { DomainError } from '../errors.ts';
import { type Extension, isActive } from '../extension.ts';
import { type Asking, askAll } from '../fact.ts';
import type { Actor } from '../session.ts';

/** The actor's own extension. Refuses with `unknown-token` once the session has ended or the person is not active. */
export function* requireActor(actor: Actor): Asking<Extension> {
  const [session, extension] = yield* askAll([
    { kind: 'session', sessionId: actor.sessionId },
    { kind: 'extension', extensionId: actor.extensionId },
  ]);
  if (!session || session.isEnded || !extension || !isActive(extension)) {
    throw new DomainError({ code: 'unknown-token' });
  }
  return extension;
}

/** Refuses with `missing-user-permission` unless the actor administers the account. */
export function* requireAdministrator(actor: Actor | Operator, permission: string): Asking<void> {
  if (actor === 'operator') return;
  const extension = yield* requireActor(actor);
  if (!extension.isAdministrator) throw new DomainError({ code: 'missing-user-permission', subject: permission });
}
