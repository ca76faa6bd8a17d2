/** Who has which role. Each change is audited, and someone must be left who administers the company. */

import type { OutcomeOf } from '../command.ts';
import type { AssignRole, SetDefaultRole, SetRoles } from '../commands/roles.ts';
import type { Decided, Effect } from '../effect.ts';
import { DomainError, type Refusal, refuseAll } from '../errors.ts';
import { type Extension, isActive, ownsMailbox } from '../extension.ts';
import { type Asking, ask, take } from '../fact.ts';
import { type AssignableRole, isAdministrator, orderedRoles } from '../role.ts';
import { requirePermission } from './actor.ts';
import { audited } from './audited.ts';
import { requireExtension, requireOtherAdministrator } from './extensions.ts';
import { isPerson, lookUp } from './named-extensions.ts';
import { requireNow } from './now.ts';

interface Change {
  readonly before: Extension;
  readonly after: Extension;
}

export function* setRoles(command: SetRoles): Asking<Decided<OutcomeOf<SetRoles>>> {
  yield* requirePermission(command.actor, 'EditAssignedRoles');
  const before = yield* requireExtension(command.extensionId);
  if (!ownsMailbox(before.type)) throw new DomainError({ code: 'invalid-parameter', parameter: 'extensionId' });
  const roles = command.roles === 'default' ? [yield* ask({ kind: 'default-role' })] : orderedRoles(command.roles);
  if (roles.length === 0) throw new DomainError({ code: 'invalid-parameter', parameter: 'records' });
  const after = { ...before, roles };
  return { value: after, effects: yield* effectsOf([{ before, after }], command, 'records') };
}

export function* assignRole(command: AssignRole): Asking<Decided<OutcomeOf<AssignRole>>> {
  const { role } = command;
  yield* requirePermission(command.actor, 'EditUserRoles');
  const [added, removed] = [new Set(command.addedIds), new Set(command.removedIds)];
  const gaining = yield* lookUp([...added], 'addedExtensionIds', isPerson);
  const losing = yield* lookUp([...removed], 'removedExtensionIds', isPerson);
  refuseAll([
    ...gaining.refusals,
    ...losing.refusals,
    ...[...added.intersection(removed)].map((id): Refusal => {
      return { code: 'invalid-parameter', parameter: 'removedExtensionIds', subject: String(id) };
    }),
  ]);
  const standard = yield* ask({ kind: 'default-role' });
  const changes = [
    ...gaining.found.map((before) => ({ before, after: { ...before, roles: orderedRoles([...before.roles, role]) } })),
    ...losing.found.map((before) => ({ before, after: { ...before, roles: without(before, role, standard) } })),
  ];
  return { value: null, effects: yield* effectsOf(changes, command, 'removedExtensionIds') };
}

export function* setDefaultRole(command: SetDefaultRole): Asking<Decided<OutcomeOf<SetDefaultRole>>> {
  yield* requirePermission(command.actor, 'Roles');
  const { role } = command;
  if ((yield* ask({ kind: 'default-role' })) === role) return { value: null, effects: [] };
  const now = yield* requireNow();
  const entry = audited(command.actor, now.timeMs, {
    action: 'set-default-role',
    target: null,
    details: { role },
  });
  return { value: null, effects: [{ kind: 'default-role-set', role }, entry] };
}

/** Nobody is left without any role. */
function without({ roles }: Extension, role: AssignableRole, standard: AssignableRole): AssignableRole[] {
  const rest = orderedRoles(roles.filter((one) => one !== role));
  return rest.length === 0 ? [standard] : rest;
}

/** None for those who have these roles already. */
function* effectsOf(
  changes: readonly Change[],
  { actor }: Pick<SetRoles, 'actor'>,
  parameter: string,
): Asking<Effect[]> {
  const real = changes.filter(({ before, after }) => before.roles.join() !== after.roles.join());
  if (real.length === 0) return [];
  const isPromotion = real.some(({ after }) => isAdministrator(after) && isActive(after));
  const demoted = real.filter(({ after }) => !isAdministrator(after)).map(({ before }) => before);
  if (!isPromotion) yield* requireOtherAdministrator(demoted, parameter);
  const { timeMs } = yield* requireNow();
  const places = yield* take(real.length);
  return [
    ...real.flatMap(({ before, after }, index): Effect[] => [
      { kind: 'extension-put', extension: after, modifiedSeq: places.at(index) },
      audited(actor, timeMs, {
        action: 'set-roles',
        target: String(after.extensionId),
        details: { before: before.roles, after: after.roles },
      }),
    ]),
  ];
}
