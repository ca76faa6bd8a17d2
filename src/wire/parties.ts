/** The parties of a page, as requests name them and as answers show them. */

import { Type } from 'typebox';
import type { PartyReference } from '../domain/commands/messages.ts';
import { DomainError } from '../domain/errors.ts';
import type { ExtensionId } from '../domain/ids.ts';
import type { Party } from '../domain/message.ts';
import { digits, isId } from './ids.ts';

export const partyReferenceShape = Type.Object({
  extensionNumber: Type.Optional(digits),
  extensionId: Type.Optional(digits),
  phoneNumber: Type.Optional(Type.Unknown({ description: 'Refused: pages go to extensions alone' })),
});

export const partyShape = Type.Object({
  extensionNumber: Type.String(),
  extensionId: Type.String(),
  name: Type.String(),
});

/** `at` is where the party stands in the request: `to` or `from`. */
export function partyReferenceFrom(party: Type.Static<typeof partyReferenceShape>, at: 'to' | 'from'): PartyReference {
  const refuseField = (field: string): never => {
    throw new DomainError({ code: 'invalid-parameter', parameter: `${at}.${field}` });
  };
  if (party.phoneNumber !== undefined) refuseField('phoneNumber');
  const { extensionNumber, extensionId } = party;
  if (extensionNumber === undefined && extensionId === undefined) refuseField('extensionNumber');
  if (extensionNumber !== undefined && !/^\d{1,15}$/.test(String(extensionNumber))) refuseField('extensionNumber');
  if (extensionId !== undefined && !isId(String(extensionId))) refuseField('extensionId');
  return {
    ...(extensionNumber === undefined ? {} : { extensionNumber: String(extensionNumber) }),
    ...(extensionId === undefined ? {} : { extensionId: Number(extensionId) as ExtensionId }),
  };
}

export function partyJson({ extensionNumber, extensionId, name }: Party): Type.Static<typeof partyShape> {
  return { extensionNumber, extensionId: String(extensionId), name };
}
