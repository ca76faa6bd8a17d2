/** PUT /beckon/v1/password: changes one's own password, and ends one's other sessions. */

import { Type } from 'typebox';
import { changeSignIn } from '../../actions/sign-in/change-sign-in.ts';
import { DomainError } from '../../domain/errors.ts';
import { passwordFault } from '../../domain/password.ts';
import { normalPassword } from '../../wire/passwords.ts';
import { noContent, operation } from '../shared/operation.ts';
import { wordsAbout } from '../sign-in/words-about.ts';

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
  async handle({ body, grant, request, reply }, { store }) {
    const { accountId, extensionId } = grant;
    const [extension, account] = [await store.readExtension(grant, extensionId), await store.readAccount(grant)];
    if (!extension) throw new DomainError({ code: 'unknown-token' });
    const newPassword = normalPassword(body.newPassword);
    const fault = passwordFault(newPassword, wordsAbout(extension, account?.name ?? ''));
    if (fault !== undefined) {
      throw new DomainError({ code: 'weak-password', parameter: 'newPassword', subject: fault });
    }
    const name = { extensionNumber: extension.extensionNumber };
    const attempt = {
      ...{ accountId, name, password: body.currentPassword, address: request.ip },
      placeOf: () => `session ${grant.sessionId}`,
    };
    const proof = await request.server.passwords.prove(attempt).catch((error: unknown) => {
      const isWrong = error instanceof DomainError && error.refusal.code === 'bad-credentials';
      throw isWrong ? new DomainError({ code: 'wrong-password', parameter: 'currentPassword' }) : error;
    });
    await changeSignIn(store, {
      kind: 'change-password',
      accountId,
      actor: grant,
      oldHash: proof.hash,
      newHash: await request.server.passwords.hash(newPassword),
      ...(proof.passesLock ? { passesLock: true } : {}),
    });
    return reply.status(204).send();
  },
});
