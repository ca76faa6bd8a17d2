/** The reads that may take long, which a thread answers. */

import type { ExtensionQuery } from '../../../domain/reads/company.ts';
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
const ofActors: ReadonlySet<string> = new Set(['searchMessages', 'verifyAudit']);
const ofServer: AwayReads['ofServer'] = ['listMailbox', 'listEveryone', 'verifyAudit'];

/** Words are looked for in everybody's names. */
const isPeopleSearch = (name: string, [query]: readonly unknown[]) =>
  name === 'listExtensions' && (query as ExtensionQuery).search !== undefined;

export function createReader(given: ReaderGiven, mayStart: () => void): Reader {
  const thread = createThread({ entry: new URL('./reader-thread', import.meta.url), given, mayStart });
  return {
    ofServer,
    takes: (name, args) => ofActors.has(name) || isPeopleSearch(name, args),
    asActor: (actor, name, args) => thread.call('asActor', actor, name, args),
    asServer: (name, args) => thread.call('asServer', name, args),
    end: () => thread.end(),
  };
}
