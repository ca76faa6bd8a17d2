/** Whose mailbox a path means: `~` is the caller's own, and so must the ids be. */

import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import { type Extension, isDepartment } from '../../domain/extension.ts';
import type { AccountId, ExtensionId, MessageId } from '../../domain/ids.ts';
import type { Message } from '../../domain/message.ts';
import type { AccessGrant } from '../../domain/session.ts';
import { isId } from '../../wire/ids.ts';
import type { ApiServices } from './services.ts';

const mine = Type.String({ description: '`~` for the caller’s own' });
export const accountParams = Type.Object({ accountId: mine });
export const mailboxParams = Type.Object({ accountId: mine, extensionId: mine });
export const messageParams = Type.Object({ accountId: mine, extensionId: mine, messageId: Type.String() });

type MailboxParams = Type.Static<typeof mailboxParams>;

/** The caller's account; any other is as if it did not exist. */
export function requireAccountId({ accountId }: { accountId: string }, caller: AccessGrant): AccountId {
  if (accountId === '~' || accountId === String(caller.accountId)) return caller.accountId;
  throw new DomainError({ code: 'unknown-resource', parameter: 'accountId' });
}

export const departmentParams = Type.Object({ accountId: mine, departmentId: Type.String() });
export const groupParams = Type.Object({ accountId: mine, groupId: Type.String() });

/** The Department a path names by `departmentId` or `groupId`; what is no Department is not found there. */
export async function requireDepartment(
  params: { accountId: string; departmentId: string } | { accountId: string; groupId: string },
  caller: AccessGrant,
  { store }: ApiServices,
): Promise<Extension> {
  requireAccountId(params, caller);
  const parameter = 'groupId' in params ? 'groupId' : 'departmentId';
  const id = idFrom('groupId' in params ? params.groupId : params.departmentId, parameter) as ExtensionId;
  const department = await store.as(caller).readExtension(id);
  if (!department || !isDepartment(department)) throw new DomainError({ code: 'unknown-resource', parameter });
  return department;
}

/** The id an extension path names, which need not exist. */
export function extensionIdFrom(params: MailboxParams, caller: AccessGrant): ExtensionId {
  requireAccountId(params, caller);
  if (params.extensionId === '~') return caller.extensionId;
  return idFrom(params.extensionId, 'extensionId') as ExtensionId;
}

/** Refuses unless the path means the caller's own mailbox. */
export async function requireOwnMailbox(
  params: MailboxParams,
  caller: AccessGrant,
  { store }: ApiServices,
): Promise<void> {
  const extensionId = extensionIdFrom(params, caller);
  if (extensionId === caller.extensionId) return;
  const other = await store.as(caller).readExtension(extensionId);
  throw new DomainError(other ? { code: 'foreign-extension' } : { code: 'unknown-resource', parameter: 'extensionId' });
}

/** The message a path in the caller's own mailbox names, if they may read it now. */
export async function requireMessage(
  params: Type.Static<typeof messageParams>,
  caller: AccessGrant,
  services: ApiServices,
): Promise<Message> {
  const message = await services.store.as(caller).readMessage(messageIdFrom(params.messageId));
  if (!message) throw new DomainError({ code: 'unknown-resource', parameter: 'messageId' });
  return message;
}

/** The query a request was made with, as text. */
export function searchOf(request: FastifyRequest): string {
  return request.url.split('?')[1] ?? '';
}

export function messageIdFrom(text: string): MessageId {
  return idFrom(text, 'messageId') as MessageId;
}

/** A text that cannot be an id names nothing that exists. */
export function idFrom(text: string, parameter: string): number {
  if (!isId(text)) throw new DomainError({ code: 'unknown-resource', parameter });
  return Number(text);
}
