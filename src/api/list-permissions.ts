/** GET /restapi/v1.0/dictionary/permission, and one of them: everything people may be allowed to do. */

import { Type } from 'typebox';
import { DomainError } from '../domain/errors.ts';
import { userPermissions } from '../domain/permission.ts';
import { listBlocks, pagingFrom, pagingQuery } from '../wire/lists.ts';
import {
  permissionFrom,
  permissionJson,
  permissionListShape,
  permissionPath,
  permissionShape,
} from '../wire/permissions.ts';
import { pageOf } from '../wire/roles.ts';
import { searchOf } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

export const listPermissions = operation({
  operationId: 'listPermissions',
  summary: 'List what people may be allowed to do',
  tag: 'Roles',
  method: 'GET',
  path: `/restapi/v1.0/${permissionPath}`,
  access: {},
  rate: 'Light',
  schema: {
    querystring: Type.Object({ ...pagingQuery, assignable: Type.Optional(Type.String()) }),
    response: { 200: permissionListShape },
  },
  async handle({ query, request }, { urls }) {
    const paging = pagingFrom(query);
    const listed = pageOf(query.assignable === 'false' ? [] : userPermissions, paging);
    return {
      ...listBlocks(listed, paging, `${urls.api}/${permissionPath}`, searchOf(request)),
      records: listed.records.map((permission) => permissionJson(permission, urls)),
    };
  },
});

export const readPermission = operation({
  operationId: 'readPermission',
  summary: 'Read one thing people may be allowed to do',
  tag: 'Roles',
  method: 'GET',
  path: `/restapi/v1.0/${permissionPath}/:permissionId`,
  access: {},
  rate: 'Light',
  schema: { params: Type.Object({ permissionId: Type.String() }), response: { 200: permissionShape } },
  async handle({ params }, { urls }) {
    const permission = permissionFrom(params.permissionId);
    if (!permission) throw new DomainError({ code: 'unknown-resource', parameter: 'permissionId' });
    return permissionJson(permission, urls);
  },
});
