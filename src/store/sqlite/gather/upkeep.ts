/** Answers facts about how the data is kept in order. */

import type { UpkeepFacts } from '../../../domain/facts/upkeep.ts';
import type { createSummarise } from '../summarise.ts';
import type { Answers } from './answers.ts';

export function createGatherUpkeep({ nextBehind }: ReturnType<typeof createSummarise>): Answers<keyof UpkeepFacts> {
  return {
    'mailbox-behind': (accountId, { fromId, limit }) => nextBehind(accountId, fromId, limit),
  };
}
