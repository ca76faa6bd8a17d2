/** Writes the effects on the search index. */

import type { SearchEffect } from '../../../domain/effects/search.ts';
import type { Database } from '../open-database.ts';
import type { Appliers } from './appliers.ts';

/** How many of the index's pages a step writes anew: a few milliseconds. */
const rewriteStep = 64;

export function createApplySearch(db: Database): Appliers<SearchEffect> {
  const addPages = db.statement(`
    INSERT INTO page_words (rowid, holders, text, stems)
    SELECT page_key, holder_tokens(account_id, sender, reached_ids), indexed_words(text), indexed_stems(text) FROM page
    WHERE account_id = ? AND page_id > ? AND page_id <= ? AND text <> '' ORDER BY page_id`);
  const setIndexed = db.statement('INSERT OR REPLACE INTO search_index (account_id, indexed_to_id) VALUES (?, ?)');
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

  return {
    'pages-indexed': (accountId, { afterId, toId }) => {
      addPages.run(accountId, afterId, toId);
      setIndexed.run(accountId, toId);
    },
    'search-index-tidied': (_accountId, { timeMs }) => {
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
          finish.run(timeMs);
          db.hasErased = true;
      }
    },
  };
}
