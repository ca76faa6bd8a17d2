/** What becomes of three times as many pages as can be kept: how many are kept all the same, and how soon the rest know. */

import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type FloodFigures, startFlood } from '../load/flood.ts';
import { startLoad } from '../load/load.ts';
import type { Measurement, Outcome } from '../measurement.ts';
import { number, table } from '../report/table.ts';
import { askJson, type BeckonServer, signIn, startBeckon } from '../servers/beckon-server.ts';
import { peakResidentBytes } from '../servers/process-figures.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

const path = '/restapi/v1.0/account/~/extension/~/company-pager';
const body = JSON.stringify({ to: [{ extensionNumber: '102' }, { extensionNumber: '103' }], text: 'Room 4 is ready.' });
const times = 3;
const warmUpRounds = 2;
/** People behind a thousand devices: enough to ask for more than can be kept, however soon each is answered. */
const connections = 1000;
const recoveryEveryMs = 20;
const recoveryPatienceMs = 10_000;
/** A page that takes longer is not as it was before. */
const usualMs = 50;

export const overload: Measurement = {
  name: 'overload',
  summary: `${times} × as many pages a second as can be kept, in an open loop over ${connections} connections`,
  async run({ rounds, seconds, connections: few }, progress): Promise<Outcome> {
    using folder = makeTemporaryFolder();
    await using beckon = await startBeckon(join(folder.path, 'data'), { args: ['--rate-limits', 'off'] });
    const headers = { authorization: `Bearer ${await signIn(beckon, '101')}`, 'content-type': 'application/json' };
    await using load = startLoad();
    let capacity = 0;
    for (let round = 1; round <= warmUpRounds + 1; round++) {
      progress(`what can be kept, round ${round} of ${warmUpRounds + 1}`);
      const { requestsPerS } = await load.run({ url: beckon.url + path, headers, body, connections: few, seconds });
      capacity = requestsPerS;
    }
    const beforeBytes = peakResidentBytes(beckon.program.pid);
    await using flood = startFlood();
    progress('overload');
    const floodSeconds = rounds * seconds;
    const asked = { url: beckon.url + path, headers, body, perS: capacity * times, seconds: floodSeconds, connections };
    const figures = await flood.run(asked);
    const recoveredMs = await recovery(beckon, headers);
    const peakBytes = peakResidentBytes(beckon.program.pid);
    const part = figures.accepted.count / floodSeconds / capacity;
    return {
      figures: { capacity, seconds: floodSeconds, part, ...figures, recoveredMs, beforeBytes, peakBytes },
      text: textOf(figures, { capacity, part, recoveredMs, beforeBytes, peakBytes }),
      failures: failuresOf(figures),
    };
  },
};

/** How long after the last request of a flood a page is kept as soon as ever again. */
async function recovery({ url }: BeckonServer, headers: Readonly<Record<string, string>>): Promise<number> {
  const beganMs = performance.now();
  while (performance.now() - beganMs < recoveryPatienceMs) {
    const askedMs = performance.now();
    const isKept = await askJson(url + path, { method: 'POST', headers, body }).then(
      () => true,
      () => false,
    );
    if (isKept && performance.now() - askedMs <= usualMs) return performance.now() - beganMs;
    await delay(recoveryEveryMs);
  }
  return Number.POSITIVE_INFINITY;
}

interface Measured {
  readonly capacity: number;
  readonly part: number;
  readonly recoveredMs: number;
  readonly beforeBytes: number | undefined;
  readonly peakBytes: number | undefined;
}

function textOf({ due, accepted, refused, failed, lateMs }: FloodFigures, measured: Measured): string {
  const mebibytes = (bytes: number | undefined) => number(bytes === undefined ? undefined : bytes / 2 ** 20, 0, 'MiB');
  const { capacity, part, recoveredMs, beforeBytes, peakBytes } = measured;
  const rows = table([
    ['', 'answers', 'p50', 'p99'],
    ['kept', number(accepted.count), number(accepted.p50Ms, 0, 'ms'), number(accepted.p99Ms, 0, 'ms')],
    ['refused', number(refused.count), number(refused.p50Ms, 0, 'ms'), number(refused.p99Ms, 0, 'ms')],
  ]);
  return `${rows}
  kept without overload: ${number(capacity)}/s; under it: ${number(part, 2)} of that
  due: ${number(due)}; otherwise ended: ${JSON.stringify(failed)}; the load itself was late by ${number(lateMs, 0, 'ms')} at most
  as soon as ever again after ${number(recoveredMs, 0, 'ms')}
  memory: ${mebibytes(beforeBytes)} at most before, ${mebibytes(peakBytes)} after`;
}

function failuresOf({ accepted, failed }: FloodFigures): string[] {
  return [
    ...(accepted.count === 0 ? ['nothing was kept'] : []),
    ...Object.entries(failed).map(([status, count]) =>
      status === '0' ? `${count} requests were not answered` : `${count} requests were answered with ${status}`,
    ),
  ];
}
