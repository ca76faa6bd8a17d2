/** Writes the effects on summaries of mailboxes. */

import type { SummaryEffect } from '../../../domain/effects/summaries.ts';
import type { createSummarise } from '../summarise.ts';
import type { Appliers } from './appliers.ts';

export function createApplySummaries({ summarise }: ReturnType<typeof createSummarise>): Appliers<SummaryEffect> {
  return {
    'mailbox-summarised': (accountId, { extensionId }) => summarise(accountId, extensionId),
  };
}
