/** Watches the machine's clock while nobody asks for the time, tells of doubts, and keeps what is known of it. */

import type { Condition, Conditions } from '../conditions.ts';
import type { SystemClock } from '../domain/clock.ts';
import { type ClockJudgement, settleMs, type Trust } from '../domain/clock-judgement.ts';
import type { Store } from '../domain/store.ts';
import { createRounds, type Upkeep, type UpkeepLog } from './rounds.ts';

export interface ClockKeeperOptions {
  readonly store: Store;
  readonly clock: SystemClock;
  readonly conditions: Conditions;
  readonly log: UpkeepLog;
  readonly intervalMs?: number;
}

/** What is watched since is lost by a crash, so that the clock is proven so much later. */
const keepEveryMs = 600_000;

/** Recalls what the data know of the clock: to be called before anything is dated. */
export async function createClockKeeper(options: ClockKeeperOptions): Promise<Upkeep> {
  const { store, clock, conditions, log, intervalMs = 1000 } = options;
  let acceptances = 0;
  let keptTrust: Trust | undefined;
  let keptMs = Number.NEGATIVE_INFINITY;

  async function recall(): Promise<void> {
    const kept = await store.server.readClock();
    if (kept) clock.recall(kept.record);
    acceptances = kept?.acceptances ?? 0;
  }

  async function keep(): Promise<void> {
    const { record, trust } = clock.read();
    if (!(await store.keepClock({ record, acceptances }))) return;
    keptTrust = trust;
    keptMs = performance.now();
  }

  async function look(): Promise<void> {
    if (clock.read().trust !== 'proven' && (await store.server.readClock())?.acceptances !== acceptances)
      await recall();
    const judgement = clock.read();
    if (judgement.trust === 'proven') conditions.lower(code);
    else conditions.raise(doubt(judgement));
    if (judgement.trust !== keptTrust || performance.now() - keptMs >= keepEveryMs) await keep();
  }

  await recall();
  const rounds = createRounds({
    intervalMs,
    round: look,
    failed: (err) => log.error({ err }, 'what is known of the clock could not be kept; it is tried again'),
  });
  return {
    start() {
      // Known to whoever asks first.
      if (clock.read().trust !== 'proven') conditions.raise(doubt(clock.read()));
      rounds.start();
    },
    async stop() {
      await rounds.stop();
      await keep();
    },
  };
}

const code = 'clock-in-doubt';

function doubt({ trust, gapMs, unprovenMs }: ClockJudgement): Condition {
  const days = Math.round(Math.abs(gapMs) / 86_400_000);
  const away = `The clock is ${days} days ${gapMs > 0 ? 'ahead of' : 'behind'} where it was last seen to be right`;
  if (trust === 'unbelieved') {
    const sentence = `${away}: whatever changes something is refused until it has stood for ${settleMs / 1000} seconds`;
    return { code, sentence, isBlocking: true };
  }
  const dates = gapMs > 0 ? '' : 'pages are dated from there on, and ';
  const hours = Math.ceil(unprovenMs / 3_600_000);
  const mend = `until then set it right, or say that it is right with "beckon clock --accept"`;
  return {
    code,
    sentence: `${away}: ${dates}nothing is erased by it for ${hours} more hours; ${mend}`,
    isBlocking: false,
  };
}
