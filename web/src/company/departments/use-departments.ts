/** Every Department with who is in it and who manages it, read anew when the directory changes or the window returns. */

import type { DepartmentJson } from '../../api/shapes.ts';
import { type Loaded, useLoaded } from '../../api/use-loaded.ts';
import { directory, everyPage } from '../../directory/directory.ts';
import { me } from '../../session/me.ts';
import { may } from '../../session/permissions.ts';
import { useReturn } from '../use-return.ts';

export function useDepartments(): Loaded<readonly DepartmentJson[]> {
  const loaded = useLoaded<readonly DepartmentJson[]>(
    () => everyPage<DepartmentJson>('/beckon/v1/departments'),
    [directory.value],
  );
  useReturn(loaded.reload);
  return loaded;
}

/** Managers have their own; who may change people has all. */
export function isMine({ managerIds }: DepartmentJson): boolean {
  return may('EditUserInfo') || managerIds.includes(String(me.value?.id));
}
