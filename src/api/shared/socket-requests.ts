/** Requests that came over a WebSocket: put to this server from inside, with a secret that never leaves it. */

import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../domain/session.ts';
import type { ApiServices } from './services.ts';

const scheme = 'Socket ';

export function isOverWebSocket({ headers: { authorization } }: FastifyRequest): boolean {
  return authorization?.startsWith(scheme) ?? false;
}

/** Undefined if it is no such request, or its connection is gone. */
export function socketCallerOf(request: FastifyRequest, { socketCallers }: ApiServices): Caller | undefined {
  if (!isOverWebSocket(request)) return undefined;
  return socketCallers?.get(request.headers.authorization?.slice(scheme.length) ?? '');
}
