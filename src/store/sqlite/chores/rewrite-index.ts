/** Writes the search index anew, in short steps, once words that were taken out may still mark where its parts begin. */

import type { Database } from '../open-database.ts';

/** It is not begun more often than this. */
const rewriteEveryMs = 3600 * 1000;
/** How many of the index's pages a step writes anew: a few milliseconds. */
const rewriteStep = 64;

export function createRewriteIndex(db: Database) {
  const due = db.statement('SELECT stage > 0 OR (has_traces AND finished_ms <= ?) AS is_due FROM search_rewrite');
  const stage = db.statement('SELECT stage FROM search_rewrite');
  const begin = db.statement('UPDATE search_rewrite SET has_traces = 0, stage = 1');
  const goOn = db.statement('UPDATE search_rewrite SET stage = 2');
  const finish = db.statement('UPDATE search_rewrite SET stage = 0, finished_ms = ?');
  // An index in one piece is taken for finished already; a stand-in entry makes it two.
  const addStandIn = db.statement("INSERT INTO page_words (rowid, holders, text) VALUES (0, 'stand', 'in')");
  const removeStandIn = db.statement(
    "INSERT INTO page_words (page_words, rowid, holders, text) VALUES ('delete', 0, 'stand', 'in')",
  );
  const mergeAll = db.statement("INSERT INTO page_words (page_words, rank) VALUES ('merge', ?)");
  const changes = db.statement('SELECT total_changes() AS count');

  /** Whether anything was left to write. The index has no other way to say so. */
  function merge(size: number): boolean {
    const before = changes.get()?.count as number;
    mergeAll.run(size);
    return (changes.get()?.count as number) - before >= 2;
  }

  const isDue = (nowMs: number) => due.get(nowMs - rewriteEveryMs)?.is_due === 1;

  return {
    isDue,
    /** In a transaction. */
    step(nowMs: number): void {
      // Another process may have done it just now.
      if (!isDue(nowMs)) return;
      switch (stage.get()?.stage) {
        case 0:
          addStandIn.run();
          // The index writes what it has in memory when a savepoint is set, else only at the commit.
          db.raw.exec('SAVEPOINT stand_in; RELEASE stand_in');
          begin.run();
          return;
        case 1:
          // A negative size takes all pieces of the index together.
          merge(-rewriteStep);
          goOn.run();
          return;
        default:
          if (merge(rewriteStep)) return;
          removeStandIn.run();
          finish.run(nowMs);
          db.hasErased = true;
      }
    },
  };
}
