/** The first questions of every change: is whoever asks still signed in, and may they do this now? */

import type { Operator } from '../commands/company.ts';
import { DomainError } from '../errors.ts';
import { type Extension, isActive } from '../extension.ts';
import { type Asking, ask, askAll } from '../fact.ts';
import type { ExtensionId } from '../ids.ts';
import type { UserPermission } from '../permission.ts';
import { personMay, roleMay } from '../role.ts';
import type { Actor } from '../session.ts';

/**
 * The actor's own extension. Refuses with `unknown-token` once the session has ended or the person is not active, and
 * with `missing-user-permission` unless their roles allow, at this moment, what the actor acts under.
 */
export function* requireActor(actor: Actor): Asking<Extension> {
  const [session, extension] = yield* askAll([
    { kind: 'session', sessionId: actor.sessionId },
    { kind: 'extension', extensionId: actor.extensionId },
  ]);
  if (!session || session.isEnded || !extension || !isActive(extension)) {
    throw new DomainError({ code: 'unknown-token' });
  }
  if (actor.permission) yield* requireRoleFor(extension, actor.permission);
  return extension;
}

/** Refuses with `missing-user-permission` unless the actor's roles allow this over the whole company. */
export function* requirePermission(actor: Actor | Operator, permission: UserPermission): Asking<void> {
  if (actor === 'operator') return;
  const extension = yield* requireActor(actor);
  if (!mayEverywhere(extension, permission)) refuse(permission);
}

/** The same, but managers may do it to the Departments they manage. */
export function* requirePermissionOver(
  departmentIds: readonly ExtensionId[],
  actor: Actor | Operator,
  permission: UserPermission,
): Asking<void> {
  if (actor === 'operator') return;
  const extension = yield* requireActor(actor);
  if (mayEverywhere(extension, permission)) return;
  const { extensionId } = extension;
  const isManager = yield* askAll(
    departmentIds.map((departmentId) => ({ kind: 'is-manager', departmentId, extensionId }) as const),
  );
  if (!roleMay('department-manager', permission) || isManager.length === 0 || isManager.includes(false)) {
    refuse(permission);
  }
}

function mayEverywhere({ roles }: Extension, permission: UserPermission): boolean {
  return personMay({ roles, isManager: false }, permission);
}

function* requireRoleFor(extension: Extension, permission: UserPermission): Asking<void> {
  if (mayEverywhere(extension, permission)) return;
  const { extensionId } = extension;
  // Few are allowed anything by managing, so only then is it asked whether they do.
  const isManager = roleMay('department-manager', permission) && (yield* ask({ kind: 'is-any-manager', extensionId }));
  if (!isManager) refuse(permission);
}

function refuse(permission: UserPermission): never {
  throw new DomainError({ code: 'missing-user-permission', subject: permission });
}
