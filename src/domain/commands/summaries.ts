/** How summaries of mailboxes are kept up, a small step at a time, as plain data. */

import type { AccountId, ExtensionId, Sequence } from '../ids.ts';

/** Brings the summaries of at most one mailbox a stretch further. Reads are right without them, only slower. */
export interface SummariseMailboxes {
  readonly kind: 'summarise-mailboxes';
  readonly accountId: AccountId;
  /** Where an earlier step left off; 0 to begin with. */
  readonly fromId: ExtensionId;
  /** Mailboxes that nothing was sent to since this place are passed over; 0 looks at all. */
  readonly sinceSeq: Sequence;
}

/** Where the next step begins; undefined when no mailbox is left that needs one. */
export interface SummarisedStep {
  readonly nextId: ExtensionId | undefined;
  readonly nextSequence: Sequence;
}

export interface SummaryOutcomes {
  'summarise-mailboxes': SummarisedStep;
}

export type SummaryCommand = SummariseMailboxes;
