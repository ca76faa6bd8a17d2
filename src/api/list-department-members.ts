/** GET …/department/{departmentId}/members: the people in a Department, by number. */

import { Type } from 'typebox';
import { memberListShape } from '../wire/departments.ts';
import { pagingQuery } from '../wire/lists.ts';
import { listMembers } from './shared/list-members.ts';
import { departmentParams } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

export const listDepartmentMembers = operation({
  operationId: 'listDepartmentMembers',
  summary: 'List the members of a Department',
  tag: 'Company',
  method: 'GET',
  path: '/restapi/v1.0/account/:accountId/department/:departmentId/members',
  access: { app: 'ReadAccounts', user: 'ReadExtensions' },
  rate: 'Light',
  schema: { params: departmentParams, querystring: Type.Object(pagingQuery), response: { 200: memberListShape } },
  handle: (call, services) => listMembers(call, services, 'department'),
});
