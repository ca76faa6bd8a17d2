/** How long an address asks to be left alone, by the header Retry-After of its answer: seconds, or a date (RFC 9110). */

import type { IncomingHttpHeaders } from 'node:http';

/** However long it asks for: one mistaken answer should not silence it for days. */
const maxMs = 3_600_000;

/** Undefined where it does not say. */
export function retryAfterMsFrom({ 'retry-after': text }: IncomingHttpHeaders, nowMs = Date.now()): number | undefined {
  if (text === undefined) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.min(maxMs, Math.max(0, ms));
}
