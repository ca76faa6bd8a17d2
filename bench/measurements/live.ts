/** How soon after a page a thousand connected people hear of it, and what each of them costs while nothing happens. */

import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { Measurement, Outcome } from '../measurement.ts';
import { quantile, spreadOf } from '../report/spread.ts';
import { number, range, table } from '../report/table.ts';
import { type BareServer, startBareSockets } from '../servers/bare-server.ts';
import { type BeckonServer, startBeckon } from '../servers/beckon-server.ts';
import { residentBytes } from '../servers/process-figures.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { foundListeners, type Listeners } from './live-company.ts';

const socketCount = 1000;
const warmUpRounds = 3;
const patienceMs = 30_000;
/** Until what was needed to connect is given back. */
const settleMs = 3000;

export const live: Measurement = {
  name: 'live',
  summary: `A page to one reader and to ${number(socketCount)}, all connected, beside bare ws sending the same bytes`,
  async run({ rounds }, progress): Promise<Outcome> {
    const one = await pageToAll(1, rounds, progress);
    const all = await pageToAll(socketCount, rounds, progress);
    return outcomeOf(one, all);
  },
};

interface Comparison {
  readonly rounds: readonly { beckon: Heard; bare: Heard }[];
  readonly bytesEach: { readonly beckon: number; readonly bare: number };
}

async function pageToAll(count: number, rounds: number, progress: (text: string) => void): Promise<Comparison> {
  using folder = makeTemporaryFolder();
  progress('founding a company');
  const listeners = await foundListeners(folder.path, count);
  await using beckon = await startBeckon(folder.path, { args: ['--log-level', 'warn'] });
  const page = () => sendPage(beckon, listeners);
  progress('connecting');
  const crowd = await Crowd.connect(
    beckon,
    listeners.tokens.map((token) => `/ws?access_token=${token}`),
    listeners.subscribe,
  );
  const frame = await crowd.sample(page);
  await using bare = await startBareSockets(frame);
  const bareCrowd = await Crowd.connect(
    bare,
    listeners.tokens.map(() => '/'),
  );
  const broadcast = () => fetch(bare.url, { method: 'POST' });
  const measured: { beckon: Heard; bare: Heard }[] = [];
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    progress(`page ${round + 1} of ${warmUpRounds + rounds}`);
    measured.push({ beckon: await crowd.hear(page), bare: await bareCrowd.hear(broadcast) });
  }
  crowd.close();
  bareCrowd.close();
  const bytesEach = { beckon: crowd.bytesEach, bare: bareCrowd.bytesEach };
  return { rounds: measured.slice(warmUpRounds), bytesEach };
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
  readonly bytesEach: number;
  #heard: ((text: string) => void) | undefined;

  private constructor(sockets: readonly WebSocket[], bytesEach: number) {
    this.#sockets = sockets;
    this.bytesEach = bytesEach;
  }

  static async connect(
    { url, program }: BeckonServer | BareServer,
    paths: readonly string[],
    subscribe?: string,
  ): Promise<Crowd> {
    const before = residentBytes(program.pid) ?? Number.NaN;
    const sockets: WebSocket[] = [];
    let crowd: Crowd | undefined;
    for (let begin = 0; begin < paths.length; begin += 50) {
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
    crowd = new Crowd(sockets, ((residentBytes(program.pid) ?? Number.NaN) - before) / sockets.length);
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
  const spreads = ({ rounds }: Comparison, figure: keyof Heard) => ({
    beckon: spreadOf(rounds.map(({ beckon }) => beckon[figure])),
    bare: spreadOf(rounds.map(({ bare }) => bare[figure])),
    ratio: spreadOf(rounds.map(({ beckon, bare }) => beckon[figure] / bare[figure])),
  });
  const row = (label: string, { beckon, bare, ratio }: ReturnType<typeof spreads>) => [
    label,
    `${number(beckon.median, 1)} (${range(beckon, 1)}) ms`,
    number(bare.median, 1, 'ms'),
    number(ratio.median, 2),
  ];
  const kib = (value: number) => number(value / 1024, 1, 'KiB');
  const single = spreads(one, 'p50Ms');
  const figures = { p50Ms: spreads(all, 'p50Ms'), p99Ms: spreads(all, 'p99Ms'), lastMs: spreads(all, 'lastMs') };
  const { beckon, bare } = all.bytesEach;
  return {
    figures: { socketCount, singleMs: single, ...figures, bytesPerSocket: { beckon, bare, ratio: beckon / bare } },
    text: table([
      ['from the answer to the frame', 'Beckon', 'bare ws', 'ratio'],
      row('one reader', single),
      row(`half of ${number(socketCount)}`, figures.p50Ms),
      row('99 of 100', figures.p99Ms),
      row('the last', figures.lastMs),
      ['memory a connection', kib(beckon), kib(bare), number(beckon / bare, 2)],
    ]),
    failures: [],
  };
}
