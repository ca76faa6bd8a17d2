/** Reads a mailbox's summaries: where its blocks lie, and how much of what is asked for each of them holds. */

import type { Database } from '../open-database.ts';
import { isSelected, type Selection } from './selection.ts';
import { idsOf, type Stretch } from './stretch.ts';

/** Ids from `fromId` on and below `endId`. */
export interface IdRange {
  readonly fromId: number;
  readonly endId: number;
}

export interface BlockQuery {
  readonly selection: Selection;
  /** Whether to count threads' newest copies instead of all. */
  readonly isHead: boolean;
  /** Ids that are counted in the blocks and yet not wanted. */
  readonly exceptIds: readonly number[];
  /** Reads a stretch from the copies themselves. */
  readonly scan: (range: IdRange) => Stretch;
}

export type Blocks = ReturnType<typeof createBlocks>;

export function createBlocks(db: Database) {
  const blockAfter = db.statement(`
    SELECT first_id, end_id FROM summary_block
    WHERE account_id = ? AND extension_id = ? AND level = ? AND end_id > ? ORDER BY end_id LIMIT 1`);
  const last = db.statement(
    'SELECT max(end_id) AS end_id FROM summary_block WHERE account_id = ? AND extension_id = ? AND level = ?',
  );

  function endOf({ accountId, extensionId }: Selection, level: number): number {
    return (last.get(accountId, extensionId, level)?.end_id as number | null) ?? 0;
  }

  /** The part of a range that whole blocks of a level make up. */
  function wholeBlocks(selection: Selection, level: number, { fromId, endId }: IdRange): IdRange | undefined {
    const { accountId, extensionId } = selection;
    const blockAt = (id: number) =>
      blockAfter.get(accountId, extensionId, level, id) as { first_id: number; end_id: number } | undefined;
    const first = blockAt(fromId);
    if (!first) return undefined;
    const start = first.first_id >= fromId ? first.first_id : first.end_id;
    const end = blockAt(endId)?.first_id ?? endOf(selection, level);
    return start < end ? { fromId: start, endId: end } : undefined;
  }

  function counted({ selection, isHead }: BlockQuery, level: number, range: IdRange) {
    const states = isHead ? { ...selection, states: [0, 16] } : selection;
    const rows = db
      .statement(`
        SELECT b.first_id AS fromId, b.end_id AS endId, s.copies FROM (
          SELECT n.end_id, sum(n.copies) AS copies FROM summary_count n
          WHERE n.account_id = :account AND n.extension_id = :extension AND n.is_head = :isHead AND n.level = :level
            AND n.end_id > :fromId AND n.end_id <= :endId AND ${isSelected(states, 'n')}
          GROUP BY n.end_id
        ) s JOIN summary_block b
          ON b.account_id = :account AND b.extension_id = :extension AND b.level = :level AND b.end_id = s.end_id
        ORDER BY b.end_id DESC`)
      .all({
        ...{ account: selection.accountId, extension: selection.extensionId, audiences: selection.audiences },
        ...{ isHead: isHead ? 1 : 0, level, ...range },
      });
    return rows as unknown as (IdRange & { copies: number })[];
  }

  /** Only blocks that hold something of what is asked for. */
  function blocksOf(query: BlockQuery, level: number, range: IdRange): Stretch[] {
    return counted(query, level, range).map(({ copies, ...block }) => {
      const { fromId, endId } = block;
      const unwanted = query.exceptIds.filter((id) => id >= fromId && id < endId).length;
      const inside = (): Stretch[] => (level === 0 ? [query.scan(block)] : blocksOf(query, 0, block));
      return {
        count: () => copies - unwanted,
        ids: (limit, skip) => idsOf(inside(), limit, skip),
      };
    });
  }

  return {
    /** Copies from this id on are in no block. */
    endOf: (selection: Selection) => endOf(selection, 0),

    /** A range in stretches: large blocks where they fit, small ones beside them, copies read themselves at the ends. */
    stretchesOf(query: BlockQuery, range: IdRange): Stretch[] {
      const { selection, scan } = query;
      const small = wholeBlocks(selection, 0, range);
      if (!small) return [scan(range)];
      const large = wholeBlocks(selection, 1, small) ?? { fromId: small.fromId, endId: small.fromId };
      return [
        scan({ fromId: small.endId, endId: range.endId }),
        ...blocksOf(query, 0, { fromId: large.endId, endId: small.endId }),
        ...blocksOf(query, 1, large),
        ...blocksOf(query, 0, { fromId: small.fromId, endId: large.fromId }),
        scan({ fromId: range.fromId, endId: small.fromId }),
      ];
    },
  };
}
