/** Writes the effects of decisions, inside the transaction that their facts were read in. */

import type { Effect } from '../../domain/effect.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Appliers } from './apply/appliers.ts';
import { createApplyAudit } from './apply/audit.ts';
import { createApplyCompany } from './apply/company.ts';
import { createApplyDeliveries } from './apply/deliveries.ts';
import { createApplyExports } from './apply/exports.ts';
import { createApplyMessages } from './apply/messages.ts';
import { createApplySessions } from './apply/sessions.ts';
import { createApplySubscriptions } from './apply/subscriptions.ts';
import { createApplyUpkeep } from './apply/upkeep.ts';
import { type BlockSizes, standardBlocks } from './mailbox/close-blocks.ts';
import type { Database } from './open-database.ts';

/** Every kind of effect with the statements behind it. */
export function createApply(db: Database, blocks: BlockSizes = standardBlocks) {
  const appliers: Appliers<Effect> = {
    ...createApplyAudit(db),
    ...createApplyCompany(db),
    ...createApplyDeliveries(db),
    ...createApplyExports(db),
    ...createApplyMessages(db, blocks),
    ...createApplySessions(db),
    ...createApplySubscriptions(db),
    ...createApplyUpkeep(db),
  };

  return (accountId: AccountId, effect: Effect): void => {
    const applier = appliers[effect.kind] as (accountId: AccountId, effect: Effect) => void;
    applier(accountId, effect);
  };
}
