/** Keeps what the demo's timeline shows of each request that was answered. */

import type { FastifyRequest } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import type { Beckon } from './beckon.ts';
import type { TimelineEntry } from './demo-desk.ts';

type Told = Pick<TimelineEntry, 'errorCode' | 'message' | 'messageId'>;
const nothing: Told = { errorCode: null, message: null, messageId: null };

/** The web app's own questions about the timeline would fill it. */
const untold = /^\/(healthz|readyz|app|docs|openapi|beckon\/v1\/(demo|server))/;

export const recordRequests = fastifyPlugin<{ beckon: Beckon }>(async (app, { beckon }) => {
  const { demo, clock } = beckon;
  if (!demo) return;
  const told = new WeakMap<FastifyRequest, Told>();
  app.addHook('onSend', async (request, reply, payload) => {
    const isWorthReading =
      reply.statusCode >= 400 || request.routeOptions.config.operation?.path.endsWith('company-pager');
    if (isWorthReading && typeof payload === 'string') told.set(request, toldBy(payload));
  });
  app.addHook('onResponse', async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    if (untold.test(path) || request.method === 'OPTIONS') return;
    demo.record({
      timeMs: clock.nowMs(),
      requestId: request.id,
      method: request.method,
      path,
      operationId: request.routeOptions.config.operation?.operationId ?? null,
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime * 100) / 100,
      extensionId: request.grant ? String(request.grant.extensionId) : null,
      ...(told.get(request) ?? nothing),
    });
  });
});

function toldBy(payload: string): Told {
  try {
    const { id, errorCode, message, errors, error_description } = JSON.parse(payload);
    const first = errors?.[0];
    return {
      errorCode: first?.errorCode ?? errorCode ?? null,
      message: first?.message ?? message ?? error_description ?? null,
      messageId: typeof id === 'number' ? id : null,
    };
  } catch {
    return nothing;
  }
}
