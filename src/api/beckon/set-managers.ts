/** PUT /beckon/v1/departments/{departmentId}/managers: names all of a Department’s managers. */

import { DomainError, unwrap } from '../../domain/errors.ts';
import { managersShape, setManagersShape } from '../../wire/departments.ts';
import { extensionIdsFrom } from '../../wire/ids.ts';
import { requireDepartment } from '../shared/mailbox.ts';
import { operation } from '../shared/operation.ts';
import { managersOf, managersParams } from './read-managers.ts';

export const setManagers = operation({
  operationId: 'setManagers',
  summary: 'Set who manages a Department',
  tag: 'Company',
  method: 'PUT',
  path: '/beckon/v1/departments/:departmentId/managers',
  access: { app: 'EditExtensions', user: 'EditAssignedRoles' },
  rate: 'Medium',
  schema: { params: managersParams, body: setManagersShape, response: { 200: managersShape } },
  async handle({ params, body, caller }, services) {
    const ids = body.extensionIds ?? body.records?.map(({ id }) => id);
    if (!ids) throw new DomainError({ code: 'invalid-parameter', parameter: 'extensionIds' });
    const { extensionId } = await requireDepartment({ accountId: '~', ...params }, caller, services);
    unwrap(
      await services.store.execute({
        kind: 'set-managers',
        accountId: caller.accountId,
        actor: caller,
        departmentId: extensionId,
        managerIds: extensionIdsFrom(ids, 'extensionIds'),
      }),
    );
    return managersOf(params, caller, services);
  },
});
