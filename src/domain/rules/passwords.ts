/** Passwords: counting failures, changing one's own, and links with which a first or new one is set. */

import type { OutcomeOf } from '../command.ts';
import type { AcceptInvitation, ChangePassword, CountFailedSignIn, Invite } from '../commands/credentials.ts';
import type { Decided, Effect } from '../effect.ts';
import { DomainError } from '../errors.ts';
import { type Extension, ownsMailbox } from '../extension.ts';
import { type Asking, ask, take } from '../fact.ts';
import { freshPassword, lockMs } from '../password.ts';
import { requireActor, requirePermission } from './actor.ts';
import { audited } from './audited.ts';
import { endSessionsOf } from './endings.ts';
import { requireNow } from './now.ts';
import { isLocked } from './sign-in-proofs.ts';

/** Tries made while the password is locked count for nothing, or whoever tries on could lock someone out for ever. */
export function* countFailedSignIn(command: CountFailedSignIn): Asking<Decided<OutcomeOf<CountFailedSignIn>>> {
  const { extensionId, address } = command;
  const { timeMs } = yield* requireNow();
  const password = extensionId === undefined ? undefined : yield* ask({ kind: 'password', extensionId });
  if (!password || password.lockedUntilMs > timeMs) return { value: null, effects: [] };
  const failures = password.failures + 1;
  const lockedMs = lockMs(failures);
  const effects: Effect[] = [
    {
      kind: 'password-put',
      password: { ...password, failures, lockedUntilMs: lockedMs === 0 ? 0 : timeMs + lockedMs },
    },
  ];
  if (lockedMs > 0) {
    const target = String(password.extensionId);
    const details = { failures, lockedSeconds: lockedMs / 1000 };
    const entry = audited('operator', timeMs, { action: 'lock-password', target, details });
    effects.push({ ...entry, entry: { ...entry.entry, address: address ?? null } });
  }
  return { value: null, effects };
}

export function* changePassword(command: ChangePassword): Asking<Decided<OutcomeOf<ChangePassword>>> {
  const { actor, oldHash, newHash } = command;
  const { extensionId } = yield* requireActor(actor);
  const { timeMs } = yield* requireNow();
  const password = yield* ask({ kind: 'password', extensionId });
  if (!password || password.hash !== oldHash || isLocked(password, command, timeMs)) {
    throw new DomainError({ code: 'wrong-password', parameter: 'currentPassword' });
  }
  return {
    value: null,
    effects: [
      { kind: 'password-put', password: freshPassword(extensionId, newHash, timeMs) },
      { kind: 'invitation-gone', extensionId },
      ...(yield* endSessionsOf([extensionId], timeMs, ({ sessionId }) => sessionId !== actor.sessionId)),
      audited(actor, timeMs, { action: 'change-password', target: String(extensionId), details: {} }),
    ],
  };
}

export function* invite(command: Invite): Asking<Decided<OutcomeOf<Invite>>> {
  const { actor, extensionId, tokenHash, lifeMs } = command;
  yield* requirePermission(actor, 'AddRemoveUsers');
  const extension = yield* ask({ kind: 'extension', extensionId });
  if (!extension || extension.isDeleted) throw new DomainError({ code: 'unknown-resource', parameter: 'extensionId' });
  if (!canSetPassword(extension)) {
    throw new DomainError({ code: 'cannot-be-invited', parameter: 'extensionId', subject: extension.extensionNumber });
  }
  const { timeMs } = yield* requireNow();
  const expiresMs = timeMs + lifeMs;
  const details = { expiresMs };
  return {
    value: { extension, expiresMs },
    effects: [
      { kind: 'invitation-put', invitation: { extensionId, tokenHash, expiresMs } },
      audited(actor, timeMs, { action: 'invite', target: String(extensionId), details }),
    ],
  };
}

export function* acceptInvitation(command: AcceptInvitation): Asking<Decided<OutcomeOf<AcceptInvitation>>> {
  const { tokenHash, newHash, address } = command;
  const invitation = yield* ask({ kind: 'invitation', tokenHash });
  const { timeMs } = yield* requireNow();
  if (!invitation || invitation.expiresMs <= timeMs) throw new DomainError({ code: 'invalid-grant' });
  const { extensionId } = invitation;
  const before = yield* ask({ kind: 'extension', extensionId });
  if (!before || !canSetPassword(before)) throw new DomainError({ code: 'invalid-grant' });
  const extension: Extension = { ...before, status: 'Enabled' };
  const isNew = before.status !== 'Enabled';
  const ending = yield* endSessionsOf([extensionId], timeMs);
  const activated: Effect[] = isNew ? [{ kind: 'extension-put', extension, modifiedSeq: (yield* take(1)).first }] : [];
  const doer = { extensionId, ...(address === undefined ? {} : { address }) };
  return {
    value: extension,
    effects: [
      ...activated,
      { kind: 'password-put', password: freshPassword(extensionId, newHash, timeMs) },
      { kind: 'invitation-gone', extensionId },
      ...ending,
      audited(doer, timeMs, { action: 'set-password', target: String(extensionId), details: { isActivated: isNew } }),
    ],
  };
}

/** People who may sign in, or may once they have set a password. */
export function canSetPassword({ type, status, isDeleted }: Pick<Extension, 'type' | 'status' | 'isDeleted'>): boolean {
  return ownsMailbox(type) && !isDeleted && (status === 'Enabled' || status === 'NotActivated');
}
