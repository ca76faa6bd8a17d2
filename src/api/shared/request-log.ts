/** One log line a request, under the id that the request is answered with in `RCRequestId`. */

import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';

export const requestId = fastifyPlugin(async (app) => {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('RCRequestId', request.id);
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
      extensionId: request.grant?.extensionId,
    };
    request.log.info(line, 'request');
  }
}
