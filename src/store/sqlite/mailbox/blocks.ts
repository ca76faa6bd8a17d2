/** Reads a mailbox's summaries: where its blocks lie, and how much of what is asked for each of them holds. */

import type { Database } from '../open-database.ts';
import { explicitBit } from '../rows.ts';
import { threadLevel } from '../schema/summaries.ts';
import { topLevel } from './close-blocks.ts';
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

  /** The counts of a run of blocks of one level, and their values. */
  function counts({ selection, isHead }: BlockQuery, level: number, { fromId, endId }: IdRange) {
    const { accountId: account, extensionId: extension, audiences } = selection;
    const states = isHead ? { ...selection, states: [0, explicitBit] } : selection;
    return {
      from: `FROM summary_count n
        WHERE n.account_id = :account AND n.extension_id = :extension AND n.is_head = :isHead AND n.level = :level
          AND n.end_id > :fromId AND n.end_id <= :endId AND ${isSelected(states, 'n')}`,
      values: { account, extension, audiences, isHead: isHead ? 1 : 0, level, fromId, endId },
    };
  }

  /** Only blocks that hold something of what is asked for, newest first. */
  function blocksOf(query: BlockQuery, level: number, range: IdRange): Stretch[] {
    const { from, values } = counts(query, level, range);
    const rows = db
      .statement(`
        SELECT b.first_id AS fromId, b.end_id AS endId, s.copies
        FROM (SELECT n.end_id, sum(n.copies) AS copies ${from} GROUP BY n.end_id) s CROSS JOIN summary_block b
        WHERE b.account_id = :account AND b.extension_id = :extension AND b.level = :level AND b.end_id = s.end_id
        ORDER BY b.end_id DESC`)
      .all(values) as unknown as (IdRange & { copies: number })[];
    return rows.map(({ copies, ...block }) => ({
      count: () => copies - unwantedIn(query, block),
      ids: (limit, skip) => (level === 0 ? query.scan(block) : runOf(query, level - 1, block)).ids(limit, skip),
    }));
  }

  /** Blocks of a level side by side. Its length is one sum; the single blocks are looked at only to read from it. */
  function runOf(query: BlockQuery, level: number, range: IdRange): Stretch {
    let count: number | undefined;
    return {
      count() {
        const { from, values } = counts(query, level, range);
        count ??= db.statement(`SELECT total(n.copies) AS copies ${from}`).get(values)?.copies as number;
        return count - unwantedIn(query, range);
      },
      ids: (limit, skip) => idsOf(blocksOf(query, level, range), limit, skip),
    };
  }

  /** Blocks of a level where they fit, and smaller ones beside them. The range is one of whole blocks of level 0. */
  function runsOf(query: BlockQuery, level: number, range: IdRange): Stretch[] {
    if (range.fromId >= range.endId) return [];
    if (level === 0) return [runOf(query, 0, range)];
    const whole = wholeBlocks(query.selection, level, range);
    if (!whole) return runsOf(query, level - 1, range);
    return [
      ...runsOf(query, level - 1, { fromId: whole.endId, endId: range.endId }),
      runOf(query, level, whole),
      ...runsOf(query, level - 1, { fromId: range.fromId, endId: whole.fromId }),
    ];
  }

  return {
    /** The threads of copies from this id on are not known. */
    threadEndOf: (selection: Selection) => endOf(selection, threadLevel),

    /** A range in stretches: the largest blocks that fit, and copies read themselves at the ends. */
    stretchesOf(query: BlockQuery, range: IdRange): Stretch[] {
      const whole = wholeBlocks(query.selection, 0, range);
      if (!whole) return [query.scan(range)];
      return [
        query.scan({ fromId: whole.endId, endId: range.endId }),
        ...runsOf(query, topLevel, whole),
        query.scan({ fromId: range.fromId, endId: whole.fromId }),
      ];
    },
  };
}

function unwantedIn({ exceptIds }: BlockQuery, { fromId, endId }: IdRange): number {
  return exceptIds.filter((id) => id >= fromId && id < endId).length;
}
