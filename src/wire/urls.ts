/** The absolute addresses that answers carry. Each one can be followed. */

import type { AccountId, ConversationId, ExtensionId, MessageId } from '../domain/ids.ts';

export interface Urls {
  /** Without a slash at its end. */
  readonly publicUrl: string;
  /** The path in front of every other: empty, or that of a proxy, without a slash at its end. */
  readonly basePath: string;
  readonly api: string;
  /** Where people set a password, with a one-time token. */
  invitation(token: string): string;
  /** Where WebSockets are opened. */
  readonly websocket: string;
  account(accountId: AccountId): string;
  extension(accountId: AccountId, extensionId: ExtensionId): string;
  messageStore(accountId: AccountId, extensionId: ExtensionId): string;
  message(accountId: AccountId, extensionId: ExtensionId, messageId: MessageId): string;
  conversation(conversationId: ConversationId): string;
}

/** `publicUrl` is asked each time, as the port is known only once the server listens. */
export function createUrls(publicUrl: () => string): Urls {
  const account = (accountId: AccountId) => `${publicUrl()}/restapi/v1.0/account/${accountId}`;
  const extension = (accountId: AccountId, extensionId: ExtensionId) =>
    `${account(accountId)}/extension/${extensionId}`;
  const messageStore = (accountId: AccountId, extensionId: ExtensionId) =>
    `${extension(accountId, extensionId)}/message-store`;
  return {
    get publicUrl() {
      return publicUrl();
    },
    get basePath() {
      return new URL(publicUrl()).pathname.replace(/\/$/, '');
    },
    get api() {
      return `${publicUrl()}/restapi/v1.0`;
    },
    invitation: (token) => `${publicUrl()}/beckon/v1/invitation?token=${token}`,
    get websocket() {
      return `${publicUrl().replace(/^http/, 'ws')}/ws`;
    },
    account,
    extension,
    messageStore,
    message: (accountId, extensionId, messageId) => `${messageStore(accountId, extensionId)}/${messageId}`,
    conversation: (conversationId) => `${publicUrl()}/restapi/v1.0/conversation/${conversationId}`,
  };
}
