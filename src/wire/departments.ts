/** Departments, which the vendor also calls call queues, and their members. (WIRE contract, section 8.) */

import { Type } from 'typebox';
import type { Extension } from '../domain/extension.ts';
import type { DepartmentWithPeople } from '../domain/reads/company.ts';
import { digits } from './ids.ts';
import { navigationShape, pagingShape } from './lists.ts';
import type { Urls } from './urls.ts';

const listOf = <T extends Type.TSchema>(record: T, title: string) =>
  Type.Object(
    { uri: Type.String(), records: Type.Array(record), paging: pagingShape, navigation: navigationShape },
    { title },
  );

const queueShape = Type.Object({
  id: Type.String(),
  uri: Type.String(),
  extensionNumber: Type.String(),
  name: Type.String(),
});
export const queueListShape = listOf(queueShape, 'CallQueueList');

export const queueDetailsShape = Type.Object(
  {
    ...queueShape.properties,
    status: Type.String(),
    editableMemberStatus: Type.Boolean(),
  },
  { title: 'CallQueue' },
);

/** The id is a number here and in the older list of Department members, but a string wherever a queue is meant. */
const memberShape = Type.Object({
  id: Type.Integer({ format: 'int64' }),
  uri: Type.String(),
  extensionNumber: Type.String(),
  name: Type.String(),
});
export const memberListShape = listOf(memberShape, 'MemberList');

const idList = Type.Optional(Type.Array(digits));
export const memberChangeShape = Type.Object(
  { addedExtensionIds: idList, removedExtensionIds: idList },
  { title: 'MemberChange' },
);
export const departmentChangesShape = Type.Object(
  { items: Type.Array(Type.Object({ departmentId: digits, ...memberChangeShape.properties })) },
  { title: 'DepartmentChanges' },
);

export const managersShape = Type.Object({ records: Type.Array(memberShape) }, { title: 'Managers' });
export const setManagersShape = Type.Object(
  {
    extensionIds: Type.Optional(Type.Array(digits)),
    records: Type.Optional(Type.Array(Type.Object({ id: digits }), { description: 'As they are read, instead' })),
  },
  { title: 'SetManagers' },
);

const ids = Type.Array(Type.String());
export const departmentListShape = listOf(
  Type.Object({
    ...{ id: Type.String(), extensionNumber: Type.String(), name: Type.String(), status: Type.String() },
    memberIds: ids,
    managerIds: ids,
  }),
  'DepartmentList',
);

export function departmentWithPeopleJson({ department, memberIds, managerIds }: DepartmentWithPeople) {
  const { extensionId, extensionNumber, name, status } = department;
  return {
    ...{ id: String(extensionId), extensionNumber, name, status },
    memberIds: memberIds.map(String),
    managerIds: managerIds.map(String),
  };
}

export function queueJson(department: Extension, urls: Urls): Type.Static<typeof queueShape> {
  const { accountId, extensionId, extensionNumber, name } = department;
  return {
    id: String(extensionId),
    uri: `${urls.account(accountId)}/call-queues/${extensionId}`,
    extensionNumber,
    name,
  };
}

export function queueDetailsJson(department: Extension, urls: Urls): Type.Static<typeof queueDetailsShape> {
  return { ...queueJson(department, urls), status: department.status, editableMemberStatus: false };
}

export function memberJson(member: Extension, urls: Urls): Type.Static<typeof memberShape> {
  const { accountId, extensionId, extensionNumber, name } = member;
  return { id: extensionId, uri: urls.extension(accountId, extensionId), extensionNumber, name };
}
