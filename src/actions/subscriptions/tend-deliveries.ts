/** Has deliveries of a subscription made again, or a subscription that was given up resumed. */

import type { OutcomeOf } from '../../domain/command.ts';
import type { ReplayDeliveries, ResumeSubscription } from '../../domain/commands/deliveries.ts';
import { unwrap } from '../../domain/errors.ts';
import type { Store } from '../../domain/store.ts';

/** What came of it; throws `DomainError` if it was refused, and then nothing has changed. */
export async function tendDeliveries<C extends ReplayDeliveries | ResumeSubscription>(
  store: Store,
  command: C,
): Promise<OutcomeOf<C>> {
  return unwrap(await store.execute(command));
}
