/** Marks one of the actor's messages as read or unread and answers it as it is afterwards. */

import { DomainError, unwrap } from '../../domain/errors.ts';
import type { MessageId } from '../../domain/ids.ts';
import type { Message } from '../../domain/message.ts';
import type { Actor } from '../../domain/session.ts';
import type { Store } from '../../domain/store.ts';

export async function setReadStatus(
  store: Store,
  actor: Actor,
  { copyId, isRead }: { copyId: MessageId; isRead: boolean },
): Promise<Message> {
  const { accountId } = actor;
  const copy = unwrap(await store.execute({ kind: 'set-read-status', accountId, actor, copyId, isRead }));
  const message = await store.readMessage(actor, copyId);
  // Access can end in the instant between the change and this read.
  if (!message) throw new DomainError({ code: 'unknown-resource', parameter: 'messageId' });
  return { page: message.page, copy };
}
