/** Reads of how long messages stay, what is held, and what is being erased. */

import type { Erasure } from '../../domain/erasure.ts';
import type { Hold } from '../../domain/hold.ts';
import type { ExtensionId } from '../../domain/ids.ts';
import type { Listed, Paging } from '../../domain/reads/lists.ts';
import type { RetentionSettings } from '../../domain/retention.ts';
import type { Actor } from '../../domain/session.ts';
import type { Database } from './open-database.ts';
import { erasureFrom, holdFrom, retentionStateFrom } from './upkeep-rows.ts';

export function createReadUpkeep(db: Database) {
  const store = db.statement('SELECT * FROM message_store WHERE account_id = ?');
  const wanted = 'FROM hold WHERE account_id = ?1 AND (?2 IS NULL OR (released_ms IS NOT NULL) = ?2)';
  const holds = db.statement(`SELECT * ${wanted} ORDER BY hold_id DESC LIMIT ?3 OFFSET ?4`);
  const countHolds = db.statement(`SELECT count(*) AS total ${wanted}`);
  const erasure = db.statement(
    'SELECT * FROM erasure WHERE account_id = ? AND extension_id = ? ORDER BY erasure_id DESC LIMIT 1',
  );

  return {
    readRetentionSettings: ({ accountId }: Actor): RetentionSettings =>
      retentionStateFrom(store.get(accountId)).settings,

    listHolds({ accountId }: Actor, query: Paging & { readonly isReleased?: boolean }): Listed<Hold> {
      const isReleased = query.isReleased === undefined ? null : Number(query.isReleased);
      return {
        records: holds.all(accountId, isReleased, query.perPage, (query.page - 1) * query.perPage).map(holdFrom),
        totalElements: countHolds.get(accountId, isReleased)?.total as number,
      };
    },

    readErasure({ accountId }: Actor, extensionId: ExtensionId): Erasure | undefined {
      const row = erasure.get(accountId, extensionId);
      return row && erasureFrom(row);
    },
  };
}
