/** How settings, holds and erasures are written in columns. */

import type { Erasure } from '../../domain/erasure.ts';
import type { Hold } from '../../domain/hold.ts';
import type { MessageId } from '../../domain/ids.ts';
import { type RetentionState, standardRetention } from '../../domain/retention.ts';
import type { Row } from './rows.ts';

export function retentionStateFrom(row: Row | undefined): RetentionState {
  if (!row) return { settings: standardRetention, retainedToId: 0 as MessageId, recheckAfterId: null };
  return {
    settings: {
      retentionDays: row.retention_days as number | null,
      deletedDays: row.deleted_days as number,
      purgedDays: row.purged_days as number,
      mailboxMaximum: row.mailbox_maximum as number | null,
    },
    retainedToId: row.retained_to_id as MessageId,
    recheckAfterId: row.recheck_after_id as MessageId | null,
  };
}

export function holdFrom(row: Row): Hold {
  return {
    holdId: row.hold_id as Hold['holdId'],
    conversationId: row.conversation_id,
    extensionId: row.extension_id,
    reason: row.reason as string,
    placedMs: row.placed_ms as number,
    placedById: row.placed_by_id as Hold['placedById'],
    releasedMs: row.released_ms as number | null,
  } as Hold;
}

export function erasureFrom(row: Row): Erasure {
  return {
    erasureId: row.erasure_id as Erasure['erasureId'],
    extensionId: row.extension_id as Erasure['extensionId'],
    requestedMs: row.requested_ms as number,
    requestedById: row.requested_by_id as Erasure['requestedById'],
    beforeId: row.before_id as MessageId,
    phase: row.phase as Erasure['phase'],
    nextId: row.next_id as MessageId,
    purgedCount: row.purged_count as number,
    finishedMs: row.finished_ms as number | null,
  };
}
