/** Notices when the files that are open are no longer those that lie in the folder: what is written then is lost. */

import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Condition, Conditions } from '../../conditions.ts';
import { DomainError } from '../../domain/errors.ts';

export interface FilesWatch {
  /** Throws `data-gone` if files were gone at the last look, and still are: before a write. */
  requireStill(): void;
  /** Throws `data-gone` unless every file is where it was opened: once a write is committed, before anyone is told. */
  require(): void;
  end(): void;
}

/** While nobody writes. */
const intervalMs = 1000;
const code = 'data-gone';

/**
 * By their names alone: whoever opens and closes one of SQLite's files a second time in a process takes its locks away.
 * `file` is the data file, whose log is there as well.
 */
export function watchFiles(file: string, conditions?: Conditions): FilesWatch {
  const files = [file, `${file}-wal`, `${file}-shm`].map((name) => ({ name, identity: identityOf(name) }));

  let isGone = false;

  function look(): string | undefined {
    const gone = files.find(({ name, identity }) => identityOf(name) !== identity)?.name;
    isGone = gone !== undefined;
    if (gone === undefined) conditions?.lower(code);
    else conditions?.raise(goneCondition(gone));
    return gone;
  }

  function require(): void {
    const gone = look();
    if (gone === undefined) return;
    throw new DomainError({ code }, `${gone} was deleted, moved or replaced: nothing was stored`);
  }

  const timer = conditions && setInterval(look, intervalMs).unref();
  return {
    requireStill() {
      if (isGone) require();
    },
    require,
    end: () => clearInterval(timer),
  };
}

/** Undefined for a file that is not there. */
function identityOf(file: string): string | undefined {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat && `${stat.dev}:${stat.ino}`;
}

function goneCondition(file: string): Condition {
  return {
    code,
    sentence:
      `The ${basename(file)} that is open was deleted, moved or replaced in the data folder: changes are refused, and what ` +
      'is read may be lost. Put back what was there, or stop Beckon, put a backup there and start again',
    detail: file,
    isBlocking: true,
  };
}

/** Of a store in memory. */
export const nothingToWatch: FilesWatch = { requireStill: () => {}, require: () => {}, end: () => {} };
