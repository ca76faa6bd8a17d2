/** What upkeep may ask about how a store keeps its data in order. */

import type { ExtensionId } from '../ids.ts';

export interface MailboxBehind {
  /** A mailbox whose summaries lack copies that they could have. */
  readonly behindId: ExtensionId | undefined;
  /** Where to go on looking; undefined once every mailbox has been looked at. */
  readonly nextId: ExtensionId | undefined;
}

export interface UpkeepFacts {
  /** The first such mailbox among so many from this id on. */
  'mailbox-behind': { ask: { fromId: ExtensionId; limit: number }; fact: MailboxBehind };
}
