/** Operations about pages and the mailboxes they lie in: sending, reading, syncing, deleting, and how long they stay. */

import { changeParticipants } from '../beckon/change-participants.ts';
import { readDelivery } from '../beckon/read-delivery.ts';
import { readMessageStoreSettings } from '../beckon/read-message-store-settings.ts';
import { readParticipants } from '../beckon/read-participants.ts';
import { readSent } from '../beckon/read-sent.ts';
import { updateMessageStoreSettings } from '../beckon/update-message-store-settings.ts';
import { createInternalTextMessage } from '../create-internal-text-message.ts';
import { deleteMessage } from '../delete-message.ts';
import { deleteMessageByFilter } from '../delete-message-by-filter.ts';
import { listMessages } from '../list-messages.ts';
import { readConversation } from '../read-conversation.ts';
import { readMessage } from '../read-message.ts';
import { readMessageContent } from '../read-message-content.ts';
import { readMessageStoreConfiguration } from '../read-message-store-configuration.ts';
import type { Operation } from '../shared/operation.ts';
import { syncMessages } from '../sync-messages.ts';
import { patchMessage, updateMessage } from '../update-message.ts';
import { updateMessageStoreConfiguration } from '../update-message-store-configuration.ts';

export const messageOperations: readonly Operation[] = [
  createInternalTextMessage,
  listMessages,
  syncMessages,
  readMessage,
  updateMessage,
  patchMessage,
  deleteMessage,
  deleteMessageByFilter,
  readMessageContent,
  readConversation,
  readParticipants,
  changeParticipants,
  readDelivery,
  readSent,
  readMessageStoreConfiguration,
  updateMessageStoreConfiguration,
  readMessageStoreSettings,
  updateMessageStoreSettings,
];
