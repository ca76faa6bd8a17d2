/** How soon after a page a thousand connected people hear of it, and what each of them costs while nothing happens. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { Measurement, Outcome } from '../measurement.ts';
import { quantile, spreadOf } from '../report/spread.ts';
import { number, range, table } from '../report/table.ts';
import { type BareServer, startBareSockets } from '../servers/bare-server.ts';
import { type BeckonServer, startBeckon } from '../servers/beckon-server.ts';
import { heapEnvironment, keptBytes } from '../servers/heap.ts';
import { residentBytes } from '../servers/process-figures.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import type { Listeners } from './live-company.ts';

const socketCount = 1000;
const warmUpRounds = 3;
const patienceMs = 30_000;
/** Until what was needed to connect is given back. */
const settleMs = 3000;

export const live: Measurement = {
  name: 'live',
  summary: `A page to one reader and to ${number(socketCount)}, all connected, beside bare ws sending the same bytes`,
  async run({ rounds, against }, progress): Promise<Outcome> {
    const one = await pageToAll(1, { rounds }, progress);
    const all = await pageToAll(socketCount, { rounds, against }, progress);
    return outcomeOf(one, all);
  },
};

interface Comparison {
  readonly rounds: readonly { beckon: Heard; bare: Heard; against?: Heard }[];
  readonly bytesEach: { readonly beckon: BytesEach; readonly bare: BytesEach; readonly against?: BytesEach };
}

/** What a connection costs: of what the system sees, and of what is left once garbage is collected. */
interface BytesEach {
  readonly resident: number;
  readonly kept: number;
}

interface Wanted {
  readonly rounds: number;
  /** The folder of another checkout. */
  readonly against?: string | undefined;
}

async function pageToAll(
  count: number,
  { rounds, against }: Wanted,
  progress: (text: string) => void,
): Promise<Comparison> {
  using folder = makeTemporaryFolder();
  progress('founding a company');
  await using served = await serveListeners(join(folder.path, 'own'), count, progress);
  await using other = against ? await serveListeners(join(folder.path, 'other'), count, progress, against) : undefined;
  const frame = await served.crowd.sample(served.page);
  await using bare = await startBareSockets(frame, heapEnvironment(folder.path));
  const paths = Array.from({ length: count }, () => '/');
  const bareCrowd = await Crowd.connect(bare, paths, { folder: folder.path });
  const broadcast = () => fetch(bare.url, { method: 'POST' });
  const measured: { beckon: Heard; bare: Heard; against?: Heard }[] = [];
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    progress(`page ${round + 1} of ${warmUpRounds + rounds}`);
    measured.push({
      beckon: await served.crowd.hear(served.page),
      bare: await bareCrowd.hear(broadcast),
      ...(other ? { against: await other.crowd.hear(other.page) } : {}),
    });
  }
  served.crowd.close();
  other?.crowd.close();
  bareCrowd.close();
  const bytesEach = {
    ...{ beckon: served.crowd.bytesEach, bare: bareCrowd.bytesEach },
    ...(other ? { against: other.crowd.bytesEach } : {}),
  };
  return { rounds: measured.slice(warmUpRounds), bytesEach };
}

/** A company whose people are all connected to a server of the checkout that also founded it. */
async function serveListeners(
  folder: string,
  count: number,
  progress: (text: string) => void,
  checkout = join(import.meta.dirname, '../..'),
) {
  mkdirSync(folder);
  const company = (await import(join(checkout, 'bench/measurements/live-company.ts'))) as {
    foundListeners(folder: string, count: number): Promise<Listeners>;
  };
  const listeners = await company.foundListeners(folder, count);
  const beckon = await startBeckon(folder, { args: ['--log-level', 'warn'], checkout, env: heapEnvironment(folder) });
  progress('connecting');
  const paths = listeners.tokens.map((token) => `/ws?access_token=${token}`);
  const crowd = await Crowd.connect(beckon, paths, { folder, subscribe: listeners.subscribe });
  const page = () => sendPage(beckon, listeners);
  return { crowd, page, [Symbol.asyncDispose]: () => beckon[Symbol.asyncDispose]() };
}

async function sendPage({ url }: BeckonServer, { sender, departmentNumber }: Listeners): Promise<void> {
  const response = await fetch(`${url}/restapi/v1.0/account/~/extension/~/company-pager`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sender}`, 'content-type': 'application/json' },
    body: JSON.stringify({ to: [{ extensionNumber: departmentNumber }], text: 'Please come to room 4.' }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`a page was refused: ${response.status} ${text}`);
}

/** Milliseconds from the answer to the frames, of all who were connected. */
interface Heard {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly lastMs: number;
}

/** Everyone who is connected to one server. */
class Crowd {
  readonly #sockets: readonly WebSocket[];
  readonly bytesEach: BytesEach;
  #heard: ((text: string) => void) | undefined;

  private constructor(sockets: readonly WebSocket[], bytesEach: BytesEach) {
    this.#sockets = sockets;
    this.bytesEach = bytesEach;
  }

  static async connect(
    { url, program }: BeckonServer | BareServer,
    paths: readonly string[],
    { folder, subscribe }: { readonly folder: string; readonly subscribe?: string },
  ): Promise<Crowd> {
    const before = residentBytes(program.pid) ?? Number.NaN;
    const sockets: WebSocket[] = [];
    let crowd: Crowd | undefined;
    // With the first of them code is loaded and compiled, which is no memory of theirs.
    const first = Math.min(100, paths.length - 1);
    let keptBefore = Number.NaN;
    let countBefore = 0;
    for (let begin = 0; begin < paths.length; begin += 50) {
      if (begin === first) {
        keptBefore = await keptBytes(program, folder);
        countBefore = sockets.length;
      }
      const opened = paths.slice(begin, begin + 50).map(async (path) => {
        const socket = new WebSocket(url.replace('http', 'ws') + path, { perMessageDeflate: false });
        sockets.push(socket);
        await new Promise<void>((resolve, reject) => {
          socket.once('error', reject);
          if (subscribe === undefined) socket.once('open', resolve);
          socket.on('message', (data) => {
            const text = data.toString();
            if (text.includes('"ConnectionDetails"')) socket.send(subscribe ?? '');
            else if (text.includes('"ClientRequest"')) resolve();
            else if (crowd) crowd.#heard?.(text);
          });
        });
      });
      await Promise.all(opened);
    }
    await delay(settleMs);
    const resident = ((residentBytes(program.pid) ?? Number.NaN) - before) / sockets.length;
    const kept = ((await keptBytes(program, folder)) - keptBefore) / (sockets.length - countBefore);
    crowd = new Crowd(sockets, { resident, kept });
    return crowd;
  }

  /** What one of them is sent when something happens. */
  async sample(happen: () => Promise<unknown>): Promise<string> {
    let frame = '';
    await this.#hear(happen, (text) => {
      frame = text;
    });
    return frame;
  }

  async hear(happen: () => Promise<unknown>): Promise<Heard> {
    const times: number[] = [];
    const answeredMs = await this.#hear(happen, () => times.push(performance.now()));
    const latencies = Float64Array.from(times, (timeMs) => Math.max(0, timeMs - answeredMs)).sort();
    return {
      p50Ms: quantile(latencies, 0.5),
      p99Ms: quantile(latencies, 0.99),
      lastMs: latencies.at(-1) ?? Number.NaN,
    };
  }

  async #hear(happen: () => Promise<unknown>, heard: (text: string) => void): Promise<number> {
    let count = 0;
    const all = new Promise<void>((resolve, reject) => {
      setTimeout(() => reject(new Error(`${count} of ${this.#sockets.length} heard of it`)), patienceMs).unref();
      this.#heard = (text) => {
        heard(text);
        count++;
        if (count === this.#sockets.length) resolve();
      };
    });
    await happen();
    const answeredMs = performance.now();
    await all;
    // Should more come than was expected, it must not count for the next.
    await delay(50);
    if (count !== this.#sockets.length) throw new Error(`${count} frames for ${this.#sockets.length} people`);
    return answeredMs;
  }

  close(): void {
    for (const socket of this.#sockets) socket.terminate();
  }
}

function outcomeOf(one: Comparison, all: Comparison): Outcome {
  const hasOther = all.bytesEach.against !== undefined;
  const spreads = ({ rounds }: Comparison, figure: keyof Heard) => ({
    beckon: spreadOf(rounds.map(({ beckon }) => beckon[figure])),
    bare: spreadOf(rounds.map(({ bare }) => bare[figure])),
    ratio: spreadOf(rounds.map(({ beckon, bare }) => beckon[figure] / bare[figure])),
    ofOther: spreadOf(rounds.map(({ beckon, against }) => beckon[figure] / (against?.[figure] ?? Number.NaN))),
  });
  const row = (label: string, { beckon, bare, ratio, ofOther }: ReturnType<typeof spreads>) => [
    label,
    `${number(beckon.median, 1)} (${range(beckon, 1)}) ms`,
    number(bare.median, 1, 'ms'),
    number(ratio.median, 2),
    ...(hasOther ? [number(ofOther.median, 2)] : []),
  ];
  const { beckon, bare, against } = all.bytesEach;
  const memory = (label: string, figure: keyof BytesEach) => [
    label,
    number(beckon[figure] / 1024, 1, 'KiB'),
    number(bare[figure] / 1024, 1, 'KiB'),
    number(beckon[figure] / bare[figure], 2),
    ...(against ? [number(beckon[figure] / against[figure], 2)] : []),
  ];
  const single = spreads(one, 'p50Ms');
  const figures = { p50Ms: spreads(all, 'p50Ms'), p99Ms: spreads(all, 'p99Ms'), lastMs: spreads(all, 'lastMs') };
  return {
    figures: { socketCount, singleMs: single, ...figures, bytesPerSocket: all.bytesEach },
    text: table([
      ['from the answer to the frame', 'Beckon', 'bare ws', 'ratio', ...(hasOther ? ['÷ other'] : [])],
      row('one reader', single),
      row(`half of ${number(socketCount)}`, figures.p50Ms),
      row('99 of 100', figures.p99Ms),
      row('the last', figures.lastMs),
      memory('memory a connection', 'resident'),
      memory('the same without garbage', 'kept'),
    ]),
    failures: [],
  };
}
