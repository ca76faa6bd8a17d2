/** Who is in a Department and who manages it. All of a change happens, or none of it. */

import type { Membership } from '../access.ts';
import type { OutcomeOf } from '../command.ts';
import type { ChangeMembers, MemberChange, SetManagers } from '../commands/company.ts';
import type { Decided, Effect } from '../effect.ts';
import { type Refusal, refuseAll } from '../errors.ts';
import { isDepartment } from '../extension.ts';
import { type Asking, ask, askAll, take } from '../fact.ts';
import type { ExtensionId, Sequence } from '../ids.ts';
import { requirePermission, requirePermissionOver } from './actor.ts';
import { audited } from './audited.ts';
import { isPerson, type Known, lookUpAll, maxRefusals, namedIn } from './named-extensions.ts';
import { requireNow } from './now.ts';

export function* changeMembers(command: ChangeMembers): Asking<Decided<OutcomeOf<ChangeMembers>>> {
  const changes = mergedByDepartment(command.changes);
  const departmentIds = changes.map(({ departmentId }) => departmentId);
  yield* requirePermissionOver(departmentIds, command.actor, 'UserGroups');
  const known = yield* lookUpAll(changes.flatMap(idsNamedBy));
  refuseAll(refusalsIn(changes, known));
  const before = yield* membershipsNow(changes);
  const { timeMs } = yield* requireNow();
  const at = { place: (yield* take(1)).first, timeMs };
  return {
    value: null,
    effects: changes.flatMap((change): Effect[] => {
      const { departmentId } = change;
      const joining = [...new Set(change.addedIds)].filter((id) => !isMember(before, id, departmentId));
      const leaving = [...new Set(change.removedIds)].filter((id) => isMember(before, id, departmentId));
      if (joining.length + leaving.length === 0) return [];
      const details = { addedIds: joining, removedIds: leaving };
      const entry = { action: 'change-members', target: String(departmentId), details };
      return [...memberEffects({ departmentId, joining, leaving }, at), audited(command.actor, timeMs, entry)];
    }),
  };
}

export function* setManagers(command: SetManagers): Asking<Decided<OutcomeOf<SetManagers>>> {
  // To make someone a manager is to give them a role.
  yield* requirePermission(command.actor, 'EditAssignedRoles');
  const { departmentId, managerIds } = command;
  const known = yield* lookUpAll([departmentId, ...managerIds]);
  const people = namedIn(known, managerIds, { parameter: 'extensionIds', fits: isPerson });
  refuseAll([...refusalsOfDepartment(departmentId, known), ...people.refusals]);
  const now = new Set(yield* ask({ kind: 'managers-of', departmentId }));
  const wanted = new Set(managerIds);
  const [added, removed] = [wanted.difference(now), now.difference(wanted)];
  if (added.size + removed.size === 0) return { value: null, effects: [] };
  const { timeMs } = yield* requireNow();
  const details = { addedIds: [...added], removedIds: [...removed] };
  return {
    value: null,
    effects: [
      { kind: 'managers-set', departmentId, managerIds: [...wanted] },
      audited(command.actor, timeMs, { action: 'set-managers', target: String(departmentId), details }),
    ],
  };
}

/** One change a Department, however many items speak of it: what contradicts itself across items is then seen. */
function mergedByDepartment(changes: readonly MemberChange[]): MemberChange[] {
  const merged = new Map<ExtensionId, MemberChange>();
  for (const { departmentId, addedIds, removedIds } of changes) {
    const before = merged.get(departmentId);
    merged.set(departmentId, {
      departmentId,
      addedIds: [...(before?.addedIds ?? []), ...addedIds],
      removedIds: [...(before?.removedIds ?? []), ...removedIds],
    });
  }
  return [...merged.values()];
}

function idsNamedBy({ departmentId, addedIds, removedIds }: MemberChange): ExtensionId[] {
  return [departmentId, ...addedIds, ...removedIds];
}

type Memberships = ReadonlyMap<ExtensionId, readonly Membership[]>;

/** Of everyone whom the changes name. */
function* membershipsNow(changes: readonly MemberChange[]): Asking<Memberships> {
  const ids = [...new Set(changes.flatMap(({ addedIds, removedIds }) => [...addedIds, ...removedIds]))];
  const memberships = yield* askAll(ids.map((extensionId) => ({ kind: 'memberships-of', extensionId }) as const));
  return new Map(ids.map((id, index) => [id, memberships[index] ?? []]));
}

function isMember(memberships: Memberships, extensionId: ExtensionId, departmentId: ExtensionId): boolean {
  return (memberships.get(extensionId) ?? []).some((one) => one.departmentId === departmentId);
}

interface Moving {
  readonly departmentId: ExtensionId;
  readonly joining: readonly ExtensionId[];
  readonly leaving: readonly ExtensionId[];
}

/** The intervals that are opened and closed. */
function memberEffects(
  { departmentId, joining, leaving }: Moving,
  { place, timeMs }: { place: Sequence; timeMs: number },
): Effect[] {
  return [
    ...joining.map((extensionId): Effect => {
      return { kind: 'member-joined', departmentId, extensionId, joinedSeq: place, joinedMs: timeMs };
    }),
    ...leaving.map((extensionId): Effect => ({ kind: 'member-left', departmentId, extensionId, leftSeq: place })),
  ];
}

function refusalsIn(changes: readonly MemberChange[], known: Known): Refusal[] {
  const refusals: Refusal[] = [];
  for (const change of changes) {
    if (refusals.length >= maxRefusals) break;
    refusals.push(...refusalsOf(change, known));
  }
  return refusals;
}

function refusalsOf({ departmentId, addedIds, removedIds }: MemberChange, known: Known): Refusal[] {
  const both = new Set(addedIds).intersection(new Set(removedIds));
  return [
    ...refusalsOfDepartment(departmentId, known),
    ...namedIn(known, addedIds, { parameter: 'addedExtensionIds', fits: isPerson }).refusals,
    ...namedIn(known, removedIds, { parameter: 'removedExtensionIds', fits: () => true }).refusals,
    ...[...both].map((id): Refusal => {
      return { code: 'invalid-parameter', parameter: 'removedExtensionIds', subject: String(id) };
    }),
  ];
}

function refusalsOfDepartment(departmentId: ExtensionId, known: Known): Refusal[] {
  const department = known.get(departmentId);
  if (!known.has(departmentId) || (department && isDepartment(department) && !department.isDeleted)) return [];
  return [{ code: 'unknown-referenced-resource', parameter: 'departmentId', subject: String(departmentId) }];
}
