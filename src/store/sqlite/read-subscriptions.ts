/** Reads of subscriptions. Expired ones are not found. */

import type { Clock } from '../../domain/clock.ts';
import type { AccountId, ClientId } from '../../domain/ids.ts';
import type { Actor } from '../../domain/session.ts';
import type { Subscription, Transport } from '../../domain/subscription.ts';
import type { Suspension } from '../../domain/suspension.ts';
import { footing, shownFrom, withFooting } from './footing.ts';
import type { Database } from './open-database.ts';
import { subscriptionFrom } from './rows.ts';

export function createReadSubscriptions(db: Database, clock: Clock) {
  const own = db.statement(`
    SELECT s.*, ${footing} FROM subscription s INDEXED BY subscription_by_owner ${withFooting}
    WHERE s.account_id = ? AND s.extension_id = ? AND s.client_id = ? AND s.expires_ms > ? AND s.transport <> 'WebPush'
    ORDER BY s.created_ms, s.subscription_id`);
  const devices = db.statement(`
    SELECT * FROM subscription INDEXED BY subscription_by_owner
    WHERE account_id = ? AND extension_id = ? AND expires_ms > ? AND transport = 'WebPush'
    ORDER BY created_ms, subscription_id`);
  const all = db.statement(
    `SELECT * FROM subscription INDEXED BY subscription_by_transport
    WHERE account_id = ? AND transport = ? AND expires_ms > ? ORDER BY created_ms`,
  );

  const one = db.statement(`
    SELECT s.*, ${footing} FROM subscription s ${withFooting} WHERE s.account_id = ? AND s.subscription_id = ?`);

  function listSubscriptions({ accountId, extensionId }: Actor, clientId: ClientId): Subscription[] {
    return own.all(accountId, extensionId, clientId, clock.nowMs()).map((row) => shownFrom(row).subscription);
  }

  return {
    listSubscriptions,
    readSubscription: (actor: Actor, clientId: ClientId, subscriptionId: string) =>
      listSubscriptions(actor, clientId).find((one) => one.subscriptionId === subscriptionId),
    listDevices: ({ accountId, extensionId }: Actor): Subscription[] =>
      devices.all(accountId, extensionId, clock.nowMs()).map(subscriptionFrom),
    listAllSubscriptions: (accountId: AccountId, transport: Transport) =>
      all.all(accountId, transport, clock.nowMs()).map(subscriptionFrom),

    readSuspension(accountId: AccountId, subscriptionId: string): Suspension | null {
      const row = one.get(accountId, subscriptionId);
      return row ? shownFrom(row).suspension : null;
    },
  };
}
