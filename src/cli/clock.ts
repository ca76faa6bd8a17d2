/** `beckon clock`: whether the machine's clock is where the data expect it, and the word that it is right. */

import { judgeClock } from '../domain/clock-judgement.ts';
import { unwrap } from '../domain/errors.ts';
import type { Store } from '../domain/store.ts';
import { readCommandLine } from '../process/config.ts';
import { UserError } from '../process/user-error.ts';
import { withStore } from './with-store.ts';

export async function clock(args: readonly string[]): Promise<void> {
  const { config, switches } = readCommandLine(args, { switches: ['accept'] });
  await withStore(config, 'the clock was not accepted', async (store) => {
    const accounts = await store.server.listAccounts();
    if (accounts.length === 0) throw new UserError(`${config.data} holds no company; see --data`);
    const timeMs = Date.now();
    if (!switches.has('accept')) return await tell(store, timeMs);
    for (const { accountId } of accounts) unwrap(await store.execute({ kind: 'accept-clock', accountId, timeMs }));
    process.stdout.write(`it is ${stamp(timeMs)}: what has outlived its time by then is erased\n`);
  });
}

async function tell(store: Store, timeMs: number): Promise<void> {
  const kept = await store.server.readClock();
  if (!kept) return;
  const { trust, gapMs } = judgeClock(kept.record, timeMs, 0);
  const lines = [`the clock shows ${stamp(timeMs)}; the data expect ${stamp(timeMs - gapMs)} at the least`];
  if (trust === 'proven') lines.push('nothing is wrong with that');
  else lines.push('nothing is erased by it until it has stood for a day; --accept says that it is right');
  process.stdout.write(`${lines.join('\n')}\n`);
}

function stamp(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).concat('Z');
}
