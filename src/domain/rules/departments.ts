/** Who is in a Department and who manages it. All of a change happens, or none of it. */

import type { OutcomeOf } from '../command.ts';
import type { ChangeMembers, MemberChange, SetManagers } from '../commands/company.ts';
import type { Decided, Effect } from '../effect.ts';
import { type Refusal, refuseAll } from '../errors.ts';
import { isDepartment } from '../extension.ts';
import { type Asking, ask, askAll } from '../fact.ts';
import type { ExtensionId } from '../ids.ts';
import { type OpenAccount, requireAccount } from './account.ts';
import { requirePermission, requirePermissionOver } from './actor.ts';
import { audited } from './audited.ts';
import { isPerson, lookUp, maxRefusals } from './named-extensions.ts';

export function* changeMembers(command: ChangeMembers): Asking<Decided<OutcomeOf<ChangeMembers>>> {
  const changes = mergedByDepartment(command.changes);
  const departmentIds = changes.map(({ departmentId }) => departmentId);
  yield* requirePermissionOver(departmentIds, command.actor, 'UserGroups');
  const refusals: Refusal[] = [];
  for (const change of changes) {
    refusals.push(...(yield* refusalsOf(change)));
    if (refusals.length >= maxRefusals) break;
  }
  refuseAll(refusals);

  const account = yield* requireAccount();
  const effects: Effect[] = [];
  for (const change of changes) {
    const changed = yield* memberEffects(change, account);
    if (changed.length === 0) continue;
    const idsOf = (kind: Effect['kind']) =>
      changed.flatMap((effect) => (effect.kind === kind && 'extensionId' in effect ? [effect.extensionId] : []));
    const details = { addedIds: idsOf('member-joined'), removedIds: idsOf('member-left') };
    const target = String(change.departmentId);
    effects.push(...changed, audited(command.actor, account.timeMs, { action: 'change-members', target, details }));
  }
  return { value: null, effects: effects.length === 0 ? [] : [...effects, account.advancedBy(1)] };
}

export function* setManagers(command: SetManagers): Asking<Decided<OutcomeOf<SetManagers>>> {
  // To make someone a manager is to give them a role.
  yield* requirePermission(command.actor, 'EditAssignedRoles');
  const { departmentId, managerIds } = command;
  refuseAll([...(yield* refusalOfDepartment(departmentId)), ...(yield* refusalsOfPeople(managerIds, 'extensionIds'))]);
  const now = new Set(yield* ask({ kind: 'managers-of', departmentId }));
  const wanted = new Set(managerIds);
  const [added, removed] = [wanted.difference(now), now.difference(wanted)];
  if (added.size + removed.size === 0) return { value: null, effects: [] };
  const account = yield* requireAccount();
  const details = { addedIds: [...added], removedIds: [...removed] };
  return {
    value: null,
    effects: [
      { kind: 'managers-set', departmentId, managerIds: [...wanted] },
      audited(command.actor, account.timeMs, { action: 'set-managers', target: String(departmentId), details }),
      account.advancedBy(1),
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

/** The intervals that a change opens and closes; none for what is so already. */
export function* memberEffects(
  { departmentId, addedIds, removedIds }: MemberChange,
  account: Pick<OpenAccount, 'nextSequence' | 'timeMs'>,
): Asking<Effect[]> {
  const [joining, leaving] = [[...new Set(addedIds)], [...new Set(removedIds)]];
  const memberships = yield* askAll(
    [...joining, ...leaving].map((extensionId) => ({ kind: 'memberships-of', extensionId }) as const),
  );
  const isMember = memberships.map((ones) => ones.some((one) => one.departmentId === departmentId));
  const { nextSequence, timeMs } = account;
  return [
    ...joining
      .filter((_, index) => !isMember[index])
      .map((extensionId): Effect => {
        return { kind: 'member-joined', departmentId, extensionId, joinedSeq: nextSequence, joinedMs: timeMs };
      }),
    ...leaving
      .filter((_, index) => isMember[joining.length + index])
      .map((extensionId): Effect => ({ kind: 'member-left', departmentId, extensionId, leftSeq: nextSequence })),
  ];
}

function* refusalsOf({ departmentId, addedIds, removedIds }: MemberChange): Asking<Refusal[]> {
  const both = new Set(addedIds).intersection(new Set(removedIds));
  return [
    ...(yield* refusalOfDepartment(departmentId)),
    ...(yield* refusalsOfPeople(addedIds, 'addedExtensionIds')),
    ...(yield* refusalsOfUnknown(removedIds, 'removedExtensionIds')),
    ...[...both].map((id): Refusal => {
      return { code: 'invalid-parameter', parameter: 'removedExtensionIds', subject: String(id) };
    }),
  ];
}

function* refusalOfDepartment(departmentId: ExtensionId): Asking<Refusal[]> {
  const department = yield* ask({ kind: 'extension', extensionId: departmentId });
  if (department && isDepartment(department) && !department.isDeleted) return [];
  return [{ code: 'unknown-referenced-resource', parameter: 'departmentId', subject: String(departmentId) }];
}

function* refusalsOfPeople(ids: readonly ExtensionId[], parameter: string): Asking<readonly Refusal[]> {
  return (yield* lookUp(ids, parameter, isPerson)).refusals;
}

function* refusalsOfUnknown(ids: readonly ExtensionId[], parameter: string): Asking<readonly Refusal[]> {
  return (yield* lookUp(ids, parameter, () => true)).refusals;
}
