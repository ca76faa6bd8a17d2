/** GET /beckon/v1/departments/{departmentId}/managers. */

import { Type } from 'typebox';
import type { AccessGrant } from '../../domain/session.ts';
import { managersShape, memberJson } from '../../wire/departments.ts';
import { requireDepartment } from '../shared/mailbox.ts';
import { operation } from '../shared/operation.ts';
import type { ApiServices } from '../shared/services.ts';

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
  handle: ({ params, caller }, services) => managersOf(params, caller, services),
});

export async function managersOf(
  { departmentId }: { departmentId: string },
  caller: AccessGrant,
  services: ApiServices,
) {
  const { extensionId } = await requireDepartment({ accountId: '~', departmentId }, caller, services);
  const managers = await services.store.as(caller).listManagers(extensionId);
  return { records: managers.map((manager) => memberJson(manager, services.urls)) };
}
