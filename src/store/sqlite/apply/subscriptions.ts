/** Writes the effects on subscriptions. */

import type { SubscriptionEffect } from '../../../domain/effects/subscriptions.ts';
import type { Database } from '../open-database.ts';
import type { Appliers } from './appliers.ts';

export function createApplySubscriptions(db: Database): Appliers<SubscriptionEffect> {
  const put = db.statement(`
    INSERT OR REPLACE INTO subscription (account_id, subscription_id, extension_id, client_id, session_id, filters,
      transport, connection_id, delivery, created_ms, life_ms, expires_ms, status, blacklisted, position, told_position,
      last_delivery, reminded_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const removeLog = db.statement('DELETE FROM delivery_log WHERE account_id = ? AND subscription_id = ?');
  const remove = db.statement('DELETE FROM subscription WHERE account_id = ? AND subscription_id = ?');
  const drop = db.statement(`
    UPDATE subscription SET expires_ms = min(expires_ms, ?) WHERE account_id = ? AND transport = 'WebSocket'`);

  return {
    'subscription-put': (accountId, { subscription }) => {
      const { subscriptionId, extensionId, clientId, sessionId, filters, delivery } = subscription;
      const { createdMs, lifeMs, expiresMs, status, blacklisted, position, toldPosition } = subscription;
      const connectionId = delivery.transport === 'WebSocket' ? delivery.connectionId : null;
      put.run(
        ...[accountId, subscriptionId, extensionId, clientId, sessionId, JSON.stringify(filters), delivery.transport],
        ...[connectionId, JSON.stringify(delivery), createdMs, lifeMs, expiresMs, status],
        ...[blacklisted && JSON.stringify(blacklisted), position, toldPosition, subscription.lastDelivery],
        subscription.remindedMs,
      );
    },
    'subscription-deleted': (accountId, { subscriptionId }) => {
      removeLog.run(accountId, subscriptionId);
      remove.run(accountId, subscriptionId);
    },
    'connections-dropped': (accountId, { expiresMs }) => {
      drop.run(expiresMs, accountId);
    },
  };
}
