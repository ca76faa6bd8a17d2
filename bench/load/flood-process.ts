/** The flood's own process. It speaks HTTP by itself: a client that does more could not ask faster than a server answers. */

import { connect, type Socket } from 'node:net';
import { quantile } from '../report/spread.ts';
import type { Answered, Flood, FloodFigures } from './flood.ts';
import { drainPatienceMs } from './load.ts';

type Ended = (status: number, mayComeAgain: boolean) => void;

/** One connection, over which one request is under way at a time. */
class Line {
  readonly #port: number;
  readonly #bytes: Buffer;
  #socket: Socket | undefined;
  #ended: Ended | undefined;
  #read = '';

  constructor(port: number, bytes: Buffer) {
    this.#port = port;
    this.#bytes = bytes;
  }

  ask(ended: Ended): void {
    this.#ended = ended;
    this.#read = '';
    this.#socket ??= this.#open();
    this.#socket.write(this.#bytes);
  }

  close(): void {
    this.#socket?.destroy();
  }

  #open(): Socket {
    const socket = connect({ port: this.#port, host: '127.0.0.1', noDelay: true });
    socket.setEncoding('latin1').on('data', (text) => this.#take(String(text)));
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#socket = undefined;
      this.#end(0, false);
    });
    return socket;
  }

  #take(text: string): void {
    this.#read += text;
    const headEnd = this.#read.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const head = this.#read.slice(0, headEnd);
    const bodyBytes = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
    if (this.#read.length < headEnd + 4 + bodyBytes) return;
    this.#end(Number(head.slice(9, 12)), /\r\nretry-after:/i.test(head));
  }

  #end(status: number, mayComeAgain: boolean): void {
    const ended = this.#ended;
    this.#ended = undefined;
    ended?.(status, mayComeAgain);
  }
}

function requestBytes({ url, headers, body }: Flood): Buffer {
  const { pathname, host } = new URL(url);
  const lines = Object.entries({ host, 'content-length': String(Buffer.byteLength(body)), ...headers });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.from(`POST ${pathname} HTTP/1.1\r\n${head}\r\n${body}`);
}

function answered(latenciesMs: readonly number[]): Answered {
  const sorted = Float64Array.from(latenciesMs).sort();
  return { count: sorted.length, p50Ms: quantile(sorted, 0.5), p99Ms: quantile(sorted, 0.99) };
}

async function run(flood: Flood): Promise<FloodFigures> {
  const { perS, seconds, connections } = flood;
  const bytes = requestBytes(flood);
  const lines = Array.from({ length: connections }, () => new Line(Number(new URL(flood.url).port), bytes));
  const free = [...lines];
  const waiting: number[] = [];
  const acceptedMs: number[] = [];
  const refusedMs: number[] = [];
  const failed: Record<string, number> = {};
  const startMs = performance.now();
  const endMs = startMs + seconds * 1000;
  const due = Math.floor(perS * seconds);
  let underWay = 0;
  let lateMs = 0;

  function ask(line: Line, dueMs: number): void {
    underWay++;
    line.ask((status, mayComeAgain) => {
      underWay--;
      const nowMs = performance.now();
      if (status === 200) nowMs <= endMs && acceptedMs.push(nowMs - dueMs);
      else if (status === 503 && mayComeAgain) nowMs <= endMs && refusedMs.push(nowMs - dueMs);
      else failed[status] = (failed[status] ?? 0) + 1;
      const nextMs = waiting.shift();
      if (nextMs === undefined || nowMs > endMs) free.push(line);
      // Not within the answer before: a connection that failed at once would never come to an end.
      else setImmediate(ask, line, nextMs);
    });
  }

  for (let place = 0; place < due; ) {
    const nowMs = performance.now();
    if (nowMs > endMs) break;
    lateMs = Math.max(lateMs, nowMs - startMs - (place * 1000) / perS);
    for (; place < due && startMs + (place * 1000) / perS <= nowMs; place++) {
      const dueMs = startMs + (place * 1000) / perS;
      const line = free.pop();
      if (line) ask(line, dueMs);
      else waiting.push(dueMs);
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const lastMs = performance.now() + drainPatienceMs;
  while (underWay > 0 && performance.now() < lastMs) await new Promise((resolve) => setTimeout(resolve, 10));
  if (underWay > 0) failed[0] = (failed[0] ?? 0) + underWay;
  for (const line of lines) line.close();
  return { due, accepted: answered(acceptedMs), refused: answered(refusedMs), failed, lateMs };
}

process.on('message', async (flood: Flood) => process.send?.(await run(flood)));
process.once('disconnect', () => process.exit());
