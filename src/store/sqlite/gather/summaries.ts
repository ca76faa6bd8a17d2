/** Answers facts about summaries of mailboxes. */

import type { SummaryFacts } from '../../../domain/facts/summaries.ts';
import type { createSummarise } from '../summarise.ts';
import type { Answers } from './answers.ts';

export function createGatherSummaries({ nextBehind }: ReturnType<typeof createSummarise>): Answers<keyof SummaryFacts> {
  return {
    'mailbox-behind': (accountId, bounds) => nextBehind(accountId, bounds),
  };
}
