/** Lets pages of other origins call the API, as the vendor's SDKs do from browsers. (WIRE contract, section 2.15.) */

import cors, { type FastifyCorsOptions } from '@fastify/cors';
import { fastifyPlugin } from 'fastify-plugin';

const exposedHeaders = [
  ...['Retry-After', 'RCRequestId', 'Discovery-Required', 'Discovery-Tag'],
  ...['X-Rate-Limit-Group', 'X-Rate-Limit-Limit', 'X-Rate-Limit-Remaining', 'X-Rate-Limit-Window'],
  'X-Beckon-Time-Zone',
];

const allowed: FastifyCorsOptions = {
  origin: true,
  credentials: true,
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  maxAge: 86_400,
  strictPreflight: false,
  exposedHeaders,
};

export const crossOrigin = fastifyPlugin(async (app) => {
  await app.register(cors, {
    // Callers that are no browsers say no origin and need none of it.
    delegator: ({ headers, routeOptions }, answer) => {
      // By the operation rather than the address, which can be written in many ways.
      const { isPage, isForOwnPages } = routeOptions?.config.operation ?? {};
      const isOurOwn = isPage || isForOwnPages;
      answer(null, headers.origin === undefined || isOurOwn ? { origin: false } : allowed);
    },
  });
});
