/** Tells whoever measures how long each request took. */

import { fastifyPlugin } from 'fastify-plugin';
import type { Beckon } from './beckon.ts';

export const observeRequests = fastifyPlugin<{ beckon: Beckon }>(async (app, { beckon: { answered } }) => {
  if (!answered) return;
  app.addHook('onResponse', async (request, reply) => {
    answered(request.routeOptions.config.operation?.operationId ?? 'none', reply.statusCode, reply.elapsedTime);
  });
});
