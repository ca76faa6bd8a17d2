/** Who has which role, and what the roles are called. */

import type { assignedRolesShape, roleHoldersShape } from '../../../../src/wire/roles.ts';
import type { Answer } from '../../api/shapes.ts';
import { type Loaded, useLoaded } from '../../api/use-loaded.ts';
import { everyPage } from '../../directory/directory.ts';
import { accountPath } from '../../session/client.ts';
import { type Key, t } from '../../text/catalogue.ts';
import { useReturn } from '../use-return.ts';

type RoleHolderJson = Answer<typeof roleHoldersShape>['records'][number];
export type RoleJson = Answer<typeof assignedRolesShape>['records'][number];

export const administratorId = '1';
export const managerId = '2';
/** Those that are given to people. */
export const assignableIds = ['3', '4', '1'] as const;

const names: Readonly<Record<string, Key>> = {
  '1': 'people.role.administrator',
  '2': 'people.role.manager',
  '3': 'people.role.user',
  '4': 'people.role.auditor',
};

export function roleName({ id, displayName }: Pick<RoleJson, 'id' | 'displayName'>): string {
  const key = names[id];
  return key ? t(key) : displayName;
}

const oftenReadUpTo = 1000;

/** By extension id. */
export function useRoles(): Loaded<ReadonlyMap<number, readonly RoleJson[]>> {
  const loaded = useLoaded(async () => {
    const holders = await everyPage<RoleHolderJson>(`${accountPath}/assigned-role`);
    return new Map(holders.map(({ extensionId, roles }) => [Number(extensionId), roles]));
  }, []);
  useReturn(() => {
    // Of many people it takes many requests, of which only so many a minute are answered.
    if ((loaded.value?.size ?? 0) < oftenReadUpTo) loaded.reload();
  });
  return loaded;
}
