/** Answers the facts that decisions ask for, inside the transaction that will keep what they decide. */

import type { Moment } from '../../domain/clock.ts';
import type { FactRequest } from '../../domain/fact.ts';
import type { AccountFacts } from '../../domain/facts/account.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Answers } from './gather/answers.ts';
import { createGatherCompany } from './gather/company.ts';
import { createGatherDeliveries } from './gather/deliveries.ts';
import { createGatherExports } from './gather/exports.ts';
import { createGatherLeases } from './gather/leases.ts';
import { createGatherMessages } from './gather/messages.ts';
import { createGatherSessions } from './gather/sessions.ts';
import { createGatherSubscriptions } from './gather/subscriptions.ts';
import { createGatherUpkeep } from './gather/upkeep.ts';
import type { Database } from './open-database.ts';

/** What is answered from rows. Where an account stands is known to `accounts.ts`. */
export type RowRequest = Exclude<FactRequest, { kind: keyof AccountFacts }>;

/** Every kind of fact with the statement behind it. */
export function createGather(db: Database) {
  const answers: Answers<RowRequest['kind']> = {
    ...createGatherCompany(db),
    ...createGatherDeliveries(db),
    ...createGatherExports(db),
    ...createGatherLeases(db),
    ...createGatherMessages(db),
    ...createGatherSessions(db),
    ...createGatherSubscriptions(db),
    ...createGatherUpkeep(db),
  };

  return (accountId: AccountId, request: RowRequest, now: Moment): unknown => {
    const answer = answers[request.kind] as (accountId: AccountId, request: RowRequest, now: Moment) => unknown;
    return answer(accountId, request, now);
  };
}
