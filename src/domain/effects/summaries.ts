/** What decisions do to the summaries that a store keeps of mailboxes. Nothing that can be read changes. */

import type { ExtensionId } from '../ids.ts';

export type SummaryEffect =
  /** Takes the next stretch of a mailbox into the summaries that its totals are read from. */
  { readonly kind: 'mailbox-summarised'; readonly extensionId: ExtensionId };
