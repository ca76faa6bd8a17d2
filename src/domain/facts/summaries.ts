/** What decisions may ask about the summaries that a store keeps of mailboxes. */

import type { ExtensionId, Sequence } from '../ids.ts';

export interface MailboxBehind {
  /** A mailbox whose summaries lack copies that they could have. */
  readonly behindId: ExtensionId | undefined;
  /** Where to go on looking; undefined once every mailbox has been looked at. */
  readonly nextId: ExtensionId | undefined;
}

export interface SummaryFacts {
  /** The first such mailbox among so many from this id on; only those with copies since a place in the sequence. */
  'mailbox-behind': { ask: { fromId: ExtensionId; sinceSeq: Sequence; limit: number }; fact: MailboxBehind };
}
