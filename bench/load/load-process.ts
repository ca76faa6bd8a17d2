/** The load's own process: runs the rounds it is told to and tells what came of each. */

import autocannon, { type Client } from 'autocannon';
import { quantile } from '../report/spread.ts';
import { drainPatienceMs, type Round, type RoundFigures } from './load.ts';

async function run({ seconds, ...round }: Round): Promise<RoundFigures> {
  const clients: Client[] = [];
  const latenciesMs: number[] = [];
  const refused: Record<string, number> = {};
  let accepted = 0;
  let answered = 0;
  let lastMs = 0;
  const startMs = performance.now();
  const endMs = startMs + seconds * 1000;

  const instance = autocannon({
    ...round,
    method: round.body === undefined ? 'GET' : 'POST',
    duration: seconds + drainPatienceMs / 1000,
    sampleInt: 20,
    setupClient: (client) => clients.push(client),
  });
  instance.on('response', (_client, status, _bytes, latencyMs) => {
    lastMs = performance.now();
    answered++;
    if (status === 200) accepted++;
    else refused[status] = (refused[status] ?? 0) + 1;
    if (lastMs <= endMs) latenciesMs.push(latencyMs);
  });
  // Left to itself the round would end by cutting off what is under way, which the server may well have kept.
  const timer = setTimeout(() => {
    for (const client of clients) client.responseMax = client.reqsMade;
  }, endMs - performance.now());
  await instance;
  clearTimeout(timer);

  const sorted = Float64Array.from(latenciesMs).sort();
  const requested = clients.reduce((sum, { reqsMade }) => sum + reqsMade, 0);
  return {
    requestsPerS: sorted.length / seconds,
    p50Ms: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
    accepted,
    refused,
    unanswered: requested - answered,
    tookMs: lastMs - startMs,
  };
}

process.on('message', async (round: Round) => process.send?.(await run(round)));
process.once('disconnect', () => process.exit());
