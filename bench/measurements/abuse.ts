/** How much memory clients cost that ask and do not read, or begin and do not end, beside as many that do both. */

import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  abusers,
  abusersOverWebSockets,
  type Gather,
  honest,
  honestOverWebSockets,
  type Target,
} from '../load/abusers.ts';
import type { Measurement, Options, Outcome } from '../measurement.ts';
import { number, table } from '../report/table.ts';
import { askJson, signIn, startBeckon } from '../servers/beckon-server.ts';
import { peakResidentBytes } from '../servers/process-figures.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

const pages = 1000;
const pagesAtOnce = 50;
const path = '/restapi/v1.0/account/~/extension/~';
const listPath = `${path}/message-store?dateFrom=2000-01-01T00:00:00Z&perPage=${pages}`;
/** Memory may be this many times that of honest clients. */
const bearable = 1.5;

interface Measured {
  /** Not a number where there is no `/proc`. */
  readonly peakMiB: number;
  /** Of someone else who asks meanwhile: the longest of several. */
  readonly slowestMs: number;
}

interface Row extends Measured {
  readonly name: string;
  /** The memory of honest clients. */
  readonly times: number;
}

export const abuse: Measurement = {
  name: 'abuse',
  summary: 'The most memory with clients that ask and do not read, or begin and do not end, beside honest ones',
  async run(options, progress): Promise<Outcome> {
    using folder = makeTemporaryFolder();
    const dataDir = join(folder.path, 'data');
    progress('sending pages');
    await sendPages(dataDir);
    const measureAll = async (gathers: Readonly<Record<string, Gather>>) => {
      const measured: Row[] = [];
      for (const [name, gather] of Object.entries(gathers)) {
        progress(name);
        const one = await measure(dataDir, gather, options);
        const honestMiB = measured[0]?.peakMiB ?? one.peakMiB;
        measured.push({ name, ...one, times: one.peakMiB / honestMiB });
      }
      return measured;
    };
    const measured = [
      ...(await measureAll({ honest, ...abusers })),
      ...(await measureAll({ 'honest over WebSockets': honestOverWebSockets, ...abusersOverWebSockets })),
    ];
    const rows = measured.map(({ name, peakMiB, times, slowestMs }) => [
      ...[name, number(peakMiB, 0, 'MiB'), number(times, 2), number(slowestMs, 0, 'ms')],
    ]);
    return {
      figures: Object.fromEntries(measured.map(({ name, ...figures }) => [name, figures])),
      text: table([[`${options.connections} connections`, 'most memory', 'times', 'slowest of another'], ...rows]),
      failures: measured
        .filter(({ times }) => times > bearable)
        .map(({ name, times }) => `${name}: ${number(times, 2)} times the memory of honest clients`),
    };
  },
};

async function sendPages(dataDir: string): Promise<void> {
  await using beckon = await startBeckon(dataDir);
  const headers = { authorization: `Bearer ${await signIn(beckon, '101')}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ to: [{ extensionNumber: '102' }], text: 'Room 4 is ready. '.repeat(30) });
  for (let sent = 0; sent < pages; sent += pagesAtOnce) {
    const send = () => askJson(`${beckon.url}${path}/company-pager`, { method: 'POST', headers, body });
    await Promise.all(Array.from({ length: pagesAtOnce }, send));
  }
}

/** On a server of its own, as memory that was once taken is seldom given back. */
async function measure(dataDir: string, gather: Gather, { connections, seconds }: Options): Promise<Measured> {
  await using beckon = await startBeckon(dataDir);
  const token = await signIn(beckon, '102');
  const target: Target = { port: Number(new URL(beckon.url).port), token, listPath };
  using crowd = await gather(target, connections);
  const endsMs = performance.now() + seconds * 1000;
  let slowestMs = 0;
  while (performance.now() < endsMs) {
    const sinceMs = performance.now();
    const asking = askJson(`${beckon.url}${path}/message-store?perPage=1`, {
      headers: { authorization: `Bearer ${token}` },
    });
    await Promise.all([
      asking.then(() => {
        slowestMs = Math.max(slowestMs, performance.now() - sinceMs);
      }),
      crowd.again?.(),
    ]);
    await delay(20);
  }
  const bytes = peakResidentBytes(beckon.program.pid);
  return { peakMiB: bytes === undefined ? Number.NaN : bytes / 2 ** 20, slowestMs };
}
