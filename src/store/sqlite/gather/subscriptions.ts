/** Answers facts about subscriptions. */

import type { SubscriptionFacts } from '../../../domain/facts/subscriptions.ts';
import type { Database } from '../open-database.ts';
import { subscriptionFrom } from '../rows.ts';
import { type Answers, optional } from './answers.ts';

export function createGatherSubscriptions(db: Database): Answers<keyof SubscriptionFacts> {
  const one = db.statement('SELECT * FROM subscription WHERE account_id = ? AND subscription_id = ?');
  const own = db.statement(`
    SELECT * FROM subscription INDEXED BY subscription_by_owner
    WHERE account_id = ?1 AND extension_id = ?2 AND (?3 IS NULL OR client_id = ?3)`);
  const devices = db.statement(`
    SELECT * FROM subscription INDEXED BY subscription_by_owner
    WHERE account_id = ? AND extension_id = ? AND transport = 'WebPush'`);
  const connected = db.statement('SELECT * FROM subscription WHERE account_id = ? AND connection_id = ?');

  // Those of before connections had owners have none.
  const dead = db.statement(`
    SELECT DISTINCT coalesce(delivery ->> 'owner', '') AS owner FROM subscription INDEXED BY subscription_by_transport
    WHERE account_id = ? AND transport = 'WebSocket'
      AND coalesce(delivery ->> 'owner', '') NOT IN (SELECT holder_id FROM lease_holder)`);

  return {
    'dead-owners': (accountId) => dead.all(accountId).map((row) => row.owner as string),
    subscription: (accountId, { subscriptionId }) => optional(one.get(accountId, subscriptionId), subscriptionFrom),
    'subscriptions-of': (accountId, { extensionId, clientId }) =>
      own.all(accountId, extensionId, clientId ?? null).map(subscriptionFrom),
    'devices-of': (accountId, { extensionId }) => devices.all(accountId, extensionId).map(subscriptionFrom),
    'subscription-of-connection': (accountId, { connectionId }) =>
      optional(connected.get(accountId, connectionId), subscriptionFrom),
  };
}
