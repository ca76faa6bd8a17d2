/** What a demo shows to the developer in front of it, and to nobody else: its credentials, and what it was asked. */

import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { RequestEntry, TimelineEntry, Unnumbered } from '../../wire/timeline.ts';
import type { Beckon } from './beckon.ts';
import { isOverWebSocket } from './socket-requests.ts';

export interface DemoPerson {
  readonly extensionId: string;
  readonly extensionNumber: string;
  readonly name: string;
  readonly jobTitle: string;
  /** Signs them in, by the JWT bearer grant. */
  readonly jwt: string;
}

export interface DemoCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Of the web app, which has no secret. */
  readonly webClientId: string;
  readonly people: readonly DemoPerson[];
}

export interface DemoDesk {
  /** Another one after each start of the server. */
  readonly run: string;
  readCredentials(): Promise<DemoCredentials>;
  record(entry: Unnumbered<RequestEntry> & { readonly accountId: AccountId | null }): void;
  /** The entries after a number, oldest first. */
  entriesAfter(number: number): readonly TimelineEntry[];
}

/** The desk, or the answer that there is nothing here. */
export function requireDemoDesk(request: FastifyRequest, beckon: Beckon): DemoDesk {
  const desk = demoDeskFor(request, beckon);
  if (!desk) throw new DomainError({ code: 'unknown-route' });
  return desk;
}

/** The desk, if whoever asks sits in front of it: a page of the server's own, or a program on this machine. */
export function demoDeskFor(request: FastifyRequest, { demo }: Beckon): DemoDesk | undefined {
  const isRefused = isForeignPage(request) || isForwarded(request) || isOverWebSocket(request);
  return isRefused ? undefined : demo;
}

/**
 * Any other page that the browser has open could otherwise ask for the credentials. Browsers say of each request whether
 * it comes from the same origin; those too old for that name the origin wherever its page could read the answer.
 */
function isForeignPage({ headers, protocol }: FastifyRequest): boolean {
  const { origin, host, 'sec-fetch-site': site } = headers;
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  return origin !== undefined && origin !== `${protocol}://${host}`;
}

/** Through a proxy or a tunnel that nobody told the server of, strangers would seem to come from this machine. */
function isForwarded({ headers }: FastifyRequest): boolean {
  return Object.keys(headers).some((name) => /^(forwarded|x-forwarded-.*|x-real-ip|via)$/.test(name));
}
