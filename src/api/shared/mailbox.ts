/** Whose mailbox a path means: `~` is the caller's own, and so must the ids be. */

import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import { type Extension, isDepartment } from '../../domain/extension.ts';
import type { AccountId, ExtensionId, MessageId } from '../../domain/ids.ts';
import type { Message } from '../../domain/message.ts';
import type { Grant } from '../../domain/session.ts';
import { isId } from '../../wire/ids.ts';
import type { Beckon } from './beckon.ts';

const mine = Type.String({ description: '`~` for the caller’s own' });
export const accountParams = Type.Object({ accountId: mine });
export const mailboxParams = Type.Object({ accountId: mine, extensionId: mine });
export const messageParams = Type.Object({ accountId: mine, extensionId: mine, messageId: Type.String() });

type MailboxParams = Type.Static<typeof mailboxParams>;

/** The caller's account; any other is as if it did not exist. */
export function requireAccountId({ accountId }: { accountId: string }, grant: Grant): AccountId {
  if (accountId === '~' || accountId === String(grant.accountId)) return grant.accountId;
  throw new DomainError({ code: 'unknown-resource', parameter: 'accountId' });
}

export const departmentParams = Type.Object({ accountId: mine, departmentId: Type.String() });
export const groupParams = Type.Object({ accountId: mine, groupId: Type.String() });

/** The Department a path names by `departmentId` or `groupId`; what is no Department is not found there. */
export async function requireDepartment(
  params: { accountId: string; departmentId: string } | { accountId: string; groupId: string },
  grant: Grant,
  { store }: Beckon,
): Promise<Extension> {
  requireAccountId(params, grant);
  const parameter = 'groupId' in params ? 'groupId' : 'departmentId';
  const id = idFrom('groupId' in params ? params.groupId : params.departmentId, parameter) as ExtensionId;
  const department = await store.as(grant).readExtension(id);
  if (!department || !isDepartment(department)) throw new DomainError({ code: 'unknown-resource', parameter });
  return department;
}

/** The id an extension path names, which need not exist. */
export function extensionIdFrom(params: MailboxParams, grant: Grant): ExtensionId {
  requireAccountId(params, grant);
  if (params.extensionId === '~') return grant.extensionId;
  return idFrom(params.extensionId, 'extensionId') as ExtensionId;
}

/** Refuses unless the path means the caller's own mailbox. */
export async function requireOwnMailbox(params: MailboxParams, grant: Grant, { store }: Beckon): Promise<void> {
  const extensionId = extensionIdFrom(params, grant);
  if (extensionId === grant.extensionId) return;
  const other = await store.as(grant).readExtension(extensionId);
  throw new DomainError(other ? { code: 'foreign-extension' } : { code: 'unknown-resource', parameter: 'extensionId' });
}

/** The message a path in the caller's own mailbox names, if they may read it now. */
export async function requireMessage(
  params: Type.Static<typeof messageParams>,
  grant: Grant,
  beckon: Beckon,
): Promise<Message> {
  const message = await beckon.store.as(grant).readMessage(messageIdFrom(params.messageId));
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
