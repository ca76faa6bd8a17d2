/** What administrators can read of the life of messages. */

import type { Erasure } from '../erasure.ts';
import type { Hold } from '../hold.ts';
import type { ExtensionId } from '../ids.ts';
import type { RetentionSettings } from '../retention.ts';
import type { Listed, Paging } from './lists.ts';

export interface ActorUpkeepReads {
  readRetentionSettings(): Promise<RetentionSettings>;
  /** Newest first. */
  listHolds(query: Paging & { readonly isReleased?: boolean }): Promise<Listed<Hold>>;
  /** The newest erasure that was asked for of someone. */
  readErasure(extensionId: ExtensionId): Promise<Erasure | undefined>;
}
