/** One log line a request, under the id that the request is answered with in `RCRequestId`. */

import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import { setSpelled } from './spell-headers.ts';

export const requestId = fastifyPlugin(async (app) => {
  app.addHook('onRequest', (request, reply, done) => {
    setSpelled(reply, 'RCRequestId', request.id);
    done();
  });
});

/** Neither a query, which may hold a token, nor a body is ever logged. */
export class RequestLog extends LogController {
  constructor() {
    super({ requestIdLogLabel: 'requestId' });
  }

  override incomingRequest(): void {}
  override routeNotFound(): void {}

  override requestCompleted(_error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const line = {
      method: request.method,
      path: request.url.split('?', 1)[0],
      operation: request.routeOptions.config.operation?.operationId,
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime * 100) / 100,
      extensionId: request.caller?.extensionId,
    };
    request.log.info(line, 'request');
  }
}
