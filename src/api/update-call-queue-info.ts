/** PUT …/call-queues/{groupId}: renames a Department, or changes its number or status. */

import { Type } from 'typebox';
import { unwrap } from '../domain/errors.ts';
import { queueDetailsJson, queueDetailsShape } from '../wire/departments.ts';
import { contactFrom, departmentName, updateExtensionShape } from '../wire/extensions.ts';
import { groupParams, requireDepartment } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

const body = Type.Object({
  name: departmentName,
  extensionNumber: updateExtensionShape.properties.extensionNumber,
  status: updateExtensionShape.properties.status,
});

export const updateCallQueueInfo = operation({
  operationId: 'updateCallQueueInfo',
  summary: 'Change a Department',
  tag: 'Company',
  method: 'PUT',
  path: '/restapi/v1.0/account/:accountId/call-queues/:groupId',
  access: { app: 'EditExtensions', user: 'EditUserInfo' },
  rate: 'Light',
  schema: { params: groupParams, body, response: { 200: queueDetailsShape } },
  async handle({ params, body: { name, extensionNumber, status }, caller }, services) {
    const { extensionId } = await requireDepartment(params, caller, services);
    const department = unwrap(
      await services.store.execute({
        kind: 'update-extension',
        accountId: caller.accountId,
        actor: caller,
        extensionId,
        changes: {
          ...(extensionNumber === undefined ? {} : { extensionNumber }),
          ...(status === undefined ? {} : { status }),
          ...(name === undefined ? {} : { contact: contactFrom({ firstName: name, lastName: '' }) }),
        },
      }),
    );
    return queueDetailsJson(department, services.urls);
  },
});
