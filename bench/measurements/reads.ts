/** What every client asks again and again, beside a bare server that serialises the very same answers. */

import { join } from 'node:path';
import { type Load, startLoad } from '../load/load.ts';
import type { Measurement, Outcome } from '../measurement.ts';
import { type Spread, spreadOf } from '../report/spread.ts';
import { number, range, table } from '../report/table.ts';
import type { BareAnswer } from '../servers/bare-process.ts';
import { startBareServer } from '../servers/bare-server.ts';
import { askJson, type BeckonServer, signIn, startBeckon } from '../servers/beckon-server.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { failuresOfRounds, type MeasuredRound, measureRound, type Rounds } from './round.ts';

const mailbox = '/restapi/v1.0/account/~/extension/~';
const since = 'dateFrom=2000-01-01T00:00:00Z';
const leastMessages = 10_000;
const warmUpRounds = 1;

const [sync, oneMessage] = ['ISync, nothing new', 'one message'];

interface Question {
  readonly name: string;
  readonly shape: BareAnswer['shape'];
  path(of: { readonly syncToken: string; readonly messageId: number }): string;
}

const questions: readonly Question[] = [
  { name: 'newest 100', shape: 'list', path: () => `${mailbox}/message-store?${since}&perPage=100` },
  {
    name: 'how many are unread',
    shape: 'list',
    path: () => `${mailbox}/message-store?${since}&perPage=1&readStatus=Unread`,
  },
  {
    name: sync,
    shape: 'sync',
    path: ({ syncToken }) => `${mailbox}/message-sync?syncType=ISync&syncToken=${encodeURIComponent(syncToken)}`,
  },
  { name: oneMessage, shape: 'message', path: ({ messageId }) => `${mailbox}/message-store/${messageId}` },
];

/** A server with a filled mailbox, and how its owner asks. */
interface Asked {
  readonly server: BeckonServer;
  readonly headers: Readonly<Record<string, string>>;
  readonly syncToken: string;
  readonly messageId: number;
}

export const reads: Measurement = {
  name: 'reads',
  summary: `Lists, sync and single messages of a mailbox of ${leastMessages.toLocaleString('en-US')}, beside a bare Fastify server`,
  async run({ rounds: count, seconds, connections, against }, progress): Promise<Outcome> {
    using folder = makeTemporaryFolder();
    await using load = startLoad();
    progress('filling mailboxes');
    const args = ['--log-level', 'warn', '--rate-limits', 'off'];
    await using beckon = await startBeckon(join(folder.path, 'data'), { args });
    await using other = against
      ? await startBeckon(join(folder.path, 'other'), { args, checkout: against })
      : undefined;
    const asked = await fill(beckon, load);
    const askedOther = other && (await fill(other, load));

    await using bareServers = new AsyncDisposableStack();
    const measured: Measured[] = [];
    for (const { name, shape, path } of questions) {
      const answer = (await askJson(beckon.url + path(asked), { headers: asked.headers })) as object;
      const bare = bareServers.use(await startBareServer({ shape, answer }));
      const ask = ({ server, headers, ...of }: Asked, at: Parameters<typeof measureRound>[0] = server) =>
        measureRound(at, load, { path: path(of), headers, connections, seconds });
      const measure = async (): Promise<Rounds> => ({
        beckon: await ask(asked),
        bare: await ask(asked, bare),
        ...(askedOther ? { against: await ask(askedOther) } : {}),
      });
      measured.push({ name, measure, rounds: [] });
    }
    // Round about, so that what disturbs the machine for a while disturbs all questions alike.
    for (let round = 1; round <= warmUpRounds + count; round++) {
      for (const { name, measure, rounds } of measured) {
        progress(`${name}, round ${round} of ${warmUpRounds + count}`);
        const measuredRound = await measure();
        if (round > warmUpRounds) rounds.push(measuredRound);
      }
    }
    return outcomeOf(measured);
  },
};

interface Measured {
  readonly name: string;
  readonly rounds: Rounds[];
  measure(): Promise<Rounds>;
}

async function fill(server: BeckonServer, load: Load): Promise<Asked> {
  const sender = { authorization: `Bearer ${await signIn(server, '101')}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ to: [{ extensionNumber: '102' }], text: 'Room 4 is ready. Please bring the chart.' });
  for (let sent = 0; sent < leastMessages; ) {
    const round = { headers: sender, body, connections: 50, seconds: 1 };
    sent += (await load.run({ url: `${server.url}${mailbox}/company-pager`, ...round })).accepted;
  }
  const headers = { authorization: `Bearer ${await signIn(server, '102')}` };
  const { records, syncInfo } = (await askJson(`${server.url}${mailbox}/message-sync?syncType=FSync&${since}`, {
    headers,
  })) as { records: { id: number }[]; syncInfo: { syncToken: string } };
  return { server, headers, syncToken: syncInfo.syncToken, messageId: records[0]?.id ?? 0 };
}

function outcomeOf(measured: readonly Measured[]): Outcome {
  const figures = measured.map(({ name, rounds }) => ({ name, ...figuresOf(rounds) }));
  const syncByOne = syncByOneOf(measured);
  const said = `${number(syncByOne.median, 2)} (${range(syncByOne, 2)})`;
  return {
    figures: { questions: figures, syncByOne },
    text: [
      table([
        [
          ...['', 'requests/s', 'processor', 'p50', 'p99', '/ bare', 'min–max', 'bare processor / ours'],
          ...['/ the other checkout', 'min–max'],
        ],
        ...figures.map(({ name, requestsPerS, processorUs, p50Ms, p99Ms, byBare, processorByBare, byOther }) => [
          ...[name, number(requestsPerS), number(processorUs, 0, 'µs'), number(p50Ms, 1, 'ms'), number(p99Ms, 1, 'ms')],
          ...[number(byBare.median, 2), range(byBare, 2), number(processorByBare, 2)],
          ...[number(byOther?.median, 2), byOther ? range(byOther, 2) : ''],
        ]),
      ]),
      `\n\n  ISync with nothing new comes to ${said} of one message, in processor time.`,
    ].join(''),
    failures: measured.flatMap(({ name, rounds }) =>
      rounds.flatMap((round, place) => failuresOfRounds(round, `"${name}", round ${place + 1}`)),
    ),
  };
}

/** Processor time a request, in microseconds. */
function costOf({ processorMs, accepted }: MeasuredRound): number {
  return processorMs === undefined ? Number.NaN : (1000 * processorMs) / accepted;
}

/** How many syncs cost as much as one message, round by round. */
function syncByOneOf(measured: readonly Measured[]): Spread {
  const costs = (wanted: string) =>
    measured.find(({ name }) => name === wanted)?.rounds.map(({ beckon }) => costOf(beckon)) ?? [];
  const syncs = costs(sync);
  return spreadOf(costs(oneMessage).map((cost, round) => cost / (syncs[round] ?? Number.NaN)));
}

function figuresOf(rounds: readonly Rounds[]) {
  const middle = (value: (round: Rounds) => number) => spreadOf(rounds.map(value)).median;
  const others = rounds.flatMap(({ beckon, against }) => (against ? beckon.requestsPerS / against.requestsPerS : []));
  return {
    requestsPerS: middle(({ beckon }) => beckon.requestsPerS),
    processorUs: middle(({ beckon }) => costOf(beckon)),
    p50Ms: middle(({ beckon }) => beckon.p50Ms),
    p99Ms: middle(({ beckon }) => beckon.p99Ms),
    byBare: spreadOf(rounds.map(({ beckon, bare }) => beckon.requestsPerS / bare.requestsPerS)),
    processorByBare: middle(({ beckon, bare }) => costOf(bare) / costOf(beckon)),
    byOther: others.length > 0 ? spreadOf(others) : undefined,
  };
}
