/** What upkeep does to how a store keeps its data. Nothing that can be read changes. */

import type { ExtensionId } from '../ids.ts';

export type UpkeepEffect =
  /** Takes the next stretch of a mailbox into the summaries that its totals are read from. */
  { readonly kind: 'mailbox-summarised'; readonly extensionId: ExtensionId };
