/** Puts people on a thread's explicit list and takes others off it. */

import type { ChangeParticipants } from '../../domain/commands/messages.ts';
import { unwrap } from '../../domain/errors.ts';
import type { Actor } from '../../domain/session.ts';
import type { Store } from '../../domain/store.ts';

export type ParticipantChange = Pick<ChangeParticipants, 'conversationId' | 'addedIds' | 'removedIds'>;

export async function changeParticipants(store: Store, actor: Actor, change: ParticipantChange): Promise<void> {
  unwrap(await store.execute({ kind: 'change-participants', accountId: actor.accountId, actor, ...change }));
}
