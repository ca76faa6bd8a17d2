/** How much memory a server needs: at rest, and over time while it sends and lists as fast as it can. */

import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startLoad } from '../load/load.ts';
import type { Measurement, Outcome } from '../measurement.ts';
import { spreadOf } from '../report/spread.ts';
import { number, table } from '../report/table.ts';
import { signIn, startBeckon } from '../servers/beckon-server.ts';
import { residentBytes } from '../servers/process-figures.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { total } from './round.ts';

const mailbox = '/restapi/v1.0/account/~/extension/~';
const body = JSON.stringify({ to: [{ extensionNumber: '102' }, { extensionNumber: '103' }], text: 'Room 4 is ready.' });
const restMs = 3000;

interface Round {
  readonly pages: number;
  readonly lists: number;
  readonly mebibytes: number;
}

export const memory: Measurement = {
  name: 'memory',
  summary: 'At rest, and over rounds of sending and of lists of 100 (--rounds 100 --seconds 3 is ten minutes)',
  async run({ rounds: count, seconds, connections }, progress): Promise<Outcome> {
    using folder = makeTemporaryFolder();
    await using beckon = await startBeckon(join(folder.path, 'data'), { args: ['--rate-limits', 'off'] });
    const mebibytes = () => (residentBytes(beckon.program.pid) ?? Number.NaN) / 2 ** 20;
    progress('at rest');
    await delay(restMs);
    const idle = mebibytes();
    const sender = { authorization: `Bearer ${await signIn(beckon, '101')}`, 'content-type': 'application/json' };
    const reader = { authorization: `Bearer ${await signIn(beckon, '102')}` };
    await using load = startLoad();
    const common = { connections, seconds };
    const listUrl = `${beckon.url}${mailbox}/message-store?dateFrom=2000-01-01T00:00:00Z&perPage=100`;
    const rounds: Round[] = [];
    const failures: string[] = [];
    for (let round = 1; round <= count; round++) {
      progress(`round ${round} of ${count}`);
      const sent = await load.run({ url: `${beckon.url}${mailbox}/company-pager`, headers: sender, body, ...common });
      const listed = await load.run({ url: listUrl, headers: reader, ...common });
      rounds.push({ pages: sent.accepted, lists: listed.accepted, mebibytes: mebibytes() });
      for (const { refused, unanswered } of [sent, listed]) {
        if (total(refused) + unanswered > 0)
          failures.push(`round ${round} was not answered: ${JSON.stringify(refused)}`);
      }
    }
    await delay(restMs);
    const after = mebibytes();
    // What is compiled and cached first is no growth.
    const half = Math.ceil(rounds.length / 2);
    const middle = (some: readonly Round[]) => spreadOf(some.map((one) => one.mebibytes)).median;
    const growth = middle(rounds.slice(half)) - middle(rounds.slice(0, half));
    return { figures: { idle, rounds, growth, after }, text: textOf({ idle, rounds, growth, after }), failures };
  },
};

interface Measured {
  readonly idle: number;
  readonly rounds: readonly Round[];
  readonly growth: number;
  readonly after: number;
}

function textOf({ idle, rounds, growth, after }: Measured): string {
  const sum = (of: (round: Round) => number) => number(rounds.reduce((all, round) => all + of(round), 0));
  const { min, max } = spreadOf(rounds.map((round) => round.mebibytes));
  const rows = table([
    ['', 'memory'],
    ['at rest', number(idle, 0, 'MiB')],
    ['after each round', `${number(min)}–${number(max, 0, 'MiB')}`],
    ['at rest again', number(after, 0, 'MiB')],
    ['second half of the rounds − first', number(growth, 0, 'MiB')],
  ]);
  return `${rows}\n  ${sum((round) => round.pages)} pages, ${sum((round) => round.lists)} lists of 100`;
}
