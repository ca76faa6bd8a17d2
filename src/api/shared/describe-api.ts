/** Describes the API from the operations themselves, for programs and for the page to read it on. */

import { fastifyPlugin } from 'fastify-plugin';
import { type DescribedRoute, type Description, describe } from './description.ts';
import { serveReference } from './serve-reference.ts';
import type { ApiServices } from './services.ts';

export interface DescribeApiOptions {
  readonly services: ApiServices;
  readonly routes: readonly DescribedRoute[];
}

export const describeApi = fastifyPlugin<DescribeApiOptions>(async (app, { services, routes }) => {
  let description: Promise<Description> | undefined;
  async function described(): Promise<Description> {
    try {
      description ??= describe(routes, services);
      return await description;
    } catch (error) {
      description = undefined;
      throw error;
    }
  }
  await app.register(serveReference, { services, described });
  app.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
    const { bytesFor } = await described();
    return reply.type('application/json; charset=utf-8').send(bytesFor(services.urls.publicUrl));
  });
});
