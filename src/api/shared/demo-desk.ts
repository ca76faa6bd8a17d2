/** What a demo shows to the developer in front of it, and to nobody else: its credentials, and what it was asked. */

import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import type { ApiServices, DemoDesk } from './services.ts';
import { isOverWebSocket } from './socket-requests.ts';

/** The desk, or the answer that there is nothing here. */
export function requireDemoDesk(request: FastifyRequest, services: ApiServices): DemoDesk {
  const desk = demoDeskFor(request, services);
  if (!desk) throw new DomainError({ code: 'unknown-route' });
  return desk;
}

/** The desk, if whoever asks sits in front of it: a page of the server's own, or a program on this machine. */
export function demoDeskFor(request: FastifyRequest, { demo }: ApiServices): DemoDesk | undefined {
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
