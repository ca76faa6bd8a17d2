/** The first question of every change: is whoever asks still signed in? */

import { DomainError } from '../errors.ts';
import type { Extension } from '../extension.ts';
import { isActive } from '../extension.ts';
import { type Asking, askAll } from '../fact.ts';
import type { Actor } from '../session.ts';

/** The actor's own extension. Refuses with `unknown-token` once the session has ended or the person is not active. */
export function* requireActor(actor: Actor): Asking<Extension> {
  const [session, extension] = (yield* askAll([
    { kind: 'session', sessionId: actor.sessionId },
    { kind: 'extension', extensionId: actor.extensionId },
  ])) as [{ isEnded: boolean } | undefined, Extension | undefined];
  if (!session || session.isEnded || !extension || !isActive(extension)) {
    throw new DomainError({ code: 'unknown-token' });
  }
  return extension;
}
