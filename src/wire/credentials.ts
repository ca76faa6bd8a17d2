/** Sessions, JWT credentials and invitations as our own operations show them to their owners. */

import { Type } from 'typebox';
import type { OwnSession } from '../domain/reads/sessions.ts';
import type { Credential, SignInMethod } from '../domain/session.ts';

const timeField = (description: string) => Type.String({ format: 'date-time', description });
const methods: readonly SignInMethod[] = ['jwt', 'code', 'password'];

export const sessionShape = Type.Object(
  {
    id: Type.String(),
    isCurrent: Type.Boolean({ description: 'Whether the request was made in it' }),
    clientId: Type.String(),
    appName: Type.Optional(Type.String()),
    endpointId: Type.String(),
    method: Type.Enum([...methods], { description: 'How it was signed in to' }),
    creationTime: timeField('When it was opened'),
    lastRenewalTime: timeField('When it was opened or last got new tokens'),
    lastAddress: Type.Optional(Type.String({ description: 'The network address that this was asked from' })),
    expirationTime: timeField('When it ends unless renewed'),
  },
  { title: 'Session' },
);

export function sessionJson(session: OwnSession, currentId: string): Type.Static<typeof sessionShape> {
  const { sessionId, clientId, appName, endpointId, method, openedMs, renewedMs, lastAddress, expiresMs } = session;
  return {
    ...{ id: sessionId, isCurrent: sessionId === currentId, clientId, endpointId, method },
    ...(appName === undefined ? {} : { appName }),
    creationTime: new Date(openedMs).toISOString(),
    lastRenewalTime: new Date(renewedMs).toISOString(),
    ...(lastAddress === null ? {} : { lastAddress }),
    expirationTime: new Date(expiresMs).toISOString(),
  };
}

export const credentialShape = Type.Object(
  {
    id: Type.String(),
    label: Type.String(),
    creationTime: timeField('When it was made'),
    expirationTime: Type.Optional(timeField('When it stops to work; absent for never')),
    isExpired: Type.Boolean(),
  },
  { title: 'Credential' },
);

export const newCredentialShape = Type.Object(
  { ...credentialShape.properties, jwt: Type.String({ description: 'The JWT itself, shown this once' }) },
  { title: 'NewCredential' },
);

export function credentialJson(credential: Credential, nowMs: number): Type.Static<typeof credentialShape> {
  const { credentialId, label, createdMs, expiresMs } = credential;
  return {
    ...{ id: credentialId, label, creationTime: new Date(createdMs).toISOString() },
    ...(expiresMs === null ? {} : { expirationTime: new Date(expiresMs).toISOString() }),
    isExpired: expiresMs !== null && expiresMs <= nowMs,
  };
}

export const invitationShape = Type.Object(
  {
    uri: Type.String({ description: 'The link, shown this once; a newer one replaces it' }),
    expirationTime: Type.String({ format: 'date-time' }),
  },
  { title: 'Invitation' },
);
