/** Searches the actor's own mailbox: the index is first brought up to what was sent before the search began. */

import { DomainError, unwrap } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Message } from '../../domain/message.ts';
import type { Listed } from '../../domain/reads/lists.ts';
import type { MessageSearch } from '../../domain/reads/messages.ts';
import type { Actor } from '../../domain/session.ts';
import type { Store } from '../../domain/store.ts';

const pagesAStep = 200;
/** So much is indexed for a search at the most; the rest is the upkeep's. */
const maxSteps = 25;

/** Refuses with `overloaded` while the index is far behind, rather than finding only some. */
export async function searchMessages(store: Store, actor: Actor, query: MessageSearch): Promise<Listed<Message>> {
  await catchUp(store, actor.accountId);
  return await store.as(actor).searchMessages(query);
}

async function catchUp(store: Store, accountId: AccountId): Promise<void> {
  let targetId = Number.POSITIVE_INFINITY;
  for (let step = 0; step < maxSteps; step++) {
    const { indexedToId, lastPageId } = unwrap(
      await store.execute({ kind: 'index-pages', accountId, limit: pagesAStep }),
    );
    targetId = Math.min(targetId, lastPageId);
    if (indexedToId >= targetId) return;
  }
  throw new DomainError({ code: 'overloaded' }, 'the search index is still being built');
}
