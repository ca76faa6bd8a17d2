/** Writes the effects on subscriptions. */

import type { SubscriptionEffect } from '../../../domain/effects/subscriptions.ts';
import type { Subscription } from '../../../domain/subscription.ts';
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
  const removeWithLogs = (devices: string) => {
    const logs = `DELETE FROM delivery_log WHERE account_id = ?1 AND subscription_id IN (SELECT subscription_id FROM ${devices})`;
    return [db.statement(logs), db.statement(`DELETE FROM ${devices}`)];
  };
  const removeDevices = removeWithLogs(`subscription INDEXED BY subscription_by_owner
    WHERE account_id = ?1 AND extension_id = ?2 AND transport = 'WebPush'`);
  const removeAppsDevices = removeWithLogs(`subscription INDEXED BY subscription_by_transport
    WHERE account_id = ?1 AND transport = 'WebPush' AND session_id IN (
      SELECT session_id FROM session WHERE account_id = ?1 AND client_id = ?2)`);
  const drop = db.statement(`
    UPDATE subscription INDEXED BY subscription_by_transport SET expires_ms = min(expires_ms, ?)
    WHERE account_id = ? AND transport = 'WebSocket' AND coalesce(delivery ->> 'owner', '') = ?`);

  return {
    'subscription-put': (accountId, { subscription }) => {
      const { subscriptionId, extensionId, clientId, sessionId, filters, channel } = subscription;
      const { createdMs, lifeMs, expiresMs, status, blacklisted, position, toldPosition } = subscription;
      const connectionId = connectionOf(channel);
      put.run(
        ...[accountId, subscriptionId, extensionId, clientId, sessionId, JSON.stringify(filters), channel.transport],
        ...[connectionId, JSON.stringify(channel), createdMs, lifeMs, expiresMs, status],
        ...[blacklisted && JSON.stringify(blacklisted), position, toldPosition, subscription.lastDelivery],
        subscription.remindedMs,
      );
    },
    'subscription-deleted': (accountId, { subscriptionId }) => {
      removeLog.run(accountId, subscriptionId);
      remove.run(accountId, subscriptionId);
    },
    'devices-forgotten': (accountId, { extensionId }) => {
      for (const statement of removeDevices) statement.run(accountId, extensionId);
    },
    'app-devices-forgotten': (accountId, { clientId }) => {
      for (const statement of removeAppsDevices) statement.run(accountId, clientId);
    },
    'connections-dropped': (accountId, { owner, expiresMs }) => {
      drop.run(expiresMs, accountId, owner);
    },
  };
}

/** What at most one subscription of the account may have. */
function connectionOf(channel: Subscription['channel']): string | null {
  if (channel.transport === 'WebSocket') return channel.connectionId;
  return channel.transport === 'WebPush' ? channel.endpoint : null;
}
