/** GET /restapi/v1.0/dictionary/permission-category, and one of them. */

import { Type } from 'typebox';
import { DomainError } from '../domain/errors.ts';
import { listBlocks, pagingFrom, pagingQuery } from '../wire/lists.ts';
import {
  categoryJson,
  categoryListShape,
  categoryPath,
  categoryShape,
  type PermissionCategory,
  permissionCategories,
} from '../wire/permissions.ts';
import { pageOf } from '../wire/roles.ts';
import { searchOf } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

const categories = Object.keys(permissionCategories) as PermissionCategory[];

export const listPermissionCategories = operation({
  operationId: 'listPermissionCategories',
  summary: 'List the categories of permissions',
  tag: 'Roles',
  method: 'GET',
  path: `/restapi/v1.0/${categoryPath}`,
  access: {},
  rate: 'Light',
  schema: { querystring: Type.Object(pagingQuery), response: { 200: categoryListShape } },
  async handle({ query, request }, { urls }) {
    const paging = pagingFrom(query);
    const listed = pageOf(categories, paging);
    return {
      ...listBlocks(listed, paging, `${urls.api}/${categoryPath}`, searchOf(request)),
      records: listed.records.map((category) => categoryJson(category, urls)),
    };
  },
});

export const readPermissionCategory = operation({
  operationId: 'readPermissionCategory',
  summary: 'Read a category of permissions',
  tag: 'Roles',
  method: 'GET',
  path: `/restapi/v1.0/${categoryPath}/:permissionCategoryId`,
  access: {},
  rate: 'Light',
  schema: { params: Type.Object({ permissionCategoryId: Type.String() }), response: { 200: categoryShape } },
  async handle({ params }, { urls }) {
    const category = categories.find((one) => one === params.permissionCategoryId);
    if (!category) throw new DomainError({ code: 'unknown-resource', parameter: 'permissionCategoryId' });
    return categoryJson(category, urls);
  },
});
