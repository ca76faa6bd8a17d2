/** Keeps what the demo's timeline shows of each request that was answered. */

import type { FastifyRequest } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import type { RequestEntry } from '../../wire/timeline.ts';
import type { ApiServices } from './services.ts';
import { isOverWebSocket, socketCallerOf } from './socket-requests.ts';

type Told = Pick<RequestEntry, 'errorCode' | 'message' | 'hint' | 'messageId'> & { readonly signedInId: string | null };
declare module 'fastify' {
  interface FastifyRequest {
    /** What went wrong, where the answer is not JSON that says so. */
    toldInstead: Pick<RequestEntry, 'errorCode' | 'message' | 'hint'> | null;
  }
}
const nothing: Told = { errorCode: null, message: null, hint: null, messageId: null, signedInId: null };

/** What browsers fetch to show pages, and the web app's own questions about the timeline, would fill it. */
const untold = /^\/($|favicon|healthz|readyz|app|docs|openapi|beckon\/v1\/(demo|server|pages))/;
/** Operations whose answers are looked into when all went well, for the one thing that is kept of each. */
const lookedInto = new Set(['createInternalTextMessage', 'getToken']);

/** Addresses may be long lists of ids, and refusals repeat what was asked. */
const maxLength = 1000;
const shortened = (text: string): string => (text.length > maxLength ? `${text.slice(0, maxLength)}…` : text);

export const recordRequests = fastifyPlugin<{ services: ApiServices }>(async (app, { services }) => {
  app.decorateRequest('toldInstead', null);
  const { demo, clock } = services;
  if (!demo) return;
  const told = new WeakMap<FastifyRequest, Told>();
  app.addHook('preSerialization', (request, reply, payload, done) => {
    const { operationId = '' } = request.routeOptions.config.operation ?? {};
    const isWorthReading = reply.statusCode >= 400 || lookedInto.has(operationId);
    if (isWorthReading) told.set(request, toldBy(payload as Answer, operationId));
    done(null, payload);
  });
  app.addHook('onResponse', async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    if (untold.test(path) || request.method === 'OPTIONS') return;
    const { signedInId, ...rest } = { ...(told.get(request) ?? nothing), ...request.toldInstead };
    const caller = request.caller ?? socketCallerOf(request, services) ?? request.refused;
    demo.record({
      accountId: caller?.accountId ?? null,
      timeMs: clock.nowMs(),
      requestId: request.id,
      method: request.method,
      path: shortened(path),
      operationId: request.routeOptions.config.operation?.operationId ?? null,
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime * 100) / 100,
      extensionId: caller ? String(caller.extensionId) : signedInId,
      clientId: caller?.clientId ?? null,
      isOverWebSocket: isOverWebSocket(request),
      ...rest,
    });
  });
});

interface Answer extends Readonly<Record<string, unknown>> {
  readonly errors?: readonly Readonly<Record<string, unknown>>[];
}

/** A page's id, an error, or who was signed in. Whatever else the answer holds is let go. */
function toldBy({ errors, ...answer }: Answer, operationId: string): Told {
  const { id, owner_id, errorCode, message, hint, error_description } = answer;
  const first = errors?.[0];
  const [code, sentence] = [first?.errorCode ?? errorCode, first?.message ?? message ?? error_description];
  return {
    errorCode: typeof code === 'string' ? code : null,
    message: typeof sentence === 'string' ? shortened(sentence) : null,
    hint: typeof hint === 'string' ? hint : null,
    messageId: operationId === 'createInternalTextMessage' && typeof id === 'number' ? id : null,
    signedInId: operationId === 'getToken' && typeof owner_id === 'string' ? owner_id : null,
  };
}
