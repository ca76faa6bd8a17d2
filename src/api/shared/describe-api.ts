/** Serves the description of the API, made from the operations themselves, and a page to read it on. */

import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { fastifyPlugin } from 'fastify-plugin';
import { errorEnvelope } from '../../wire/error-envelope.ts';
import type { Beckon } from './beckon.ts';

/** The page runs its own scripts, sets styles on its elements, and carries its images with it. */
const policy = [
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'",
  "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
].join('; ');

export const describeApi = fastifyPlugin<{ beckon: Beckon }>(async (app, { beckon }) => {
  await app.register(swagger, {
    // Said here alone: as a route's schema it would be compiled anew for every operation.
    transform: ({ schema, url }) => {
      const { response = {} } = schema as { response?: object };
      return { schema: { ...schema, response: { ...response, default: errorEnvelope } }, url };
    },
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Beckon',
        version: beckon.version,
        description:
          'Pager messages between the extensions of a company, compatible with RingCentral’s company-pager API. ' +
          'Not affiliated with or endorsed by RingCentral.',
        license: { name: 'Apache-2.0' },
      },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
      tags: ['Messages', 'Company', 'Roles', 'Sign-in', 'About'].map((name) => ({ name })),
    },
  });
  await app.register(swaggerUi, {
    ...{ routePrefix: '/docs', logLevel: 'warn', staticCSP: policy },
    uiHooks: {
      // What the page names, it names by ways from where it is itself.
      onRequest: async ({ url }, reply) => {
        if (url.split('?', 1)[0] === '/docs') return reply.redirect(`${beckon.urls.basePath}/docs/`);
      },
    },
  });
  // Made once: however many ask for it at a time, it is in memory once.
  let made: { readonly publicUrl: string; readonly bytes: Buffer } | undefined;
  app.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
    const { publicUrl } = beckon.urls;
    if (made?.publicUrl !== publicUrl) {
      const description = { ...app.swagger(), servers: [{ url: publicUrl }] };
      made = { publicUrl, bytes: Buffer.from(JSON.stringify(description)) };
    }
    return reply.type('application/json; charset=utf-8').send(made.bytes);
  });
});
