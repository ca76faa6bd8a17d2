/** GET /beckon/v1/departments/{departmentId}/managers. */

import { Type } from 'typebox';
import type { Grant } from '../../domain/session.ts';
import { managersShape, memberJson } from '../../wire/departments.ts';
import type { Beckon } from '../shared/beckon.ts';
import { requireDepartment } from '../shared/mailbox.ts';
import { operation } from '../shared/operation.ts';

export const managersParams = Type.Object({ departmentId: Type.String() });

export const readManagers = operation({
  operationId: 'readManagers',
  summary: 'Read who manages a Department',
  tag: 'Company',
  method: 'GET',
  path: '/beckon/v1/departments/:departmentId/managers',
  access: { app: 'ReadAccounts', user: 'ReadExtensions' },
  rate: 'Light',
  schema: { params: managersParams, response: { 200: managersShape } },
  handle: ({ params, grant }, beckon) => managersOf(params, grant, beckon),
});

export async function managersOf({ departmentId }: { departmentId: string }, grant: Grant, beckon: Beckon) {
  const { extensionId } = await requireDepartment({ accountId: '~', departmentId }, grant, beckon);
  const managers = await beckon.store.as(grant).listManagers(extensionId);
  return { records: managers.map((manager) => memberJson(manager, beckon.urls)) };
}
