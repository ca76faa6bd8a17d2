/** What a demo shows to the developer in front of it, and to nobody else: its credentials, and the requests it answered. */

import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import type { Beckon } from './beckon.ts';

export interface DemoPerson {
  readonly extensionNumber: string;
  readonly name: string;
  readonly jobTitle: string;
  /** Signs them in, by the JWT bearer grant. */
  readonly jwt: string;
}

export interface DemoCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly people: readonly DemoPerson[];
}

/** One request as it was answered. Neither its body nor a token is kept. */
export interface TimelineEntry {
  /** Counts from 1 since the server was started. */
  readonly number: number;
  readonly timeMs: number;
  readonly requestId: string;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly operationId: string | null;
  readonly status: number;
  readonly durationMs: number;
  readonly extensionId: string | null;
  readonly errorCode: string | null;
  readonly message: string | null;
  /** The page that the request sent, if it sent one. */
  readonly messageId: number | null;
}

export interface DemoDesk {
  readCredentials(): Promise<DemoCredentials>;
  record(entry: Omit<TimelineEntry, 'number'>): void;
  /** The entries after a number, oldest first. */
  entriesAfter(number: number): readonly TimelineEntry[];
}

/**
 * The desk, for a page of the server's own. Any other page that the browser has open could otherwise ask for the
 * credentials: a browser says of each request whether it comes from the same origin.
 */
export function requireDemoDesk(request: FastifyRequest, { demo }: Beckon): DemoDesk {
  const site = request.headers['sec-fetch-site'];
  const isForeign = site !== undefined && site !== 'same-origin' && site !== 'none';
  if (!demo || isForeign) throw new DomainError({ code: 'unknown-route' });
  return demo;
}
