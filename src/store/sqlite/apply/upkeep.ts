/** Writes the effects of upkeep. */

import type { UpkeepEffect } from '../../../domain/effects/upkeep.ts';
import type { createSummarise } from '../summarise.ts';
import type { Appliers } from './appliers.ts';

export function createApplyUpkeep({ summarise }: ReturnType<typeof createSummarise>): Appliers<UpkeepEffect> {
  return {
    'mailbox-summarised': (accountId, { extensionId }) => summarise(accountId, extensionId),
  };
}
