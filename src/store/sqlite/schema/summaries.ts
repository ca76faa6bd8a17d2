/**
 * What is known of each mailbox in short: how many copies of each class lie in each block of it, and which copies a
 * thread has. Below its last block a mailbox is summarised, above it readers look at the copies themselves. Threads are
 * known up to the end of one of the blocks, which may lie far below the last.
 *
 * Copies are only ever added above the last block. Every other change of a copy, whoever writes it, is followed by the
 * triggers below. All of it can be made anew from the copies at any time.
 */

import { explicitBit, stateSql } from '../rows.ts';

/** Blocks of each level but the first join many of the one below. */
const levels = [0, 1, 2];
/** The stretch of a mailbox whose threads are known is kept as a block of a level that is none. */
export const threadLevel = -1;
const eachLevel = `(${levels.map((level) => `SELECT ${level} AS level`).join(' UNION ALL ')})`;

type Series = 'copies' | 'heads';
const isHead: Readonly<Record<Series, 0 | 1>> = { copies: 0, heads: 1 };

const mailboxOf = (row: string, alias = '') =>
  `${alias}account_id = ${row}.account_id AND ${alias}extension_id = ${row}.extension_id`;

/** Whether a copy lies below the last block. */
const isSummarised = `EXISTS (
      SELECT 1 FROM summary_block WHERE ${mailboxOf('old')} AND level = 0 AND end_id > old.copy_id)`;

/** Counts one copy more or less in its block of each level. */
function count(series: Series, { row, id, state, by }: { row: string; id: string; state: string; by: 1 | -1 }): string {
  const key = `${mailboxOf(row)} AND is_head = ${isHead[series]}`;
  const counted = `
    INSERT INTO summary_count (account_id, extension_id, is_head, level, state, end_id, audience_id, copies)
      SELECT ${row}.account_id, ${row}.extension_id, ${isHead[series]}, b.level, ${state}, b.end_id, ${row}.audience_id, ${by}
      FROM ${eachLevel} l CROSS JOIN summary_block b
      WHERE ${mailboxOf(row, 'b.')} AND b.level = l.level AND b.end_id = (
          SELECT min(end_id) FROM summary_block WHERE ${mailboxOf(row)} AND level = l.level AND end_id > ${row}.${id})
      ON CONFLICT DO UPDATE SET copies = copies + excluded.copies;`;
  if (by === 1) return counted;
  // Only classes that occur have a row, so that a rare one is found without looking at the others.
  return `${counted}
    DELETE FROM summary_count WHERE ${key} AND level IN (${levels}) AND state = ${state} AND audience_id = ${row}.audience_id
      AND copies = 0 AND end_id IN (
        SELECT (SELECT min(end_id) FROM summary_block
          WHERE ${mailboxOf(row)} AND level = l.level AND end_id > ${row}.${id})
        FROM ${eachLevel} l);`;
}

const copyCounted = (row: 'old' | 'new', by: 1 | -1) =>
  count('copies', { row, id: 'copy_id', state: `${row}.state`, by });
const headCounted = (row: 'old' | 'new', by: 1 | -1) =>
  count('heads', { row, id: 'newest_id', state: `${row}.state`, by });

/** Finds the thread's newest Alive copy anew; of copies newer than this one none is Alive. */
const headFound = `
    DELETE FROM summary_thread WHERE ${mailboxOf('old')} AND conversation_id = old.conversation_id;
    INSERT INTO summary_thread (account_id, extension_id, conversation_id, newest_id, state, audience_id)
      SELECT c.account_id, c.extension_id, c.conversation_id, c.copy_id, ${stateSql.isExplicit}, c.audience_id
      FROM summary_thread_copy t CROSS JOIN copy c
      WHERE ${mailboxOf('old', 't.')} AND ${mailboxOf('old', 'c.')} AND c.copy_id = t.copy_id AND t.conversation_id = old.conversation_id AND t.copy_id <= old.copy_id
        AND ${stateSql.availability} = 0
      ORDER BY t.copy_id DESC LIMIT 1;`;

const isNotBelowHead = `old.copy_id >= coalesce((
      SELECT newest_id FROM summary_thread WHERE ${mailboxOf('old')} AND conversation_id = old.conversation_id), 0)`;

/** The bits of state that a thread's newest copy is chosen and counted by. */
const headBits = (3 << 2) | explicitBit;

export const summaryTables = `
  -- A stretch of a mailbox: its copies with ids from first_id on and below end_id. Blocks of a level lie side by side.
  -- Those of level 0 hold few copies; a block of any other level joins many of the level below.
  CREATE TABLE summary_block (
    account_id INTEGER NOT NULL,
    extension_id INTEGER NOT NULL,
    level INTEGER NOT NULL,
    end_id INTEGER NOT NULL,
    first_id INTEGER NOT NULL,
    PRIMARY KEY (account_id, extension_id, level, end_id)
  ) STRICT, WITHOUT ROWID;

  -- How many copies of a block have this state and audience; with is_head, of those in summary_thread.
  CREATE TABLE summary_count (
    account_id INTEGER NOT NULL,
    extension_id INTEGER NOT NULL,
    is_head INTEGER NOT NULL,
    level INTEGER NOT NULL,
    state INTEGER NOT NULL,
    end_id INTEGER NOT NULL,
    audience_id INTEGER NOT NULL,
    copies INTEGER NOT NULL,
    PRIMARY KEY (account_id, extension_id, is_head, level, state, end_id, audience_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE summary_thread_copy (
    account_id INTEGER NOT NULL,
    extension_id INTEGER NOT NULL,
    conversation_id INTEGER NOT NULL,
    copy_id INTEGER NOT NULL,
    PRIMARY KEY (account_id, extension_id, conversation_id, copy_id)
  ) STRICT, WITHOUT ROWID;

  -- The newest Alive copy of each thread; of its state the explicit bit alone.
  CREATE TABLE summary_thread (
    account_id INTEGER NOT NULL,
    extension_id INTEGER NOT NULL,
    conversation_id INTEGER NOT NULL,
    newest_id INTEGER NOT NULL,
    state INTEGER NOT NULL,
    audience_id INTEGER NOT NULL,
    PRIMARY KEY (account_id, extension_id, conversation_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX summary_thread_newest ON summary_thread (account_id, extension_id, newest_id, state, audience_id);

  CREATE TRIGGER copy_reclassified AFTER UPDATE OF state, audience_id ON copy
  WHEN (old.state <> new.state OR old.audience_id <> new.audience_id) AND ${isSummarised}
  BEGIN ${copyCounted('old', -1)} ${copyCounted('new', 1)}
  END;
  CREATE TRIGGER copy_head_changed AFTER UPDATE OF state, audience_id ON copy
  WHEN ((old.state & ${headBits}) <> (new.state & ${headBits}) OR old.audience_id <> new.audience_id)
    AND ${isSummarised} AND ${isNotBelowHead}
  BEGIN ${headFound}
  END;
  CREATE TRIGGER copy_uncounted AFTER DELETE ON copy WHEN ${isSummarised}
  BEGIN ${copyCounted('old', -1)}
    DELETE FROM summary_thread_copy
      WHERE ${mailboxOf('old')} AND conversation_id = old.conversation_id AND copy_id = old.copy_id;
  END;
  CREATE TRIGGER copy_head_removed AFTER DELETE ON copy WHEN ${isSummarised} AND ${isNotBelowHead}
  BEGIN ${headFound}
  END;
  CREATE TRIGGER head_counted AFTER INSERT ON summary_thread
  BEGIN ${headCounted('new', 1)}
  END;
  CREATE TRIGGER head_uncounted AFTER DELETE ON summary_thread
  BEGIN ${headCounted('old', -1)}
  END;
`;

/** In a file of before, threads are known as far as its blocks go. */
export const threadEnds = `
  INSERT INTO summary_block (account_id, extension_id, level, first_id, end_id)
    SELECT account_id, extension_id, ${threadLevel}, 0, max(end_id) FROM summary_block WHERE level = 0
    GROUP BY account_id, extension_id;
`;
