/** What Beckon asks of itself, a small step at a time, with the answer each step gives. */

import type { AccountId, ExtensionId } from '../ids.ts';

/** Brings the summaries of at most one mailbox a stretch further. Reads are right without them, only slower. */
export interface SummariseMailboxes {
  readonly kind: 'summarise-mailboxes';
  readonly accountId: AccountId;
  /** Where an earlier step left off; 0 to begin with. */
  readonly fromId: ExtensionId;
}

/** Where the next step begins; undefined when no mailbox is left that needs one. */
export interface SummarisedStep {
  readonly nextId: ExtensionId | undefined;
}

export interface UpkeepOutcomes {
  'summarise-mailboxes': SummarisedStep;
}

export type UpkeepCommand = SummariseMailboxes;
