/** /beckon/v1/apps: the programs that may call the API, as administrators register and remove them. */

import { Type } from 'typebox';
import { unwrap } from '../../domain/errors.ts';
import type { ClientId } from '../../domain/ids.ts';
import {
  appDraftFrom,
  appJson,
  appListShape,
  appShape,
  createAppShape,
  newClientId,
  newClientSecret,
  newSecretShape,
  rotateSecretShape,
  unique,
  updateAppShape,
} from '../../wire/apps.ts';
import { hashSecret } from '../../wire/secrets.ts';
import { noContent, operation } from '../shared/operation.ts';

const path = '/beckon/v1/apps';
const params = Type.Object({ clientId: Type.String() });
const reading = { app: 'ReadAccounts', user: 'AccountAdministration' } as const;
const changing = { app: 'EditAccounts', user: 'AccountAdministration' } as const;

export const listApps = operation({
  operationId: 'listApps',
  summary: 'List the apps that may call the API',
  tag: 'Sign-in',
  method: 'GET',
  path,
  access: reading,
  rate: 'Light',
  schema: { response: { 200: appListShape } },
  async handle({ caller }, { store, clock }) {
    const nowMs = clock.nowMs();
    return { records: (await store.as(caller).listApps()).map((app) => appJson(app, nowMs)) };
  },
});

export const createApp = operation({
  operationId: 'createApp',
  summary: 'Register an app',
  tag: 'Sign-in',
  method: 'POST',
  path,
  access: changing,
  rate: 'Medium',
  schema: { body: createAppShape, response: { 201: newSecretShape } },
  async handle({ body, caller, reply }, { store, clock }) {
    const secret = body.clientType === 'public' ? undefined : newClientSecret();
    const app = unwrap(
      await store.execute({
        kind: 'create-app',
        accountId: caller.accountId,
        actor: caller,
        clientId: newClientId(),
        secretHash: secret === undefined ? null : hashSecret(secret),
        draft: appDraftFrom(body),
      }),
    );
    reply.status(201).header('cache-control', 'no-store');
    return { ...appJson(app, clock.nowMs()), ...(secret === undefined ? {} : { clientSecret: secret }) };
  },
});

export const updateApp = operation({
  operationId: 'updateApp',
  summary: 'Change an app; what it may no longer do ends its sessions',
  tag: 'Sign-in',
  method: 'PUT',
  path: `${path}/:clientId`,
  access: changing,
  rate: 'Medium',
  schema: { params, body: updateAppShape, response: { 200: appShape } },
  async handle({ params, body, caller }, { store, clock }) {
    const { name, redirectUris, rateLimits, grants, scopes } = body;
    const app = unwrap(
      await store.execute({
        kind: 'update-app',
        accountId: caller.accountId,
        actor: caller,
        clientId: params.clientId as ClientId,
        changes: {
          ...(name === undefined ? {} : { name }),
          ...(redirectUris === undefined ? {} : { redirectUris }),
          ...(rateLimits === undefined ? {} : { rateLimits }),
          ...(grants === undefined ? {} : { grants: unique(grants) }),
          ...(scopes === undefined ? {} : { scopes: unique(scopes) }),
        },
      }),
    );
    return appJson(app, clock.nowMs());
  },
});

export const rotateAppSecret = operation({
  operationId: 'rotateAppSecret',
  summary: 'Give an app a new secret',
  tag: 'Sign-in',
  method: 'POST',
  path: `${path}/:clientId/secret`,
  access: changing,
  rate: 'Medium',
  schema: { params, body: rotateSecretShape, response: { 200: newSecretShape } },
  async handle({ params, body: { overlapSeconds = 0 }, caller, reply }, { store, clock }) {
    const clientSecret = newClientSecret();
    const app = unwrap(
      await store.execute({
        kind: 'rotate-app-secret',
        accountId: caller.accountId,
        actor: caller,
        clientId: params.clientId as ClientId,
        secretHash: hashSecret(clientSecret),
        overlapMs: overlapSeconds * 1000,
      }),
    );
    reply.header('cache-control', 'no-store');
    return { ...appJson(app, clock.nowMs()), clientSecret };
  },
});

export const deleteApp = operation({
  operationId: 'deleteApp',
  summary: 'Remove an app, and end its sessions',
  tag: 'Sign-in',
  method: 'DELETE',
  path: `${path}/:clientId`,
  access: changing,
  rate: 'Medium',
  schema: { params, response: { 204: noContent } },
  async handle({ params, caller, reply }, { store }) {
    const clientId = params.clientId as ClientId;
    unwrap(await store.execute({ kind: 'delete-app', accountId: caller.accountId, actor: caller, clientId }));
    return reply.status(204).send();
  },
});
