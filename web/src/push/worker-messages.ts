/** What the service worker and the app's windows say to each other, and what a push carries to the worker. */

import type { PushedConversation } from '../../../src/wire/push-messages.ts';

export type PushedJson =
  | { readonly kind: 'pages'; readonly pages: readonly PushedConversation[]; readonly unreadCount: number }
  | { readonly kind: 'test' };

export type FromWorker =
  /** Is answered, over the port that comes with it, with whether this window shows the conversation. */
  | { readonly kind: 'shows'; readonly conversationId: number }
  | { readonly kind: 'open'; readonly conversationId: number }
  /** A test has reached this device. */
  | { readonly kind: 'test-arrived' };

/** What the app keeps for the worker, in the local database. */
export const languageKey = 'language';

export function notificationTag(conversationId: number): string {
  return `conversation-${conversationId}`;
}
