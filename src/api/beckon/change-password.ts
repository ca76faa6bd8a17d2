/** PUT /beckon/v1/password: changes one's own password, and ends one's other sessions. */

import { Type } from 'typebox';
import { DomainError, unwrap } from '../../domain/errors.ts';
import { noContent, operation } from '../shared/operation.ts';
import { newPasswordHash } from '../sign-in/new-password.ts';

const passwordField = Type.String({ maxLength: 1024 });

export const changePassword = operation({
  operationId: 'changePassword',
  summary: 'Change your password',
  tag: 'Sign-in',
  method: 'PUT',
  path: '/beckon/v1/password',
  access: {},
  rate: 'Auth',
  schema: {
    body: Type.Object({ currentPassword: passwordField, newPassword: passwordField }),
    response: { 204: noContent },
  },
  async handle({ body, caller, request, reply }, { store }) {
    const { accountId, extensionId } = caller;
    const [extension, account] = [
      await store.as(caller).readExtension(extensionId),
      await store.as(caller).readAccount(),
    ];
    if (!extension) throw new DomainError({ code: 'unknown-token' });
    const name = { extensionNumber: extension.extensionNumber };
    const attempt = {
      ...{ accountId, name, password: body.currentPassword, address: request.ip },
      placeOf: () => `session ${caller.sessionId}`,
    };
    const proof = await request.server.passwords.prove(attempt).catch((error: unknown) => {
      const isWrong = error instanceof DomainError && error.refusal.code === 'bad-credentials';
      throw isWrong ? new DomainError({ code: 'wrong-password', parameter: 'currentPassword' }) : error;
    });
    const text = body.newPassword;
    const companyName = account?.name ?? '';
    const newHash = await newPasswordHash({ text, owner: extension, companyName, parameter: 'newPassword' }, request);
    unwrap(
      await store.execute({
        kind: 'change-password',
        accountId,
        actor: caller,
        oldHash: proof.hash,
        newHash,
        ...(proof.passesLock ? { passesLock: true } : {}),
      }),
    );
    return reply.status(204).send();
  },
});
