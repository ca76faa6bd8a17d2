/** Writes the effects on the delivery log. */

import type { DeliveryEffect } from '../../../domain/effects/deliveries.ts';
import type { Database } from '../open-database.ts';
import type { Appliers } from './appliers.ts';

export function createApplyDeliveries(db: Database): Appliers<DeliveryEffect> {
  const put = db.statement(`
    INSERT OR REPLACE INTO delivery_log (account_id, subscription_id, number, uuid, event, body, from_position,
      to_position, status, created_ms, waiting_since_ms, next_attempt_ms, attempt_count, failure_count, attempts)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const tell = db.statement(`
    UPDATE subscription SET told_position = ?, last_delivery = ?, reminded_ms = ?
    WHERE account_id = ? AND subscription_id = ?`);
  const fail = db.statement(`
    UPDATE delivery_log INDEXED BY delivery_waiting SET status = 'Failed', next_attempt_ms = NULL
    WHERE account_id = ? AND subscription_id = ? AND status = 'Waiting'`);
  const requeue = (condition: string) =>
    db.statement(`
    UPDATE delivery_log SET status = 'Waiting', waiting_since_ms = ?1, next_attempt_ms = ?1, failure_count = 0
    WHERE account_id = ?2 AND subscription_id = ?3 AND ${condition}`);
  const requeueIn = { failed: requeue("status = 'Failed'"), waiting: requeue("status = 'Waiting'") };
  const requeueOne = requeue('number = ?4');
  const requeueSince = requeue('created_ms >= ?4');
  const forget = db.statement('DELETE FROM delivery_log WHERE account_id = ? AND subscription_id = ? AND number = ?');
  const erase = db.statement(`
    DELETE FROM delivery_log WHERE account_id = ?1 AND subscription_id IN (
      SELECT subscription_id FROM subscription INDEXED BY subscription_by_owner
      WHERE account_id = ?1 AND extension_id = ?2)`);

  return {
    'delivery-put': (accountId, { delivery }) => {
      const { subscriptionId, number, uuid, event, body, range, status, createdMs, waitingSinceMs } = delivery;
      const { nextAttemptMs, attemptCount, failureCount, attempts } = delivery;
      put.run(
        ...[accountId, subscriptionId, number, uuid, event, body, ...range, status, createdMs, waitingSinceMs],
        ...[nextAttemptMs, attemptCount, failureCount, JSON.stringify(attempts)],
      );
    },
    'subscription-told': (accountId, { subscriptionId, toldPosition, lastDelivery, remindedMs }) => {
      tell.run(toldPosition, lastDelivery, remindedMs, accountId, subscriptionId);
    },
    'deliveries-failed': (accountId, { subscriptionId }) => {
      fail.run(accountId, subscriptionId);
    },
    'deliveries-requeued': (accountId, { subscriptionId, which, timeMs }) => {
      if (typeof which === 'string') requeueIn[which].run(timeMs, accountId, subscriptionId);
      else if ('number' in which) requeueOne.run(timeMs, accountId, subscriptionId, which.number);
      else requeueSince.run(timeMs, accountId, subscriptionId, which.sinceMs);
    },
    'delivery-forgotten': (accountId, { subscriptionId, number }) => {
      forget.run(accountId, subscriptionId, number);
    },
    'deliveries-erased': (accountId, { extensionId }) => {
      erase.run(accountId, extensionId);
    },
  };
}
