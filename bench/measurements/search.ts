/** What a search costs in a large mailbox, and what keeping its index costs those who send. */

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { unwrap } from '../../src/domain/errors.ts';
import type { Extension } from '../../src/domain/extension.ts';
import type { AccountId, ExtensionId, Sequence } from '../../src/domain/ids.ts';
import type { MessageSearch } from '../../src/domain/reads/messages.ts';
import type { Actor } from '../../src/domain/session.ts';
import type { Store } from '../../src/domain/store.ts';
import { openDatabase } from '../../src/store/sqlite/open-database.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { createChores } from '../../src/upkeep/chores.ts';
import { searchTermsFrom } from '../../src/wire/search-terms.ts';
import type { Measurement, Options, Outcome } from '../measurement.ts';
import { type Spread, spreadOf } from '../report/spread.ts';
import { number, range, table } from '../report/table.ts';
import { benchApp, benchCredential, openBenchSession } from '../sessions.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

const pageCount = 100_000;
const searchRounds = 15;
const sendsARound = 4000;

export const search: Measurement = {
  name: 'search',
  summary: `Searches of a mailbox of ${number(pageCount)} pages, and sending while they are indexed`,
  async run(options, progress): Promise<Outcome> {
    using folder = makeTemporaryFolder();
    const store = openSqliteStore({ dataDir: folder.path, clock: { nowMs: Date.now } });
    try {
      const sender = await foundPair(store);
      progress(`sending ${pageCount} pages`);
      for (let first = 0; first < pageCount; first += 64) {
        await Promise.all(
          Array.from({ length: Math.min(64, pageCount - first) }, (_, n) => send(store, sender, textOf(first + n))),
        );
      }
      const bytesBefore = bytesIn(folder.path);
      progress('indexing them');
      const indexing = await measureIndexing(store);
      const indexBytes = bytesIn(folder.path) - bytesBefore;
      progress('searching');
      const searches = await measureSearches(store, sender);
      const sends = await measureSends(store, sender, options, progress);
      return outcomeOf({ indexing, indexBytes, searches, sends });
    } finally {
      await store.close();
    }
  },
};

const accountId = 1 as AccountId;
const [senderId, readerId] = [1001, 1002] as [ExtensionId, ExtensionId];

async function foundPair(store: Store): Promise<Actor> {
  const extensions = [senderId, readerId].map(
    (extensionId): Extension => ({
      ...{ accountId, extensionId, extensionNumber: String(extensionId), type: 'User', status: 'Enabled' },
      ...{ name: `Extension ${extensionId}`, contact: {}, isAdministrator: false, roles: ['user'], isDeleted: false },
    }),
  );
  unwrap(
    await store.execute({
      ...{ kind: 'found-account', accountId, name: 'Pair', firstSequence: 10_000_000 as Sequence, extensions },
      ...{ members: [], managers: [], apps: [benchApp(accountId)] },
      credentials: [benchCredential(accountId, senderId)],
    }),
  );
  return (await openBenchSession(store, { accountId, extensionId: senderId })).actor;
}

async function send(store: Store, actor: Actor, text: string): Promise<void> {
  unwrap(
    await store.execute({
      ...{ kind: 'send-page', accountId, actor, mailboxId: actor.extensionId, to: [{ extensionId: readerId }], text },
      ...{ maxRecipients: 10, maxThreadAgeMs: 0 },
    }),
  );
}

/** "Please" is in every page, "kestrel" in one of a thousand; the other words follow how words are spread in texts. */
function textOf(place: number): string {
  const words = Array.from({ length: 10 }, (_, n) => {
    const dice = ((place * 10 + n + 1) * 2_654_435_761) % 4_294_967_296;
    return `word${Math.floor(5000 * (dice / 4_294_967_296) ** 3)}`;
  });
  return `Please call ${words.join(' ')}${place % 1000 === 500 ? ' kestrel' : ''}`;
}

/** Also a log that is not yet in the data file is counted. */
function bytesIn(dataDir: string): number {
  const { raw } = openDatabase(dataDir);
  raw.exec('PRAGMA wal_checkpoint(PASSIVE)');
  raw.close();
  return statSync(join(dataDir, 'beckon.sqlite')).size;
}

async function measureIndexing(store: Store) {
  const steps: number[] = [];
  for (const chore of store.chores.filter(({ pace }) => pace === 'soon')) {
    for (let outcome = 'more'; outcome === 'more'; ) {
      const startMs = performance.now();
      outcome = await chore.step();
      steps.push(performance.now() - startMs);
    }
  }
  return { totalMs: steps.reduce((sum, ms) => sum + ms, 0), longestMs: Math.max(...steps) };
}

const kinds: readonly [name: string, search: string][] = [
  ['a word that every page has', 'please'],
  ['a word that one in a thousand has', 'kestrel'],
  ['a phrase that every page has', '"please call"'],
  ['a rare word among common ones', 'please call kestrel'],
  ['the beginning of many words', 'word4'],
  ['a word that no page has', 'osprey'],
];

interface Searched {
  readonly name: string;
  readonly found: number;
  readonly ms: Spread;
}

async function measureSearches(store: Store, actor: Actor): Promise<Searched[]> {
  const all: Omit<MessageSearch, 'terms'> = {
    ...{ page: 1, perPage: 100, availability: ['Alive'], direction: [] },
    ...{ dateFromMs: 0, dateToMs: Number.MAX_SAFE_INTEGER },
  };
  const searched: Searched[] = [];
  for (const [name, text] of kinds) {
    const terms = searchTermsFrom(text) ?? [];
    const times: number[] = [];
    let found = 0;
    for (let round = 0; round < searchRounds; round++) {
      const startMs = performance.now();
      found = (await store.as(actor).searchMessages({ ...all, terms })).totalElements;
      times.push(performance.now() - startMs);
    }
    searched.push({ name, found, ms: spreadOf(times) });
  }
  return searched;
}

/** Rounds with and without the upkeep alternate, so that whatever else the machine does falls on both. */
async function measureSends(store: Store, actor: Actor, { rounds }: Options, progress: (doing: string) => void) {
  const ratios: number[] = [];
  const log = { error() {} };
  for (let round = 0; round < rounds; round++) {
    progress(`sending, round ${round + 1} of ${rounds}`);
    const aloneMs = await timeSends(store, actor, round);
    await measureIndexing(store);
    const upkeep = createChores({ store, log });
    upkeep.start();
    const besideMs = await timeSends(store, actor, round);
    await upkeep.stop();
    await measureIndexing(store);
    ratios.push(aloneMs / besideMs);
  }
  return spreadOf(ratios);
}

async function timeSends(store: Store, actor: Actor, round: number): Promise<number> {
  const startMs = performance.now();
  for (let sent = 0; sent < sendsARound; sent += 50) {
    await Promise.all(Array.from({ length: 50 }, (_, n) => send(store, actor, textOf(round * sendsARound + sent + n))));
  }
  return performance.now() - startMs;
}

interface Figures {
  readonly indexing: { readonly totalMs: number; readonly longestMs: number };
  readonly indexBytes: number;
  readonly searches: readonly Searched[];
  readonly sends: Spread;
}

function outcomeOf({ indexing, indexBytes, searches, sends }: Figures): Outcome {
  const perPageUs = (indexing.totalMs * 1000) / pageCount;
  const rare = searches[1]?.found;
  return {
    figures: { pageCount, indexing, indexBytes, searches, sendRatio: sends },
    text: [
      table([
        ['search for', 'found', 'time', 'from–to'],
        ...searches.map(({ name, found, ms }) => [
          name,
          number(found),
          number(ms.median, 2, 'ms'),
          `${range(ms, 2)} ms`,
        ]),
      ]),
      table([
        ['index', ''],
        ['time a page', number(perPageUs, 1, 'µs')],
        ['longest step of 100 pages, its commit included', number(indexing.longestMs, 1, 'ms')],
        ['bytes a page', number(indexBytes / pageCount)],
        ['rate of sending while indexing, to that without', `${number(sends.median, 2)} (${range(sends, 2)})`],
      ]),
    ].join('\n\n'),
    failures: rare === pageCount / 1000 ? [] : [`the rare word should be found ${pageCount / 1000} times, not ${rare}`],
  };
}
