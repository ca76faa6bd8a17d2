/** Makes one change to the company's apps. */

import type { OutcomeOf } from '../../domain/command.ts';
import type { AppCommand } from '../../domain/commands/apps.ts';
import { unwrap } from '../../domain/errors.ts';
import type { Store } from '../../domain/store.ts';

/** What came of it; throws `DomainError` if it was refused, and then nothing has changed. */
export async function changeApps<C extends AppCommand>(store: Store, change: C): Promise<OutcomeOf<C>> {
  return unwrap(await store.execute(change));
}
