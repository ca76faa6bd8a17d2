/** A thread that reads the data file through a connection of its own: each call in a snapshot, behind the same guard. */

import type { Actor } from '../../../domain/session.ts';
import { guardReads } from '../../guard-reads.ts';
import { givenToThread, serveCalls } from '../../threads/serve-calls.ts';
import { createKeepClock } from '../keep-clock.ts';
import { createLives } from '../lives.ts';
import { openToRead } from '../open-database.ts';
import { createRawReads } from '../raw-reads.ts';
import { createSnapshot } from '../snapshot.ts';
import type { ReaderGiven } from './reader.ts';

type AnyReads = Readonly<Record<string, (...args: unknown[]) => Promise<unknown>>>;

/** What depends on the time is not read here: the clock is watched by one thread alone. */
const noClock = {
  nowMs: (): number => {
    throw new Error('a read that asks for the time has no place in a thread');
  },
};

const { file, sync } = givenToThread() as ReaderGiven;
const db = openToRead(file);
const { readClock } = createKeepClock(db);
const reads = createRawReads(db, { clock: noClock, lives: createLives(db), readClock, sync });
// What was sent is taken into the index before anything is asked here.
const { as, server } = guardReads(createSnapshot(db, reads, { catchUp: async () => {} }));

serveCalls(
  {
    asActor: (actor: Actor, name: string, args: unknown[]) => (as(actor) as unknown as AnyReads)[name]?.(...args),
    asServer: (name: string, args: unknown[]) => (server as unknown as AnyReads)[name]?.(...args),
  },
  () => db.raw.close(),
);
