/** The open loop's own process. */

import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { drainPatienceMs } from './load.ts';
import type { OpenLoop, Stream, StreamFigures } from './open-loop.ts';

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** Resolves to the status, or 0 for no answer. */
function ask({ url, headers, body }: Stream): Promise<number> {
  return new Promise((resolve) => {
    const method = body === undefined ? 'GET' : 'POST';
    const asking = request(url, { agent, method, headers, timeout: drainPatienceMs }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
      response.once('error', () => resolve(0));
    });
    asking.once('timeout', () => asking.destroy());
    asking.once('error', () => resolve(0));
    asking.end(body);
  });
}

async function runStream(stream: Stream, { startMs, seconds }: { startMs: number; seconds: number }) {
  const waitsMs: number[] = [];
  const failed: Record<string, number> = {};
  const asked: Promise<void>[] = [];
  for (let place = 0; place * stream.everyMs < seconds * 1000; place++) {
    const dueMs = startMs + place * stream.everyMs;
    const earlyMs = dueMs - performance.now();
    if (earlyMs > 0) await delay(earlyMs);
    asked.push(
      ask(stream).then((status) => {
        waitsMs.push(performance.now() - dueMs);
        if (status !== 200) failed[status] = (failed[status] ?? 0) + 1;
      }),
    );
  }
  await Promise.all(asked);
  return { waitsMs, failed };
}

async function run({ streams, seconds }: OpenLoop): Promise<StreamFigures[]> {
  const startMs = performance.now();
  // Not all in the same moments.
  const starts = streams.map((stream, index) => startMs + (stream.everyMs * index) / streams.length);
  return await Promise.all(streams.map((stream, index) => runStream(stream, { startMs: starts[index] ?? 0, seconds })));
}

process.on('message', async (asked: OpenLoop) => process.send?.(await run(asked)));
process.once('disconnect', () => process.exit());
