/** What the rounds of sending add up to: figures, a table, and what would make them worthless. */

import { spreadOf } from '../report/spread.ts';
import { number, range, table } from '../report/table.ts';
import { failuresOfRounds, type MeasuredRound, type Rounds, total } from './round.ts';

export interface Kept {
  readonly acknowledged: number;
  readonly inMailbox: number;
  readonly fileBytes: number;
  /** To disk, in the measured rounds. */
  readonly writtenBytes: number | undefined;
}

interface Measured {
  readonly warmUps: readonly Rounds[];
  readonly rounds: readonly Rounds[];
  readonly kept: Kept;
}

/** Below this part of the bare server's speed, the path of a page through Beckon is considered wrong. */
const leastRatio = 0.25;
const bestRatioBefore = 0.39;

/** A bare server less busy than this was waiting: for the load, or for other programs on the machine. */
const leastBusy = 0.9;

export function figuresOf({ rounds, kept }: Measured) {
  const accepted = rounds.reduce((sum, { beckon }) => sum + beckon.accepted, 0);
  const ratios = rounds.map(({ beckon, bare }) => beckon.requestsPerS / bare.requestsPerS);
  const against = rounds.flatMap((round) => round.against ?? []);
  const gains = rounds.flatMap((round) =>
    round.against ? round.beckon.requestsPerS / round.against.requestsPerS : [],
  );
  return {
    beckon: serverFigures(rounds.map(({ beckon }) => beckon)),
    bare: serverFigures(rounds.map(({ bare }) => bare)),
    ...(against.length > 0
      ? { against: { ...serverFigures(against), gain: { ...spreadOf(gains), rounds: gains } } }
      : {}),
    ratio: { ...spreadOf(ratios), rounds: ratios, least: leastRatio, bestBefore: bestRatioBefore },
    pages: { acknowledged: kept.acknowledged, inMailbox: kept.inMailbox },
    writtenBytesPerPage: kept.writtenBytes === undefined ? undefined : kept.writtenBytes / accepted,
    keptBytesPerPage: kept.fileBytes / kept.acknowledged,
  };
}

function serverFigures(rounds: readonly MeasuredRound[]) {
  const spread = (value: (round: MeasuredRound) => number) => spreadOf(rounds.map(value));
  return {
    requestsPerS: spread(({ requestsPerS }) => requestsPerS),
    p50Ms: spread(({ p50Ms }) => p50Ms).median,
    p99Ms: spread(({ p99Ms }) => p99Ms).median,
    /** Part of one processor. */
    busy: spread((round) => (round.processorMs ?? Number.NaN) / round.tookMs).median,
    processorUsPerRequest: spread((round) => ((round.processorMs ?? Number.NaN) * 1000) / round.accepted).median,
    non2xx: rounds.reduce((sum, { refused }) => sum + total(refused), 0),
    rounds,
  };
}

export function textOf(measured: Measured): string {
  const { beckon, bare, against, ratio, pages, writtenBytesPerPage, keptBytesPerPage } = figuresOf(measured);
  const row = (name: string, figures: ReturnType<typeof serverFigures>) => [
    name,
    number(figures.requestsPerS.median),
    range(figures.requestsPerS),
    number(figures.p50Ms, 1, 'ms'),
    number(figures.p99Ms, 1, 'ms'),
    number(figures.processorUsPerRequest, 0, 'µs'),
    number(figures.busy * 100, 0, '%'),
    number(figures.non2xx),
  ];
  const servers = table([
    ['', 'requests/s', 'min–max', 'p50', 'p99', 'processor/request', 'busy', 'non-2xx'],
    row('Beckon', beckon),
    row('bare Fastify', bare),
    ...(against ? [row('the other checkout', against)] : []),
  ]);
  const verdict = ratio.median < leastRatio ? 'BELOW' : 'above';
  const byProcessor = bare.processorUsPerRequest / beckon.processorUsPerRequest;
  const summary = table([
    ['Beckon / bare, in a round', number(ratio.median, 2), `(${range(ratio, 2)})`],
    ['  the line it must not fall below', number(leastRatio, 2), verdict],
    ['  best measured before', number(bestRatioBefore, 2)],
    ['  by processor time a request alone', number(byProcessor, 2)],
    ...(against
      ? [
          ['Beckon / the other checkout', number(against.gain.median, 2), `(${range(against.gain, 2)})`],
          ['  processor time a request', number(beckon.processorUsPerRequest / against.processorUsPerRequest, 2)],
        ]
      : []),
    ['bytes written to disk a page', number(writtenBytesPerPage)],
    ['bytes kept on disk a page', number(keptBytesPerPage)],
    ['pages acknowledged', number(pages.acknowledged)],
    [
      "pages in 102's mailbox",
      number(pages.inMailbox),
      pages.inMailbox === pages.acknowledged ? 'all' : 'NOT THE SAME',
    ],
  ]);
  const caution =
    bare.busy < leastBusy
      ? '\n\n  The bare server was waiting part of the time, for the load or for other programs: trust the ratio by processor time.'
      : '';
  return `${servers}\n\n${summary}${caution}`;
}

export function failuresOf({ warmUps, rounds, kept }: Measured): string[] {
  const failures = [...warmUps, ...rounds].flatMap((measured, place) => {
    const when = place < warmUps.length ? 'the warm-up' : `round ${place - warmUps.length + 1}`;
    return failuresOfRounds(measured, when);
  });
  if (kept.inMailbox !== kept.acknowledged) {
    failures.push(`${kept.acknowledged} pages were acknowledged, but ${kept.inMailbox} are in the mailbox of 102`);
  }
  return failures;
}
