/** What decisions may ask about pages, copies and threads. */

import type { Conversation } from '../conversation.ts';
import type { IdempotentSend } from '../idempotency.ts';
import type { AudienceId, ConversationId, ExtensionId, MessageId } from '../ids.ts';
import type { Copy, Message } from '../message.ts';

export interface MessageFacts {
  /** The interned id of a set of Departments, given in ascending order. */
  audience: { ask: { departmentIds: readonly ExtensionId[] }; fact: AudienceId | undefined };
  /** A copy in someone's mailbox, whether they may read it now or not. */
  copy: { ask: { extensionId: ExtensionId; copyId: MessageId }; fact: Copy | undefined };
  /** Someone's Alive copies, or also the Deleted ones, whether they may read them now or not, oldest first. No conversations named: of any. */
  'alive-copies': {
    ask: {
      extensionId: ExtensionId;
      conversationIds: readonly ConversationId[];
      beforeMs: number;
      limit: number;
      afterId: MessageId;
      isDeletedToo: boolean;
    };
    fact: readonly Copy[];
  };
  message: { ask: { extensionId: ExtensionId; copyId: MessageId }; fact: Message | undefined };
  /** What was sent under someone's idempotency key, whether it still counts or not. */
  'idempotent-send': { ask: { extensionId: ExtensionId; key: string }; fact: IdempotentSend | undefined };
  conversation: { ask: { conversationId: ConversationId }; fact: Conversation | undefined };
}
