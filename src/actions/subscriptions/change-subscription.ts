/** Makes, changes, renews or ends one subscription, or registers or removes a browser. */

import type { OutcomeOf } from '../../domain/command.ts';
import type { DeviceCommand } from '../../domain/commands/devices.ts';
import type {
  CreateSubscription,
  DeleteSubscription,
  UpdateSubscription,
} from '../../domain/commands/subscriptions.ts';
import { unwrap } from '../../domain/errors.ts';
import type { Store } from '../../domain/store.ts';

export type SubscriptionChange = CreateSubscription | UpdateSubscription | DeleteSubscription | DeviceCommand;

/** What came of it; throws `DomainError` if it was refused, and then nothing has changed. */
export async function changeSubscription<C extends SubscriptionChange>(store: Store, change: C): Promise<OutcomeOf<C>> {
  return unwrap(await store.execute(change));
}
