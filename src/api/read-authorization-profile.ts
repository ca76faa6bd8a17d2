/** GET …/authz-profile and …/authz-profile/check: what the caller may do at this moment. */

import { Type } from 'typebox';
import { DomainError } from '../domain/errors.ts';
import type { ExtensionId } from '../domain/ids.ts';
import { userPermissions } from '../domain/permission.ts';
import { type Role, rolesOf } from '../domain/role.ts';
import type { AccessGrant } from '../domain/session.ts';
import { isId } from '../wire/ids.ts';
import { activePermissionJson, authzCheckShape, authzProfileShape, permissionFrom } from '../wire/permissions.ts';
import { mailboxParams } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';
import type { ApiServices } from './shared/services.ts';

const path = '/restapi/v1.0/account/:accountId/extension/:extensionId/authz-profile';

export const readAuthorizationProfile = operation({
  operationId: 'readAuthorizationProfile',
  summary: 'Read what one may do',
  tag: 'Roles',
  method: 'GET',
  path,
  access: {},
  rate: 'Medium',
  schema: { params: mailboxParams, response: { 200: authzProfileShape } },
  async handle({ caller }, services) {
    const held = await rolesNow(caller, services);
    return {
      uri: addressIn(caller, services),
      permissions: userPermissions.flatMap((permission) => activePermissionJson(permission, held, services.urls) ?? []),
    };
  },
});

export const checkUserPermission = operation({
  operationId: 'checkUserPermission',
  summary: 'Ask whether one may do something',
  tag: 'Roles',
  method: 'GET',
  path: `${path}/check`,
  access: {},
  rate: 'Light',
  schema: {
    params: mailboxParams,
    querystring: Type.Object({
      permissionId: Type.Optional(Type.String()),
      targetExtensionId: Type.Optional(Type.String({ description: 'To whom it would be done' })),
    }),
    response: { 200: authzCheckShape },
  },
  async handle({ query, caller }, services) {
    const { permissionId = '', targetExtensionId: target = String(caller.extensionId) } = query;
    if (!isId(target)) throw new DomainError({ code: 'invalid-parameter', parameter: 'targetExtensionId' });
    // Whoever names none has none: the vendor's service answers so as well.
    const permission = permissionFrom(permissionId);
    const details = permission && activePermissionJson(permission, await rolesNow(caller, services), services.urls);
    const isInReach = details && (await reaches(details.scopes, Number(target) as ExtensionId, caller, services));
    return {
      uri: `${addressIn(caller, services)}/check?${new URLSearchParams({ permissionId })}`,
      ...(isInReach ? { successful: true, details } : { successful: false }),
    };
  },
});

async function reaches(scopes: readonly string[], target: ExtensionId, caller: AccessGrant, { store }: ApiServices) {
  if (target === caller.extensionId || scopes.includes('AllExtensions')) return true;
  if (!scopes.includes('RoleBased')) return false;
  return (await store.as(caller).listManagers(target)).some(({ extensionId }) => extensionId === caller.extensionId);
}

function addressIn({ accountId, extensionId }: AccessGrant, { urls }: ApiServices): string {
  return `${urls.extension(accountId, extensionId)}/authz-profile`;
}

async function rolesNow(caller: AccessGrant, { store }: ApiServices): Promise<readonly Role[]> {
  const state = await store.server.readSessionState(caller);
  if (!state) throw new DomainError({ code: 'unknown-token' });
  return rolesOf(state);
}
