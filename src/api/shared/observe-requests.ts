/** Tells whoever measures how long each request took. */

import { fastifyPlugin } from 'fastify-plugin';
import type { ApiServices } from './services.ts';

export const observeRequests = fastifyPlugin<{ services: ApiServices }>(async (app, { services: { answered } }) => {
  if (!answered) return;
  app.addHook('onResponse', async (request, reply) => {
    answered(request.routeOptions.config.operation?.operationId ?? 'none', reply.statusCode, reply.elapsedTime);
  });
});
