/** How a list of messages is put together: from summaries where they suffice, from the copies themselves elsewhere. */

import type { Database } from '../open-database.ts';
import { explicitBit, statesOf } from '../rows.ts';
import { createBlocks, type IdRange } from './blocks.ts';
import { isSelected, type Selection } from './selection.ts';
import { idsOf, noMessages, type Stretch } from './stretch.ts';

export interface MailboxQuery {
  readonly selection: Selection;
  readonly range: IdRange;
  /** Only the newest selected message of each thread. */
  readonly isDistinct: boolean;
}

const mailbox = (row: string) => `${row}.account_id = :account AND ${row}.extension_id = :extension`;

export function createPlan(db: Database) {
  const blocks = createBlocks(db);
  const headsOf = db.statement(`
    SELECT t.newest_id AS id FROM json_each(:threads) j CROSS JOIN summary_thread t
    WHERE ${mailbox('t')} AND t.conversation_id = j.value AND t.newest_id >= :fromId`);

  /** What an `SQL` selects, which names each message's id `id` and takes a selection and a range. */
  function selected(sql: string, { selection, range }: { selection: Selection; range: IdRange }, more = {}): Stretch {
    if (range.fromId >= range.endId) return noMessages;
    const { accountId, extensionId, audiences } = selection;
    const values = { account: accountId, extension: extensionId, audiences, ...range, ...more };
    let count: number | undefined;
    return {
      count() {
        count ??= db.statement(`SELECT count(*) AS count FROM (${sql})`).get(values)?.count as number;
        return count;
      },
      ids: (limit, skip) =>
        db
          .statement(`${sql} ORDER BY id DESC LIMIT :limit OFFSET :skip`)
          .all({ ...values, limit, skip })
          .map(({ id }) => id as number),
    };
  }

  const inRange = (selection: Selection) =>
    `${mailbox('c')} AND c.copy_id >= :fromId AND c.copy_id < :endId AND ${isSelected(selection, 'c')}`;
  const copies = (selection: Selection) => `SELECT c.copy_id AS id FROM copy c WHERE ${inRange(selection)}`;

  function everyCopy({ selection, range }: MailboxQuery): Stretch[] {
    const scan = (part: IdRange) => selected(copies(selection), { selection, range: part });
    return blocks.stretchesOf({ selection, isHead: false, exceptIds: [], scan }, range);
  }

  /** A thread's summarised copies are listed; the few that are not yet are looked for. */
  function oneThread({ selection, range }: MailboxQuery): Stretch[] {
    const [thread, end] = [{ conversation: selection.conversationId }, blocks.threadEndOf(selection)];
    const listed = `
      SELECT t.copy_id AS id FROM summary_thread_copy t CROSS JOIN copy c
      WHERE ${mailbox('t')} AND ${mailbox('c')} AND c.copy_id = t.copy_id AND t.conversation_id = :conversation AND t.copy_id >= :fromId AND t.copy_id < :endId
        AND ${isSelected(selection, 'c')}`;
    const { fromId, endId } = range;
    const recent = { selection, range: { fromId: Math.max(fromId, end), endId } };
    return [
      selected(`${copies(selection)} AND c.conversation_id = :conversation`, recent, thread),
      selected(listed, { selection, range: { fromId, endId: Math.min(endId, end) } }, thread),
    ];
  }

  const newestOfThreads = (selection: Selection) =>
    `SELECT max(c.copy_id) AS id, c.conversation_id FROM copy c WHERE ${inRange(selection)} GROUP BY c.conversation_id`;

  /** Threads by their newest Alive message: the recent ones are looked for, the rest are those not among them. */
  function everyThread({ selection, range }: MailboxQuery): Stretch[] {
    const { accountId, extensionId, audiences } = selection;
    const fromId = Math.max(range.fromId, blocks.threadEndOf(selection));
    const mine = { account: accountId, extension: extensionId };
    const recent = db
      .statement(`${newestOfThreads(selection)} ORDER BY id DESC`)
      .all({ ...mine, audiences, fromId, endId: range.endId });
    const threads = JSON.stringify(recent.map((row) => row.conversation_id));
    const exceptIds = headsOf.all({ ...mine, threads, fromId: range.fromId }).map(({ id }) => id as number);
    const heads = `
      SELECT t.newest_id AS id FROM summary_thread t
      WHERE ${mailbox('t')} AND t.newest_id >= :fromId AND t.newest_id < :endId
        AND ${isSelected({ ...selection, states: [0, explicitBit] }, 't')}
        AND t.newest_id NOT IN (SELECT value FROM json_each(:exceptIds))`;
    const scan = (part: IdRange) =>
      selected(heads, { selection, range: part }, { exceptIds: JSON.stringify(exceptIds) });
    const older = { fromId: range.fromId, endId: Math.min(fromId, range.endId) };
    return [
      {
        count: () => recent.length,
        ids: (limit, skip) => recent.slice(skip, skip + limit).map(({ id }) => id as number),
      },
      ...(range.fromId < fromId ? blocks.stretchesOf({ selection, isHead: true, exceptIds, scan }, older) : []),
    ];
  }

  /** Threads by the newest message that a narrower question selects cannot be told from summaries. */
  function narrowedThreads({ selection, range }: MailboxQuery): Stretch[] {
    return [selected(newestOfThreads(selection), { selection, range })];
  }

  /** The messages asked for, newest first. */
  return (query: MailboxQuery): Stretch[] => {
    const { selection, range, isDistinct } = query;
    if (selection.states.length === 0 || range.fromId >= range.endId) return [];
    if (selection.conversationId !== undefined) {
      const stretches = oneThread(query);
      return isDistinct ? [newestOf(stretches)] : stretches;
    }
    if (!isDistinct) return everyCopy(query);
    return isWholeMailbox(query) ? everyThread(query) : narrowedThreads(query);
  };
}

function newestOf(stretches: readonly Stretch[]): Stretch {
  const newest = idsOf(stretches, 1, 0);
  return { count: () => newest.length, ids: (limit, skip) => newest.slice(skip, skip + limit) };
}

const aliveStates = statesOf({ availability: ['Alive'], direction: [] });

/** Whether all Alive messages to the newest are asked for. */
function isWholeMailbox({ selection: { states }, range }: MailboxQuery): boolean {
  return range.endId === Number.MAX_SAFE_INTEGER && states.join() === aliveStates.join();
}
