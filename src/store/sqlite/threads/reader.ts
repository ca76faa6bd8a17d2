/** The reads that may take long, which a thread answers. */

import type { AwayReads } from '../../raw-reads.ts';
import { createThread } from '../../threads/thread.ts';
import type { SyncOptions } from '../read-sync.ts';

export interface ReaderGiven {
  readonly file: string;
  readonly sync: SyncOptions;
}

export interface Reader extends AwayReads {
  end(): Promise<void>;
}

/**
 * What was measured to take more than a few milliseconds in a company of ten thousand. Everything else takes less than
 * asking another thread would be worth.
 */
const names: AwayReads['names'] = {
  actor: new Set(['searchMessages', 'verifyAudit']),
  server: new Set(['listMailbox', 'listEveryone', 'verifyAudit']),
};

export function createReader(given: ReaderGiven, mayStart: () => void): Reader {
  const thread = createThread({ entry: new URL('./reader-thread', import.meta.url), given, mayStart });
  return {
    names,
    asActor: (actor, name, args) => thread.call('asActor', actor, name, args),
    asServer: (name, args) => thread.call('asServer', name, args),
    end: () => thread.end(),
  };
}
