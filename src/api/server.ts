/** The HTTP server: which operations there are, and what happens around each of them. */

import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  type FastifyServerOptions,
  type preValidationHookHandler,
} from 'fastify';
import {
  type BoundedServer,
  type BoundedServerOptions,
  createBoundedServer,
  maxHeaderBytes,
} from '../connections/bounded-server.ts';
import { DomainError } from '../domain/errors.ts';
import { operations } from './operations.ts';
import { answerPageErrors } from './pages/answer-page-errors.ts';
import { serveErrorsPage } from './pages/errors-page.ts';
import { serveStyle } from './pages/serve-style.ts';
import { answerClientError, answerError, answerErrors } from './shared/answer-errors.ts';
import { authenticate } from './shared/authenticate.ts';
import { compileLazily } from './shared/compile-lazily.ts';
import { crossOrigin } from './shared/cross-origin.ts';
import { describeApi } from './shared/describe-api.ts';
import { health } from './shared/health.ts';
import { isFailedProof, limitRates } from './shared/limit-rates.ts';
import { noticeProxies } from './shared/notice-proxies.ts';
import { observeRequests } from './shared/observe-requests.ts';
import { type Call, jsonType, type Operation } from './shared/operation.ts';
import { parseBodies } from './shared/parse-bodies.ts';
import { recordRequests } from './shared/record-requests.ts';
import { RequestLog, requestId } from './shared/request-log.ts';
import { secure, secureAnswers } from './shared/secure-answers.ts';
import { serveWeb } from './shared/serve-web.ts';
import type { ApiServices } from './shared/services.ts';
import { setSpelled, spellHeaders } from './shared/spell-headers.ts';
import { guardPasswords } from './sign-in/guard-passwords.ts';

const maxBodyBytes = 1024 * 1024;

/** How the server is reached, where that is not by plain HTTP from this machine. */
export interface Hosting extends BoundedServerOptions {
  /** Addresses and networks of proxies that are believed about whom they ask for. */
  readonly trustedProxies?: readonly string[];
  /** Names that the server answers to besides those of this machine; to any if absent. */
  readonly hostNames?: readonly string[];
}

/** A server that does not listen yet. */
export async function createServer(
  services: ApiServices,
  log: FastifyBaseLogger,
  hosting: Hosting = {},
): Promise<FastifyInstance> {
  const { trustedProxies = [], hostNames } = hosting;
  let bounded: BoundedServer | undefined;
  const app = fastify({
    loggerInstance: log,
    logController: new RequestLog(),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: maxBodyBytes,
    serverFactory: (put: RequestListener) => {
      bounded = createBoundedServer(put, log, hosting);
      return bounded.server;
    },
    clientErrorHandler: (error, socket) => bounded?.connections.failed(socket, () => answerClientError(error, socket)),
    // Who asked is believed from these alone; without any, whoever connected is taken for whoever asked.
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => {
      setSpelled(reply, 'RCRequestId', request.id);
      secure(reply, services);
      answerError(error, request, reply);
    },
    rewriteUrl: ({ url = '/' }) => services.urls.withoutBasePath(url),
    // A server's address with a slash at its end makes two of them.
    routerOptions: { maxParamLength: maxHeaderBytes, ignoreTrailingSlash: true, ignoreDuplicateSlashes: true },
    return503OnClosing: false,
    // A timer for each route would be set and cleared for nothing.
    pluginTimeout: 0,
  } as FastifyServerOptions) as FastifyInstance;
  app.addHook('onSend', ({ raw }, reply, payload, done) => {
    // Nobody is to ask over it any more; what was asked already is answered first.
    if (services.isDraining?.()) {
      if (bounded?.connections.of(raw.socket)?.hasAskedMore) reply.raw.removeHeader('connection');
      else reply.header('connection', 'close');
    }
    done(null, payload);
  });
  await app.register(compileLazily);
  await app.register(requestId);
  await app.register(noticeProxies, { services, isBehindProxy: trustedProxies.length > 0 });
  await app.register(secureAnswers, { services, hostNames });
  await app.register(answerErrors);
  await app.register(crossOrigin);
  await app.register(recordRequests, { services });
  await app.register(observeRequests, { services });
  await app.register(parseBodies);
  await app.register(limitRates, { services });
  await app.register(authenticate, { services });
  await app.register(guardPasswords, { services });
  await app.register(spellHeaders);
  await app.register(describeApi, { services, routes: operations.map(routeOf) });
  await app.register(health, { services });
  await app.register(serveStyle);
  await app.register(serveErrorsPage, { services });
  await app.register(serveWeb, { services });
  for (const operation of operations) mount(app, operation, services);
  return app;
}

function mediaTypeOf({ headers }: FastifyRequest): string {
  return headers['content-type']?.toLowerCase() ?? '';
}

function requireBody(consumes: readonly string[]): preValidationHookHandler {
  return (request, _reply, done) => {
    if (request.body === undefined || request.body === null) request.body = {};
    else if (!consumes.some((type) => mediaTypeOf(request).startsWith(type))) {
      return done(new DomainError({ code: 'unsupported-media-type' }));
    }
    done();
  };
}

function routeOf(operation: Operation) {
  const { operationId, summary, tag, method, path, access, consumes = [jsonType], schema } = operation;
  const said = { operationId, summary, tags: [tag], security: access === 'public' ? [] : [{ bearer: [] }] };
  return {
    method,
    url: path,
    config: { operation },
    schema: { ...said, ...(schema.body ? { consumes } : {}), ...schema },
  };
}

function mount(app: FastifyInstance, operation: Operation, services: ApiServices): void {
  const { consumes = [jsonType], schema, isPage = false } = operation;
  const route = routeOf(operation);
  app.route({
    ...route,
    // Said here, HEAD shares all of a route but its place in the router: the framework would make it another.
    method: route.method === 'GET' ? ['GET', 'HEAD'] : route.method,
    ...(isPage ? { errorHandler: answerPageErrors(services) } : {}),
    // An operation that takes a body reads a missing one as an empty object, and then says what it lacks.
    ...(schema.body ? { preValidation: requireBody(consumes) } : {}),
    handler: async (request, reply) => {
      const { params, query, body, caller } = request;
      try {
        return await operation.handle({ params, query, body, caller, request, reply } as unknown as Call, services);
      } catch (error) {
        if (isFailedProof(error)) app.rates.countFailedProof(request);
        throw error;
      }
    },
  });
}
