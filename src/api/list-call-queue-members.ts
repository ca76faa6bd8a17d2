/** GET …/call-queues/{groupId}/members: the people in a Department, by number. */

import { Type } from 'typebox';
import { memberListShape } from '../wire/departments.ts';
import { pagingQuery } from '../wire/lists.ts';
import { listMembers } from './shared/list-members.ts';
import { groupParams } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

export const listCallQueueMembers = operation({
  operationId: 'listCallQueueMembers',
  summary: 'List the members of a Department',
  tag: 'Company',
  method: 'GET',
  path: '/restapi/v1.0/account/:accountId/call-queues/:groupId/members',
  access: { app: 'ReadAccounts', user: 'ReadExtensions' },
  rate: 'Light',
  schema: { params: groupParams, querystring: Type.Object(pagingQuery), response: { 200: memberListShape } },
  handle: (call, services) => listMembers(call, services, 'call-queues'),
});
