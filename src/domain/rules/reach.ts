/** Whom a page reaches: the people it is addressed to and the active members of its Departments, each once. */

import { type Extension, isActive, isDepartment } from '../extension.ts';
import { type Asking, askAll } from '../fact.ts';
import type { DepartmentMembers } from '../facts/company.ts';
import type { ExtensionId } from '../ids.ts';
import type { Party, Skipped } from '../message.ts';

export interface Reach {
  /** Everyone but the sender who gets a copy, in ascending order of id. */
  readonly reachedIds: readonly ExtensionId[];
  readonly skipped: readonly Skipped[];
  /** Whether the sender is a member of one of the Departments addressed. */
  readonly isSenderMember: boolean;
}

export function* reachOf(senderId: ExtensionId, addressees: readonly Extension[]): Asking<Reach> {
  const departments = addressees.filter((addressee) => isDepartment(addressee) && isActive(addressee));
  const members: DepartmentMembers[] = yield* askAll(
    departments.map(({ extensionId }) => ({ kind: 'department-members', departmentId: extensionId }) as const),
  );
  const people = addressees.filter((addressee) => !isDepartment(addressee));
  const activePeople = people.filter(isActive).map(({ extensionId }) => extensionId);
  const reached = new Set<ExtensionId>(activePeople);
  for (const { activeIds } of members) for (const id of activeIds) reached.add(id);
  reached.delete(senderId);

  const inactive = [
    addressees.filter((addressee) => !isActive(addressee)),
    ...members.map((department) => department.inactive),
  ];
  const skipped = new Map(inactive.flat().map((extension) => [extension.extensionId, skippedFrom(extension)]));
  return {
    reachedIds: [...reached].sort((a, b) => a - b),
    skipped: [...skipped.values()],
    isSenderMember: members.some(({ activeIds }) => activeIds.includes(senderId)),
  };
}

export function partyFrom({ extensionId, extensionNumber, name }: Extension): Party {
  return { extensionId, extensionNumber, name };
}

function skippedFrom(extension: Extension): Skipped {
  return { ...partyFrom(extension), reason: extension.status as Skipped['reason'] };
}
