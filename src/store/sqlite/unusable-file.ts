/** Whether a data file can be used, seen before anything is written, and what to do about one that cannot. */

import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { UnusableDataError } from '../../domain/errors.ts';

const headerBytes = 100;

/** Throws `UnusableDataError`. Nothing is locked or written: what is not ours stays as it is. */
export function requireUsable(file: string, newestVersion: number): void {
  if (!existsSync(file)) return;
  const { size } = statSync(file);
  // A start that was broken off leaves an empty file.
  if (size === 0 && statSync(file).isFile()) return;
  const header = readHeader(file);
  if (header.toString('latin1', 0, 16) !== 'SQLite format 3\0') refuse(file, 'is no data file of Beckon', another);
  const pages = header.readUInt32BE(28);
  // While a log is there, what the file lacks may be in it; and the count is true only if its writer kept it.
  const isCounted = header.readUInt32BE(24) === header.readUInt32BE(92) && sizeOf(`${file}-wal`) === 0;
  const pageBytes = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  if (isCounted && size < pages * pageBytes) refuse(file, `ends after ${size} of ${pages * pageBytes} bytes`, backup);
  if (pages > 1 && !hasOurTables(file)) refuse(file, 'belongs to another program', another);
  requireVersion(file, header.readUInt32BE(60), newestVersion);
}

/** The same of an open one, with what only its log holds. Throws `UnusableDataError`. */
export function requireOurs(db: DatabaseSync, file: string, newestVersion: number): void {
  const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number };
  requireVersion(file, version, newestVersion);
  const isEmpty = db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
  if (!isEmpty && !hasServer(db)) refuse(file, 'belongs to another program', another);
}

function requireVersion(file: string, version: number, newestVersion: number): void {
  if (version <= newestVersion) return;
  refuse(file, 'was written by a newer version of Beckon', 'start that version, or put back a copy from before');
}

function hasServer(db: DatabaseSync): boolean {
  return db.prepare("SELECT 1 FROM pragma_table_info('server') WHERE name = 'secret'").get() !== undefined;
}

const another = 'name another folder with --data';
const backup = 'put back a backup, or name another folder with --data';
const access = 'let the user who runs Beckon own it, or name another folder with --data';

function refuse(file: string, what: string, mend: string): never {
  throw new UnusableDataError(`${file} ${what}: ${mend}`);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function readHeader(file: string): Buffer {
  const header = Buffer.alloc(headerBytes);
  const opened = openSync(file, 'r');
  try {
    readSync(opened, header, 0, headerBytes, 0);
  } finally {
    closeSync(opened);
  }
  return header;
}

/** As far as the file alone can tell: what only a log holds, or a writer is about to write, is judged when it is opened. */
function hasOurTables(file: string): boolean {
  const url = pathToFileURL(file);
  url.searchParams.set('immutable', '1');
  try {
    const db = new DatabaseSync(url, { readOnly: true });
    try {
      return hasServer(db);
    } finally {
      db.close();
    }
  } catch {
    return true;
  }
}

/** SQLite's codes for what a person can mend. */
const mends: Readonly<Record<number, readonly [what: string, mend: string]>> = {
  3: ['cannot be written', access],
  5: ['is being written by another program', 'try again when that is done'],
  8: ['cannot be written', access],
  10: ['cannot be read and written', 'see that its disk is whole and has space, and start again'],
  11: ['is damaged', backup],
  13: ['finds no space left on its disk', 'free some and start again'],
  14: ['cannot be opened', access],
  26: ['is damaged', backup],
};

/** The system's codes for the same. */
const systemMends: Readonly<Record<string, readonly [what: string, mend: string]>> = {
  EACCES: ['cannot be written', access],
  EPERM: ['cannot be written', access],
  EROFS: ['is on a disk that cannot be written', another],
  EISDIR: ['is a folder and no file', another],
  EEXIST: ['is a file and no folder', another],
  ENOTDIR: ['lies in a file and not in a folder', another],
  ENOSPC: ['finds no space left on its disk', 'free some and start again'],
  EDQUOT: ['finds no space left on its disk', 'free some and start again'],
};

/** What `work` gives; what a person can mend of its errors is told with the file. */
export function usingFile<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code, errcode } = error as { code?: string; errcode?: number };
    const known = errcode === undefined ? systemMends[code ?? ''] : mends[errcode & 0xff];
    if (known) refuse(file, ...known);
    throw error;
  }
}
