/** PUT …/extension/{extensionId}/call-queues: the Departments that someone is in from now on, and no others. */

import { Type } from 'typebox';
import type { MemberChange } from '../domain/commands/company.ts';
import { DomainError, unwrap } from '../domain/errors.ts';
import { digits, extensionIdsFrom } from '../wire/ids.ts';
import { extensionIdFrom, mailboxParams } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';
import { departmentsOf } from './shared/surroundings.ts';

export const updateUserCallQueues = operation({
  operationId: 'updateUserCallQueues',
  summary: 'Set the Departments that someone is in',
  tag: 'Company',
  method: 'PUT',
  path: '/restapi/v1.0/account/:accountId/extension/:extensionId/call-queues',
  access: { app: 'EditAccounts', user: 'EditCallQueuePresence', extension: 'any' },
  rate: 'Medium',
  schema: {
    params: mailboxParams,
    body: Type.Object({ records: Type.Array(Type.Object({ id: digits })) }, { title: 'UpdateUserCallQueues' }),
    response: {
      200: Type.Object(
        { records: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })) },
        { title: 'UserCallQueues' },
      ),
    },
  },
  async handle({ params, body, caller }, { store }) {
    const extensionId = extensionIdFrom(params, caller);
    const person = await store.as(caller).readExtension(extensionId);
    if (!person) throw new DomainError({ code: 'unknown-resource', parameter: 'extensionId' });
    const wanted = new Set(
      extensionIdsFrom(
        body.records.map(({ id }) => id),
        'records.id',
      ),
    );
    const before = (await departmentsOf(person, caller, store)).map((department) => department.extensionId);
    const changes: MemberChange[] = [
      ...[...wanted].map((departmentId) => ({ departmentId, addedIds: [extensionId], removedIds: [] })),
      ...before
        .filter((departmentId) => !wanted.has(departmentId))
        .map((departmentId) => ({ departmentId, addedIds: [], removedIds: [extensionId] })),
    ];
    unwrap(await store.execute({ kind: 'change-members', accountId: caller.accountId, actor: caller, changes }));
    const departments = await departmentsOf(person, caller, store);
    return {
      records: departments.map((department) => ({ id: String(department.extensionId), name: department.name })),
    };
  },
});
