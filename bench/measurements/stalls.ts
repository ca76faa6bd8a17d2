/** How long others wait while the server does what is heavy: small requests at fixed times, beside each of four works. */

import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  everyoneNumber,
  type LargeCompany,
  makeLargeCompany,
  peopleCount,
  peopleFiles,
} from '../companies/large-company.ts';
import { type OpenLoopProcess, type StreamFigures, startOpenLoop } from '../load/open-loop.ts';
import type { Measurement, Outcome } from '../measurement.ts';
import { quantile, spreadOf } from '../report/spread.ts';
import { number, range, table } from '../report/table.ts';
import { askJson, type BeckonServer, startBeckon } from '../servers/beckon-server.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

const pages = 20_000;
const path = '/restapi/v1.0/account/~';
const mailbox = `${path}/extension/~`;
/** Others: someone who asks for a message, and someone who pages a colleague. */
const [readEveryMs, sendEveryMs] = [10, 20];
/** A work is begun again so long after it was done. */
const pauseMs = 100;

interface Asked {
  readonly server: BeckonServer;
  readonly company: LargeCompany;
}

/** Does its work once. */
type Work = (asked: Asked, time: number) => Promise<unknown>;

const json = { 'content-type': 'application/json' };
const as = (token: string) => ({ authorization: `Bearer ${token}` });

const works: Readonly<Record<string, Work>> = {
  [`a page to ${number(peopleCount)}`]: ({ server, company }) =>
    askJson(`${server.url}${mailbox}/company-pager`, {
      method: 'POST',
      headers: { ...as(company.administrator), ...json },
      body: JSON.stringify({ to: [{ extensionNumber: everyoneNumber }], text: 'Fire drill at noon.' }),
    }),
  'a search for a common word': ({ server, company }) =>
    askJson(`${server.url}${mailbox}/message-store?search=please`, { headers: as(company.person) }),
  'an export': async ({ server, company }) => {
    const headers = { ...as(company.administrator), ...json };
    // Not the pages of the rounds before, so that each is as long as the others.
    const body = JSON.stringify({ dateFrom: '2000-01-01', dateTo: company.madeAt });
    const report = await askJson(`${server.url}${path}/message-store-report`, { method: 'POST', headers, body });
    const { uri } = report as { uri: string };
    for (let status = ''; status !== 'Completed'; await delay(pauseMs)) {
      ({ status } = (await askJson(uri, { headers })) as { status: string });
      if (status === 'Failed') throw new Error('the export failed');
    }
  },
  [`an import of ${number(peopleCount)}`]: async ({ server, company }, time) => {
    const headers = { ...as(company.administrator), 'content-type': 'text/csv' };
    for (const body of peopleFiles(`Nurse ${time}`)) {
      await askJson(`${server.url}/beckon/v1/people-imports`, { method: 'POST', headers, body });
    }
  },
};

/** By what was done meanwhile. */
interface Round {
  readonly name: string;
  readonly reads: StreamFigures;
  readonly sends: StreamFigures;
  readonly done: number;
}

const [alone, together] = ['nothing', 'all four'];

export const stalls: Measurement = {
  name: 'stalls',
  summary: `How long others wait beside a page to ${number(peopleCount)}, a common search, an export, an import`,
  async run({ rounds, seconds, against }, progress): Promise<Outcome> {
    using folder = makeTemporaryFolder();
    await using load = startOpenLoop();
    progress('founding companies');
    await using own = await prepare(join(folder.path, 'own'));
    await using other = against === undefined ? undefined : await prepare(join(folder.path, 'other'), against);
    const plans: [string, Work[]][] = [
      [alone, []],
      ...Object.entries(works).map(([name, work]): [string, Work[]] => [name, [work]]),
      [together, Object.values(works)],
    ];
    const measured: Record<'own' | 'other', Round[]> = { own: [], other: [] };
    for (let round = 0; round <= rounds; round++) {
      for (const [name, some] of plans) {
        progress(`${name}, round ${round} of ${rounds}`);
        for (const [of, asked] of [
          ['own', own],
          ['other', other],
        ] as const) {
          const one = asked && (await measureOne(asked, load, { name, works: some, seconds }));
          // The first is for whatever is made ready when it is first needed.
          if (one && round > 0) measured[of].push(one);
        }
      }
    }
    return outcomeOf(measured.own, other && measured.other);
  },
};

async function prepare(dataDir: string, checkout?: string): Promise<Asked & AsyncDisposable> {
  const company = await makeLargeCompany(dataDir, pages);
  const args = ['--log-level', 'warn', '--rate-limits', 'off'];
  const server = await startBeckon(dataDir, { args, ...(checkout ? { checkout } : {}) });
  return { server, company, [Symbol.asyncDispose]: () => server.program.stop() };
}

let time = 0;

async function measureOne(
  asked: Asked,
  load: OpenLoopProcess,
  { name, works: some, seconds }: { name: string; works: readonly Work[]; seconds: number },
): Promise<Round> {
  let [isOver, done] = [false, 0];
  const working = some.map(async (work) => {
    while (!isOver) {
      await work(asked, ++time);
      done++;
      await delay(pauseMs);
    }
  });
  const measuring = load.run({ seconds, streams: streamsOf(asked) });
  const [[reads, sends]] = await Promise.all([
    measuring.then((figures) => {
      isOver = true;
      return figures as [StreamFigures, StreamFigures];
    }),
    ...working,
  ]);
  return { name, reads, sends, done };
}

function streamsOf({ server: { url }, company: { person, messageId } }: Asked) {
  const headers = as(person);
  return [
    { url: `${url}${mailbox}/message-store/${messageId}`, headers, everyMs: readEveryMs },
    {
      ...{ url: `${url}${mailbox}/company-pager`, headers: { ...headers, ...json }, everyMs: sendEveryMs },
      body: JSON.stringify({ to: [{ extensionNumber: '10001' }], text: 'Hello!' }),
    },
  ];
}

/** Of all rounds of one kind: the middle of what each came to. */
function figuresOf(rounds: readonly Round[]) {
  const of = (value: (round: Round) => number) => spreadOf(rounds.map(value));
  const longest = ({ waitsMs }: StreamFigures) => Math.max(...waitsMs);
  const late = ({ waitsMs }: StreamFigures, part: number) => quantile(Float64Array.from(waitsMs).sort(), part);
  return {
    done: of(({ done }) => done).median,
    longestReadMs: of(({ reads }) => longest(reads)),
    longestSendMs: of(({ sends }) => longest(sends)),
    readP99Ms: of(({ reads }) => late(reads, 0.99)).median,
    sendP50Ms: of(({ sends }) => late(sends, 0.5)).median,
    sendP99Ms: of(({ sends }) => late(sends, 0.99)).median,
  };
}

function summaryOf(rounds: readonly Round[]) {
  const byName = Map.groupBy(rounds, ({ name }) => name);
  const rows = [...byName].map(([name, some]) => ({ name, ...figuresOf(some) }));
  const p99 = (wanted: string) => rows.find(({ name }) => name === wanted)?.sendP99Ms ?? Number.NaN;
  return { rows, sendP99Ratio: p99(together) / p99(alone) };
}

function outcomeOf(rounds: readonly Round[], other: readonly Round[] | undefined): Outcome {
  const summaries = {
    'this checkout': summaryOf(rounds),
    ...(other ? { 'the other checkout': summaryOf(other) } : {}),
  };
  const failed = [...rounds, ...(other ?? [])].flatMap(({ name, reads, sends }) =>
    [reads, sends].filter(({ failed }) => Object.keys(failed).length > 0).map(({ failed }) => ({ name, failed })),
  );
  return {
    figures: summaries,
    text: Object.entries(summaries)
      .map(([of, { rows, sendP99Ratio }]) =>
        [
          table([
            [of, 'done', 'longest wait of reads', 'min–max', 'of sends', 'min–max', 'reads p99', 'sends p50', 'p99'],
            ...rows.map((row) => [
              ...[row.name, number(row.done), number(row.longestReadMs.median, 1, 'ms'), range(row.longestReadMs, 1)],
              ...[number(row.longestSendMs.median, 1, 'ms'), range(row.longestSendMs, 1)],
              ...[number(row.readP99Ms, 1, 'ms'), number(row.sendP50Ms, 1, 'ms'), number(row.sendP99Ms, 1, 'ms')],
            ]),
          ]),
          `p99 of sends during all four ÷ without: ${number(sendP99Ratio, 2)}`,
        ].join('\n\n'),
      )
      .join('\n\n'),
    failures: failed.map(({ name, failed }) => `beside ${name}: ${JSON.stringify(failed)}`),
  };
}
