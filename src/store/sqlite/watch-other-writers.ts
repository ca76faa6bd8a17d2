/** Notices changes that another process made to the same data file, such as an import from the command line. */

import type { Database } from './open-database.ts';

const intervalMs = 1000;

export interface Watch {
  begin(): void;
  end(): void;
}

export function watchOtherWriters(db: Database, changed: () => void): Watch {
  const version = db.statement('PRAGMA data_version');
  const read = () => version.get()?.data_version as number;
  let last: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  return {
    begin() {
      if (timer) return;
      last = read();
      timer = setInterval(() => {
        const now = read();
        if (now !== last) changed();
        last = now;
      }, intervalMs).unref();
    },
    end: () => clearInterval(timer),
  };
}
