/** The absolute addresses that answers carry. Each one can be followed. */

import type { AccountId, ConversationId, ExtensionId, MessageId } from '../domain/ids.ts';

export interface Urls {
  /** Without a slash at its end. */
  readonly publicUrl: string;
  /** The path in front of every other: empty, or that of a proxy, without a slash at its end. */
  readonly basePath: string;
  /** Where a request leads, be it asked for as clients do or as by a proxy that takes the path in front away. */
  withoutBasePath(url: string): string;
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

/** What the paths of this server's own begin with. */
const roots = /^\/((restapi|beckon\/v1|app|docs|ws|healthz|readyz|openapi\.json|\.well-known)(?=[/?]|$)|(?=\?|$))/;

/** Whether it may stand in front of every other: what begins as one of our own does could not be told from it. */
export function canBeBasePath(path: string): boolean {
  return path === '/' || !roots.test(path);
}

/** `publicUrl` is asked each time, as the port is known only once the server listens. */
export function createUrls(publicUrl: () => string): Urls {
  const account = (accountId: AccountId) => `${publicUrl()}/restapi/v1.0/account/${accountId}`;
  const extension = (accountId: AccountId, extensionId: ExtensionId) =>
    `${account(accountId)}/extension/${extensionId}`;
  const messageStore = (accountId: AccountId, extensionId: ExtensionId) =>
    `${extension(accountId, extensionId)}/message-store`;
  const basePath = pathOf(publicUrl);
  return {
    get publicUrl() {
      return publicUrl();
    },
    get basePath() {
      return basePath();
    },
    withoutBasePath(url) {
      const base = basePath();
      const rest = url.startsWith(base) ? url.slice(base.length) : '';
      // The path may begin as one of our own does: `/beckon`, with `/beckon/v1` behind it.
      return base !== '' && /^([/?]|$)/.test(rest) && !roots.test(url) ? rest.replace(/^(?!\/)/, '/') : url;
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

/** Read anew when the address changes: each request asks for it. */
function pathOf(publicUrl: () => string): () => string {
  let [known, path] = ['', ''];
  return () => {
    const url = publicUrl();
    if (url !== known) [known, path] = [url, URL.parse(url)?.pathname.replace(/\/$/, '') ?? ''];
    return path;
  };
}
