/** Answers facts about the delivery log. */

import type { DeliveryFacts, DeliveryKey } from '../../../domain/facts/deliveries.ts';
import type { Database } from '../open-database.ts';
import { loggedDeliveryFrom, type Row } from '../rows.ts';
import { type Answers, optional } from './answers.ts';

export function createGatherDeliveries(db: Database): Answers<keyof DeliveryFacts> {
  const ofSubscription = 'FROM delivery_log WHERE account_id = ? AND subscription_id = ?';
  const one = db.statement(`SELECT * ${ofSubscription} AND number = ?`);
  const waiting = db.statement(`SELECT 1 ${ofSubscription} AND status = 'Waiting' LIMIT 1`);
  const since = db.statement(`SELECT count(*) AS count ${ofSubscription} AND created_ms >= ?`);
  const old = db.statement(`
    SELECT subscription_id, number FROM delivery_log INDEXED BY delivery_delivered
    WHERE account_id = ? AND status = 'Delivered' AND created_ms <= ? ORDER BY created_ms LIMIT ?`);
  // CROSS keeps the order: from the few subscriptions that have had so many to the oldest of each.
  const surplus = db.statement(`
    SELECT d.subscription_id, d.number FROM subscription s CROSS JOIN delivery_log d
      ON d.account_id = s.account_id AND d.subscription_id = s.subscription_id AND d.number <= s.last_delivery - ?2
    WHERE s.account_id = ?1 AND s.last_delivery > ?2 AND d.status = 'Delivered' LIMIT ?3`);
  const expired = db.statement(`
    SELECT subscription_id FROM subscription INDEXED BY subscription_by_end
    WHERE account_id = ? AND expires_ms <= ? LIMIT ?`);

  return {
    'logged-delivery': (accountId, { subscriptionId, number }) =>
      optional(one.get(accountId, subscriptionId, number), loggedDeliveryFrom),
    'has-waiting-delivery': (accountId, { subscriptionId }) => waiting.get(accountId, subscriptionId) !== undefined,
    'deliveries-since': (accountId, { subscriptionId, sinceMs }) =>
      since.get(accountId, subscriptionId, sinceMs)?.count as number,
    'stale-deliveries': (accountId, { beforeMs, keep, limit }) => {
      const byAge = old.all(accountId, beforeMs, limit).map(keyFrom);
      return byAge.length > 0 ? byAge : surplus.all(accountId, keep, limit).map(keyFrom);
    },
    'expired-subscriptions': (accountId, { untilMs, limit }) =>
      expired.all(accountId, untilMs, limit).map((row) => row.subscription_id as string),
  };
}

function keyFrom(row: Row): DeliveryKey {
  return { subscriptionId: row.subscription_id as string, number: row.number as number };
}
