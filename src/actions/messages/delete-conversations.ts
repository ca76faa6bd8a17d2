/** Deletes whole conversations of the actor's own, step by step. */

import type { DeleteConversations } from '../../domain/commands/messages.ts';
import { unwrap } from '../../domain/errors.ts';
import type { ConversationId, MessageId } from '../../domain/ids.ts';
import type { Actor } from '../../domain/session.ts';
import type { Store } from '../../domain/store.ts';

const deletedAStep = 500;
/** Erasing a text, and its words from the search index, takes many times as long as marking. */
const purgedAStep = 100;
const conversationsAStep = 1000;

interface Filter {
  readonly conversationIds: readonly ConversationId[];
  readonly beforeMs: number;
  readonly isPurge: boolean;
}

/** No conversations named: all of them. Others' requests get their turn between the steps. */
export async function deleteConversations(store: Store, actor: Actor, filter: Filter): Promise<void> {
  const ids = [...new Set(filter.conversationIds)];
  let at = 0;
  do {
    await deleteStepwise(store, actor, { ...filter, conversationIds: ids.slice(at, at + conversationsAStep) });
    at += conversationsAStep;
  } while (at < ids.length);
}

async function deleteStepwise(store: Store, actor: Actor, filter: Filter): Promise<void> {
  const { accountId } = actor;
  let afterId: MessageId | undefined = 0 as MessageId;
  while (afterId !== undefined) {
    const step: DeleteConversations = {
      ...{ kind: 'delete-conversations', accountId, actor, ...filter },
      ...{ limit: filter.isPurge ? purgedAStep : deletedAStep, afterId },
    };
    afterId = unwrap(await store.execute(step)).lastId;
  }
}
