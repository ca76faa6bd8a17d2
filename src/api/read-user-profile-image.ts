/** GET …/profile-image: nobody uploads a picture here; everyone is shown by their initials. */

import { Type } from 'typebox';
import { DomainError } from '../domain/errors.ts';
import { initialsImage } from '../wire/initials-image.ts';
import { extensionIdFrom, mailboxParams } from './shared/mailbox.ts';
import { type Operation, operation } from './shared/operation.ts';

const path = '/restapi/v1.0/account/:accountId/extension/:extensionId/profile-image';

const at = (address: string, operationId: string, params = mailboxParams): Operation =>
  operation({
    operationId,
    summary: 'Read someone’s picture: their initials',
    tag: 'Company',
    method: 'GET',
    path: address,
    access: { app: 'ReadAccounts', user: 'ReadExtensions', extension: 'any' },
    rate: 'Light',
    schema: { params, response: { 200: Type.String() } },
    async handle({ params, caller, reply }, { store }) {
      const extension = await store.as(caller).readExtension(extensionIdFrom(params, caller));
      if (!extension) throw new DomainError({ code: 'unknown-resource', parameter: 'extensionId' });
      return reply.type('image/svg+xml').serializer(String).send(initialsImage(extension));
    },
  });

export const readUserProfileImage = at(path, 'readUserProfileImage');
/** A picture of lines fits any size. */
const scaledParams = Type.Object({ ...mailboxParams.properties, scaleSize: Type.String() });
export const readScaledProfileImage = at(`${path}/:scaleSize`, 'readScaledProfileImage', scaledParams);
