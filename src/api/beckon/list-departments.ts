/** GET /beckon/v1/departments: every Department with who is in it and who manages it. */

import { Type } from 'typebox';
import { departmentListShape, departmentWithPeopleJson } from '../../wire/departments.ts';
import { listBlocks, pagingFrom, pagingQuery } from '../../wire/lists.ts';
import { searchOf } from '../shared/mailbox.ts';
import { operation } from '../shared/operation.ts';

export const listDepartments = operation({
  operationId: 'listDepartments',
  summary: 'List Departments with their members and managers',
  tag: 'Company',
  method: 'GET',
  path: '/beckon/v1/departments',
  access: { app: 'ReadAccounts', user: 'ReadExtensions' },
  rate: 'Medium',
  schema: { querystring: Type.Object(pagingQuery), response: { 200: departmentListShape } },
  async handle({ query, caller, request }, { store, urls }) {
    const paging = pagingFrom(query);
    const listed = await store.as(caller).listDepartments(paging);
    return {
      ...listBlocks(listed, paging, `${urls.publicUrl}/beckon/v1/departments`, searchOf(request)),
      records: listed.records.map(departmentWithPeopleJson),
    };
  },
});
