/** How soon after the command a first request is answered, and how much memory the server then needs. */

import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Measurement, Outcome } from '../measurement.ts';
import { type Spread, spreadOf } from '../report/spread.ts';
import { number, table } from '../report/table.ts';
import { type BeckonServer, startBeckon } from '../servers/beckon-server.ts';
import { residentBytes } from '../servers/process-figures.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

const runs = 5;
const idleMs = 3000;
const answerPatienceMs = 10_000;

export const coldStart: Measurement = {
  name: 'cold-start',
  summary: `From the command to the first answer, ${runs} runs each; memory ${idleMs / 1000} s after it`,
  async run(_options, progress): Promise<Outcome> {
    using folder = makeTemporaryFolder();
    progress('a first start, unmeasured: the system may have to read the program from the disk');
    await startOnce(join(folder.path, 'unmeasured'), false);
    const fresh = await startOften((run) => join(folder.path, `fresh-${run}`), progress, 'a fresh folder');
    const existing = await startOften(() => join(folder.path, 'fresh-1'), progress, 'an existing folder');
    return {
      figures: { fresh, existing },
      text: table([
        ['', 'median', 'min', 'max', 'idle memory'],
        ['fresh folder', ...cells(fresh)],
        ['existing folder', ...cells(existing)],
      ]),
      failures: [],
    };
  },
};

interface Starts {
  readonly firstAnswerMs: Spread;
  readonly idleBytes: number | undefined;
}

async function startOften(
  dataDirOf: (run: number) => string,
  progress: (doing: string) => void,
  on: string,
): Promise<Starts> {
  const timesMs: number[] = [];
  let idleBytes: number | undefined;
  for (let run = 1; run <= runs; run++) {
    progress(`start ${run} of ${runs} on ${on}`);
    const start = await startOnce(dataDirOf(run), run === runs);
    timesMs.push(start.firstAnswerMs);
    idleBytes = start.idleBytes;
  }
  return { firstAnswerMs: spreadOf(timesMs), idleBytes };
}

async function startOnce(dataDir: string, isMemoryMeasured: boolean) {
  const startMs = performance.now();
  await using server = await startBeckon(dataDir, { args: ['--log-level', 'silent'] });
  await askStatus(server);
  const firstAnswerMs = performance.now() - startMs;
  if (!isMemoryMeasured) return { firstAnswerMs, idleBytes: undefined };
  await sleep(idleMs);
  return { firstAnswerMs, idleBytes: residentBytes(server.program.pid) };
}

/** Not by `fetch`, whose own first call takes long enough to be seen. */
async function askStatus({ program, url }: BeckonServer): Promise<void> {
  const answered = new Promise<void>((resolve, reject) => {
    const request = get(`${url}/restapi/v1.0/status`, { agent: false }, (response) => {
      response.resume();
      if (response.statusCode === 200) response.once('end', resolve);
      else reject(new Error(`the status was answered with ${response.statusCode}`));
    });
    request.once('error', reject);
  });
  await program.during(answered, 'before it answered', answerPatienceMs);
}

function cells({ firstAnswerMs: { median, min, max }, idleBytes }: Starts): string[] {
  const memory = idleBytes === undefined ? undefined : idleBytes / 2 ** 20;
  return [...[median, min, max].map((ms) => number(ms, 0, 'ms')), number(memory, 0, 'MiB')];
}
