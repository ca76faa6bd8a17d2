/** Opens the data file with the settings that durability and speed rest on. */

import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { LRUCache } from 'lru-cache';
import { folded } from '../../domain/folding.ts';
import { migrate, newestVersion } from './schema.ts';
import { holderTokens, indexedStems, indexedWords } from './search-words.ts';
import { requireOurs, requireUsable, usingFile } from './unusable-file.ts';

/** Queries are put together from few parts; this holds all combinations that really occur. */
const maxStatements = 500;
/** Beside the cache of the connection that writes; what is in neither, the system holds. */
const readerCacheKiB = 16_384;

/** A database whose statements are each prepared once, however often they are asked for. */
export interface Database {
  readonly raw: DatabaseSync;
  statement(sql: string): StatementSync;
  /** Whether the log may hold what was erased from the file. */
  hasErased: boolean;
}

/**
 * `dataDir` is made if missing, readable by its owner alone; `':memory:'` keeps everything in memory.
 * Nothing else is done while another process writes, `busyTimeoutMs` at the most.
 */
export function openDatabase(dataDir: string, busyTimeoutMs = 250): Database {
  const raw = dataDir === ':memory:' ? prepared(new DatabaseSync(dataDir)) : openFile(dataDir, busyTimeoutMs);
  return databaseOn(raw);
}

function databaseOn(raw: DatabaseSync): Database {
  const statements = new LRUCache<string, StatementSync>({ max: maxStatements });
  return {
    raw,
    hasErased: true,
    statement(sql) {
      let statement = statements.get(sql);
      if (!statement) {
        statement = raw.prepare(sql);
        statements.set(sql, statement);
      }
      return statement;
    },
  };
}

/** A further connection to a data file that is open already: it sees what is committed, and writes nothing. */
export function openToRead(file: string): Database {
  const raw = new DatabaseSync(file, { readOnly: true, timeout: 250 });
  raw.exec(`PRAGMA cache_size = -${readerCacheKiB}`);
  raw.exec('PRAGMA temp_store = MEMORY');
  addFunctions(raw);
  return databaseOn(raw);
}

/** Throws `UnusableDataError` if what lies in a folder cannot be used, as far as that is seen without writing anything. */
export function inspectFolder(dataDir: string): void {
  const file = join(dataDir, 'beckon.sqlite');
  usingFile(file, () => requireUsable(file, newestVersion));
}

/** A file that cannot be used is left as it is, and none is left where none was. */
function openFile(dataDir: string, timeout: number): DatabaseSync {
  usingFile(dataDir, () => mkdirSync(dataDir, { recursive: true, mode: 0o700 }));
  const file = join(dataDir, 'beckon.sqlite');
  return usingFile(file, () => {
    requireUsable(file, newestVersion);
    const isNew = !existsSync(file);
    const raw = new DatabaseSync(file, { timeout });
    try {
      requireOurs(raw, file, newestVersion);
      chmodSync(file, 0o600);
      return prepared(raw);
    } catch (error) {
      raw.close();
      if (isNew) for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
      throw error;
    }
  });
}

function prepared(raw: DatabaseSync): DatabaseSync {
  // Small database pages: a commit writes every page it touched, and a message touches few bytes of each. The size is
  // fixed when the file is made. FULL syncs the log at each commit: what was acknowledged survives a loss of power.
  raw.exec('PRAGMA page_size = 1024');
  raw.exec('PRAGMA journal_mode = WAL');
  raw.exec('PRAGMA synchronous = FULL');
  // What is erased is overwritten, not only let go of.
  raw.exec('PRAGMA secure_delete = ON');
  raw.exec('PRAGMA wal_autocheckpoint = 4000');
  raw.exec('PRAGMA cache_size = -16384');
  raw.exec('PRAGMA temp_store = MEMORY');
  addFunctions(raw);
  migrate(raw);
  return raw;
}

export function addFunctions(raw: DatabaseSync): void {
  raw.function('indexed_words', { deterministic: true }, (text) => indexedWords(String(text)));
  raw.function('indexed_stems', { deterministic: true }, (text) => indexedStems(String(text)));
  raw.function('holder_tokens', { deterministic: true }, (accountId, sender, reachedIds) =>
    holderTokens(Number(accountId), String(sender), String(reachedIds)),
  );
  // SQLite folds the case of ASCII letters alone.
  raw.function('fold', { deterministic: true }, (text) => String(text).toLowerCase());
  raw.function('folded', { deterministic: true }, (text) => folded(String(text)));
}
