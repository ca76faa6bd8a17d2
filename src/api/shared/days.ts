/** The spans of time that requests name, and whose days they are, said in the answer. */

import type { FastifyReply } from 'fastify';
import { type AskedSpan, isBareDay, type Span, spanFrom, timeFrom } from '../../wire/queries.ts';
import type { Beckon } from './beckon.ts';
import { regionOf } from './surroundings.ts';

const zoneHeader = 'X-Beckon-Time-Zone';

/** Without `dateFrom` it is `days` long. */
export function spanAsked(asked: AskedSpan, days: number, beckon: Beckon, reply: FastifyReply): Span {
  const { timeZone } = regionOf(beckon);
  for (const date of [asked.dateFrom, asked.dateTo]) sayZone(date, timeZone, reply);
  return spanFrom(asked, { days, nowMs: beckon.clock.nowMs(), timeZone });
}

/** The moment, or the first one of the day. */
export function timeAsked(date: string, parameter: string, beckon: Beckon, reply: FastifyReply): number {
  const { timeZone } = regionOf(beckon);
  sayZone(date, timeZone, reply);
  return timeFrom(date, parameter, timeZone);
}

function sayZone(date: string | undefined, timeZone: string, reply: FastifyReply): void {
  if (date !== undefined && isBareDay(date)) reply.header(zoneHeader, timeZone);
}
