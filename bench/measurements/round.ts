/** One round: the same request again and again, with what it cost the server that answered. */

import { type Load, type Round, type RoundFigures, roundPatienceMs } from '../load/load.ts';
import type { BareServer } from '../servers/bare-server.ts';
import type { BeckonServer } from '../servers/beckon-server.ts';
import { processorMs } from '../servers/process-figures.ts';

export type MeasuredRound = RoundFigures & {
  /** What the server used. Absent where the system does not tell. */
  readonly processorMs?: number;
};

/** Beside Beckon: a bare server and, if one is named, Beckon as another checkout has it. */
export interface Rounds {
  readonly beckon: MeasuredRound;
  readonly bare: MeasuredRound;
  readonly against?: MeasuredRound;
}

export async function measureRound(
  { url, program }: BeckonServer | BareServer,
  load: Load,
  { path, ...request }: Omit<Round, 'url'> & { readonly path: string },
): Promise<MeasuredRound> {
  const beforeMs = processorMs(program.pid);
  const round = load.run({ ...request, url: url + path });
  const figures = await program.during(round, 'in a round', roundPatienceMs(request.seconds));
  const afterMs = processorMs(program.pid);
  if (beforeMs === undefined || afterMs === undefined) return figures;
  return { ...figures, processorMs: afterMs - beforeMs };
}

/** A sentence for each round that cannot be believed. `when` says which round it was. */
export function failuresOfRounds(rounds: Rounds, when: string): string[] {
  return Object.entries(rounds).flatMap(([name, { refused, unanswered }]) => [
    ...(total(refused) > 0 ? [`${name} answered other than 200 in ${when}: ${JSON.stringify(refused)}`] : []),
    ...(unanswered > 0 ? [`${name} left ${unanswered} requests unanswered in ${when}`] : []),
  ]);
}

export function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
