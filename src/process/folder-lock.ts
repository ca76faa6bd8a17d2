/** Keeps a second server off a data folder, for as long as the process lives that holds it and no longer. */

import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { UserError } from './user-error.ts';

export interface FolderLock {
  /** Where the holder can be reached. */
  tell(address: string): void;
  /** Whether the folder is still the one that was locked. */
  isHeld(): boolean;
  release(): void;
}

/** Whoever is told to stop may still be about to let go of it. */
const patienceMs = 1000;
const busy = 5;

/**
 * An exclusive transaction on an empty SQLite file: a lock of the system's, which ends with the process however that
 * ends, is not copied with the folder, and needs nothing that is built for one system. Who holds it lies beside it as text.
 */
export function lockFolder(dataDir: string, holder: string): FolderLock {
  const file = join(dataDir, 'in-use.lock');
  const about = join(dataDir, 'in-use.txt');
  const since = new Date().toISOString();
  const write = (address = '') => {
    writeFileSync(about, `${holder}, process ${process.pid}${address}, since ${since}\n`, { mode: 0o600 });
  };

  let lock: DatabaseSync | undefined;
  try {
    makeFolder(resolve(dataDir));
    lock = new DatabaseSync(file, { timeout: patienceMs });
    // Else it would write a journal beside itself.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    chmodSync(file, 0o600);
    write();
  } catch (error) {
    lock?.close();
    throw refusalFrom(error as Error & { errcode?: number }, dataDir, about);
  }
  const held = lock;
  const identity = identityOf(file);
  const isHeld = () => identityOf(file) === identity;
  return {
    tell: (address) => write(` at ${address}`),
    isHeld,
    release() {
      if (isHeld()) rmSync(about, { force: true });
      held.close();
    },
  };
}

/** Node.js tries for ever where a folder is there in which nothing can be made, such as `/proc`. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function identityOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.ino;
}

function refusalFrom({ message, errcode = 0 }: Error & { errcode?: number }, dataDir: string, about: string): Error {
  if ((errcode & 0xff) !== busy) {
    return new UserError(
      `the data folder ${dataDir} cannot be written (${message}); mend that, or name another with --data`,
    );
  }
  return new UserError(
    `the data folder ${dataDir} is in use${holderFrom(about)}. Two servers on one folder would each know only of ` +
      'what they were asked themselves: stop that one, or name another folder with --data',
  );
}

function holderFrom(about: string): string {
  try {
    return ` by ${readFileSync(about, 'utf8').trim()}`;
  } catch {
    return '';
  }
}
