/** Changes to the actor's own messages, each answered with the message as it is afterwards. */

import type { MessageChange } from '../../domain/commands/messages.ts';
import { DomainError, unwrap } from '../../domain/errors.ts';
import type { MessageId } from '../../domain/ids.ts';
import type { Message } from '../../domain/message.ts';
import type { Actor } from '../../domain/session.ts';
import type { Store } from '../../domain/store.ts';

export async function changeMessage(
  store: Store,
  actor: Actor,
  { copyId, change }: { copyId: MessageId; change: MessageChange },
): Promise<Message> {
  const { accountId } = actor;
  const copy = unwrap(await store.execute({ kind: 'change-message', accountId, actor, copyId, change }));
  const message = await store.as(actor).readMessage(copyId);
  // Access can end in the instant between the change and this read.
  if (!message) throw new DomainError({ code: 'unknown-resource', parameter: 'messageId' });
  return { page: message.page, copy };
}
