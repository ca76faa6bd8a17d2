/** Which copies of a mailbox are asked for: by their states, by the thread, and only what their holder may read now. */

import type { AccountId, ConversationId, ExtensionId } from '../../../domain/ids.ts';
import type { MessageQuery } from '../../../domain/reads/messages.ts';
import { explicitBit, statesOf } from '../rows.ts';

export interface Selection {
  readonly accountId: AccountId;
  readonly extensionId: ExtensionId;
  /** Values of a copy's `state`. */
  readonly states: readonly number[];
  /** The audiences whose threads the holder may read without being named in them, as a JSON list. */
  readonly audiences: string;
  readonly conversationId?: ConversationId;
}

export function selectionOf(
  { accountId, extensionId }: Pick<Selection, 'accountId' | 'extensionId'>,
  query: Pick<MessageQuery, 'availability' | 'direction' | 'isRead' | 'conversationId'>,
  audienceIds: readonly number[],
): Selection {
  const { conversationId } = query;
  return {
    ...{ accountId, extensionId, states: statesOf(query), audiences: JSON.stringify(audienceIds) },
    ...(conversationId === undefined ? {} : { conversationId }),
  };
}

/** Whether a row is selected, by its state and audience alone. Takes `:audiences`. */
export function isSelected({ states, audiences }: Selection, row: string): string {
  const isState = `${row}.state IN (${states.join(', ')})`;
  // Both forms take the parameter, so that callers need not know which they have got.
  if (audiences === '[]') return `${isState} AND (${row}.state & ${explicitBit}) AND :audiences IS NOT NULL`;
  return `${isState} AND (${row}.state & ${explicitBit} OR ${row}.audience_id IN (SELECT value FROM json_each(:audiences)))`;
}
