/** The spans of time that requests name, and whose days they are, said in the answer. */

import type { FastifyReply } from 'fastify';
import { type AskedSpan, isBareDay, type Span, spanFrom, timeFrom } from '../../wire/queries.ts';
import type { ApiServices } from './services.ts';
import { regionOf } from './surroundings.ts';

const zoneHeader = 'X-Beckon-Time-Zone';

/** Without `dateFrom` it is `days` long. */
export function spanAsked(asked: AskedSpan, days: number, services: ApiServices, reply: FastifyReply): Span {
  const { timeZone } = regionOf(services);
  for (const date of [asked.dateFrom, asked.dateTo]) sayZone(date, timeZone, reply);
  return spanFrom(asked, { days, nowMs: services.clock.nowMs(), timeZone });
}

/** The moment, or the first one of the day. */
export function timeAsked(date: string, parameter: string, services: ApiServices, reply: FastifyReply): number {
  const { timeZone } = regionOf(services);
  sayZone(date, timeZone, reply);
  return timeFrom(date, parameter, timeZone);
}

function sayZone(date: string | undefined, timeZone: string, reply: FastifyReply): void {
  if (date !== undefined && isBareDay(date)) reply.header(zoneHeader, timeZone);
}
