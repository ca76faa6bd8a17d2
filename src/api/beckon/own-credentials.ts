/** /beckon/v1/credentials: the JWTs that sign one in without a password, for programs. */

import { randomUUID } from 'node:crypto';
import { Type } from 'typebox';
import { unwrap } from '../../domain/errors.ts';
import type { CredentialId } from '../../domain/ids.ts';
import { credentialJson, credentialShape, newCredentialShape } from '../../wire/credentials.ts';
import { credentialJwt } from '../../wire/secrets.ts';
import { noContent, operation } from '../shared/operation.ts';

const path = '/beckon/v1/credentials';

export const listOwnCredentials = operation({
  operationId: 'listOwnCredentials',
  summary: 'List your JWT credentials',
  tag: 'Sign-in',
  method: 'GET',
  path,
  access: { app: 'ReadAccounts' },
  rate: 'Light',
  schema: { response: { 200: Type.Object({ records: Type.Array(credentialShape) }) } },
  async handle({ caller }, { store, clock }) {
    const nowMs = clock.nowMs();
    return { records: (await store.as(caller).listOwnCredentials()).map((one) => credentialJson(one, nowMs)) };
  },
});

const tenYearsS = 10 * 366 * 24 * 3600;

export const createOwnCredential = operation({
  operationId: 'createOwnCredential',
  summary: 'Make a JWT that signs you in',
  tag: 'Sign-in',
  method: 'POST',
  path,
  access: { app: 'EditExtensions' },
  rate: 'Medium',
  schema: {
    body: Type.Object({
      label: Type.Optional(Type.String({ maxLength: 100, description: 'What it is for' })),
      expiresIn: Type.Optional(
        Type.Integer({ minimum: 60, maximum: tenYearsS, description: 'Seconds; without it, it works until revoked' }),
      ),
    }),
    response: { 201: newCredentialShape },
  },
  async handle({ body: { label = '', expiresIn }, caller, reply }, { store }) {
    const credential = unwrap(
      await store.execute({
        kind: 'create-credential',
        accountId: caller.accountId,
        actor: caller,
        credentialId: randomUUID() as CredentialId,
        label: label.trim(),
        lifeMs: expiresIn === undefined ? null : expiresIn * 1000,
      }),
    );
    const jwt = await credentialJwt(await store.server.readSecret(), credential);
    reply.status(201).header('cache-control', 'no-store');
    return { ...credentialJson(credential, credential.createdMs), jwt };
  },
});

export const revokeOwnCredential = operation({
  operationId: 'revokeOwnCredential',
  summary: 'Revoke a JWT credential, and end the sessions it opened',
  tag: 'Sign-in',
  method: 'DELETE',
  path: `${path}/:credentialId`,
  access: { app: 'EditExtensions' },
  rate: 'Medium',
  schema: { params: Type.Object({ credentialId: Type.String() }), response: { 204: noContent } },
  async handle({ params, caller, reply }, { store }) {
    const credentialId = params.credentialId as CredentialId;
    unwrap(
      await store.execute({ kind: 'revoke-credential', accountId: caller.accountId, actor: caller, credentialId }),
    );
    return reply.status(204).send();
  },
});
