/** Apps as administrators see them, and how they say what one should be. */

import { randomBytes } from 'node:crypto';
import { type Static, Type } from 'typebox';
import type { AppDraft } from '../domain/app.ts';
import { maxOverlapMs } from '../domain/app.ts';
import type { AccountId, ClientId } from '../domain/ids.ts';
import { appScopes } from '../domain/permission.ts';
import { type App, grantTypes } from '../domain/session.ts';
import { choice } from './choices.ts';

const limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 99_999 }));
const rateLimits = Type.Object(
  { Light: limit, Medium: limit, Heavy: limit, Auth: limit },
  { additionalProperties: false, description: 'Requests a window, for groups in which they differ from the server’s' },
);

const fields = {
  name: Type.String({ minLength: 1, maxLength: 100, description: 'What people see when they sign in' }),
  grants: Type.Array(choice(grantTypes), { description: 'The ways in which it may sign people in' }),
  redirectUris: Type.Array(Type.String({ maxLength: 2000 }), {
    description: 'Where codes may be sent, compared letter by letter; on this machine itself the port is free',
  }),
  scopes: Type.Array(choice(appScopes), { description: 'The app permissions, by the vendor’s names' }),
  rateLimits,
};

const { name, grants, redirectUris, scopes } = fields;

export const createAppShape = Type.Object(
  {
    name,
    clientType: Type.Optional(choice(['confidential', 'public'])),
    ...{ grants: Type.Optional(grants), redirectUris: Type.Optional(redirectUris), scopes: Type.Optional(scopes) },
    rateLimits: Type.Optional(rateLimits),
  },
  { title: 'CreateApp' },
);

export const updateAppShape = Type.Partial(Type.Object(fields), { title: 'UpdateApp' });

export const rotateSecretShape = Type.Object({
  overlapSeconds: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: maxOverlapMs / 1000,
      description: 'How long the secret before goes on working; without it, not at all',
    }),
  ),
});

export const appShape = Type.Object(
  {
    clientId: Type.String(),
    clientType: choice(['confidential', 'public']),
    ...fields,
    isFirstParty: Type.Boolean({ description: 'Beckon’s own web app, which cannot be changed' }),
    oldSecretExpirationTime: Type.Optional(
      Type.String({ format: 'date-time', description: 'Until when the secret before this one works' }),
    ),
  },
  { title: 'App' },
);

export const newSecretShape = Type.Object(
  {
    ...appShape.properties,
    clientSecret: Type.Optional(Type.String({ description: 'Shown this once; public apps have none' })),
  },
  { title: 'AppWithSecret' },
);

export const appListShape = Type.Object({ records: Type.Array(appShape) }, { title: 'AppList' });

export function appJson(app: App, nowMs: number): Static<typeof appShape> {
  const { clientId, name, secretHash, grants, redirectUris, scopes, rateLimits = {}, oldSecret } = app;
  const isOldGood = oldSecret !== undefined && oldSecret.untilMs > nowMs;
  return {
    clientId,
    name,
    clientType: secretHash === null ? 'public' : 'confidential',
    grants: [...grants],
    redirectUris: [...redirectUris],
    scopes: [...scopes] as Static<typeof appShape>['scopes'],
    rateLimits,
    isFirstParty: app.isFirstParty === true,
    ...(isOldGood ? { oldSecretExpirationTime: new Date(oldSecret.untilMs).toISOString() } : {}),
  };
}

/** What an app is unless it is said otherwise: it signs people in by code if it has an address for that, else by JWT. */
export function appDraftFrom(body: Static<typeof createAppShape>): AppDraft {
  const { name, redirectUris = [], scopes = ['ReadMessages', 'InternalMessages'], rateLimits = {} } = body;
  const way = redirectUris.length > 0 ? 'authorization_code' : 'urn:ietf:params:oauth:grant-type:jwt-bearer';
  const { grants = [way, 'refresh_token'] } = body;
  return { name, redirectUris, scopes: unique(scopes), grants: unique(grants), rateLimits };
}

/** Beckon's own web app. It runs in browsers, so it can keep no secret and proves itself by PKCE alone. */
export function webApp(accountId: AccountId, clientId: ClientId): App {
  return {
    accountId,
    clientId,
    name: 'Beckon',
    secretHash: null,
    grants: ['authorization_code', 'refresh_token'],
    redirectUris: ['/app/signed-in'],
    scopes: appScopes,
    isFirstParty: true,
  };
}

export function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

/** 127 random bits or so: never with a dash in front, which a command line would take for a flag. */
export function newClientId(): ClientId {
  const text = randomBytes(16).toString('base64url');
  return (text.startsWith('-') ? newClientId() : text) as ClientId;
}

/** 256 random bits, of which only the hash is kept. */
export function newClientSecret(): string {
  return randomBytes(32).toString('base64url');
}
