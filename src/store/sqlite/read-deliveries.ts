/** Reads of the delivery log and of everyone's subscriptions. Expired ones are not found. */

import type { Clock } from '../../domain/clock.ts';
import type { LoggedDelivery, SubscriptionOverview } from '../../domain/delivery-log.ts';
import type { AccountId, ExtensionId } from '../../domain/ids.ts';
import type { DeliveryBacklog, DeliveryQuery } from '../../domain/reads/deliveries.ts';
import type { Listed } from '../../domain/reads/lists.ts';
import type { Actor } from '../../domain/session.ts';
import { footing, shownFrom, withFooting } from './footing.ts';
import type { Database } from './open-database.ts';
import { loggedDeliveryFrom, type Row } from './rows.ts';

export function createReadDeliveries(db: Database, clock: Clock) {
  const overviews = (condition: string) =>
    db.statement(`
    SELECT s.*, ${footing}, e.extension_number, e.name AS owner_name, a.name AS app_name,
      (SELECT count(*) FROM delivery_log d
        WHERE d.account_id = s.account_id AND d.subscription_id = s.subscription_id AND d.status = 'Waiting') AS waiting
    FROM subscription s
    ${withFooting}
    LEFT JOIN app a ON a.client_id = s.client_id
    WHERE s.account_id = ?1 AND s.expires_ms > ?2 AND s.transport <> 'WebPush' ${condition}
    ORDER BY s.created_ms DESC, s.subscription_id`);
  const every = overviews('');
  const oneOf = overviews('AND s.subscription_id = ?3');
  const wanted = `
    FROM delivery_log WHERE account_id = ?1 AND subscription_id = ?2 AND (?3 IS NULL OR status = ?3)`;
  const list = db.statement(`SELECT * ${wanted} ORDER BY number DESC LIMIT ?4 OFFSET ?5`);
  const count = db.statement(`SELECT count(*) AS total ${wanted}`);
  const one = db.statement('SELECT * FROM delivery_log WHERE account_id = ? AND subscription_id = ? AND number = ?');
  // Without figures on its tables SQLite would rather walk everything that was delivered: so it is told.
  const next = db.statement(`
    SELECT * FROM delivery_log INDEXED BY delivery_waiting WHERE account_id = ? AND subscription_id = ? AND status = 'Waiting'
    ORDER BY number LIMIT 1`);
  const backlog = db.statement(`
    SELECT count(*) AS waiting, min(created_ms) AS oldest_ms FROM delivery_log INDEXED BY delivery_waiting
    WHERE status = 'Waiting'`);

  return {
    listSubscriptionOverviews: ({ accountId }: Actor): SubscriptionOverview[] =>
      every.all(accountId, clock.nowMs()).map(overviewFrom),

    readSubscriptionOverview({ accountId }: Actor, subscriptionId: string): SubscriptionOverview | undefined {
      const row = oneOf.get(accountId, clock.nowMs(), subscriptionId);
      return row && overviewFrom(row);
    },

    listLoggedDeliveries({ accountId }: Actor, query: DeliveryQuery): Listed<LoggedDelivery> {
      const { subscriptionId, status = null, page, perPage } = query;
      const records = list.all(accountId, subscriptionId, status, perPage, (page - 1) * perPage);
      return {
        records: records.map(loggedDeliveryFrom),
        totalElements: count.get(accountId, subscriptionId, status)?.total as number,
      };
    },

    readLoggedDelivery({ accountId }: Actor, subscriptionId: string, number: number): LoggedDelivery | undefined {
      const row = one.get(accountId, subscriptionId, number);
      return row && loggedDeliveryFrom(row);
    },

    readNextDelivery(accountId: AccountId, subscriptionId: string): LoggedDelivery | undefined {
      const row = next.get(accountId, subscriptionId);
      return row && loggedDeliveryFrom(row);
    },

    readDeliveryBacklog(): DeliveryBacklog {
      const row = backlog.get() as Row;
      return { waiting: row.waiting as number, oldestMs: row.oldest_ms as number | null };
    },
  };
}

function overviewFrom(row: Row): SubscriptionOverview {
  return {
    ...shownFrom(row),
    owner: {
      extensionId: row.extension_id as ExtensionId,
      extensionNumber: row.extension_number as string,
      name: row.owner_name as string,
    },
    appName: (row.app_name as string | null) ?? '',
    waiting: row.waiting as number,
  };
}
