/** What administrators decide about the life of messages: how long they stay, what is held, what is erased. */

import type { OutcomeOf } from '../../domain/command.ts';
import type { ConfigureStore, PlaceHold, ReleaseHold, RequestErasure } from '../../domain/commands/upkeep.ts';
import { unwrap } from '../../domain/errors.ts';
import type { Store } from '../../domain/store.ts';

export type MessageDecision = ConfigureStore | PlaceHold | ReleaseHold | RequestErasure;

/** What came of it; throws `DomainError` if it was refused, and then nothing has changed. */
export async function administerMessages<C extends MessageDecision>(store: Store, decision: C): Promise<OutcomeOf<C>> {
  return unwrap(await store.execute(decision));
}
