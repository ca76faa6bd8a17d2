/** Sends a page and answers the sender's own copy of it. */

import type { SendPage } from '../../domain/commands/messages.ts';
import { unwrap } from '../../domain/errors.ts';
import type { Message } from '../../domain/message.ts';
import type { Actor } from '../../domain/session.ts';
import type { Store } from '../../domain/store.ts';

export type Draft = Omit<SendPage, 'kind' | 'accountId' | 'actor'>;

export async function sendPage(store: Store, actor: Actor, draft: Draft): Promise<Message> {
  return unwrap(await store.execute({ kind: 'send-page', accountId: actor.accountId, actor, ...draft }));
}
