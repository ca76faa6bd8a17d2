/** Serves the page on which people read the API and try it out. */

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyReply } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import { demoDeskFor } from './demo-desk.ts';
import type { Description } from './description.ts';
import { sendFile } from './send-file.ts';
import type { ApiServices } from './services.ts';

/** The page runs its own scripts, sets styles on its elements, and carries its images with it. */
const policy = [
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'",
  "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
].join('; ');

/** What the library makes of its settings. The rest are files. */
const made = /^(yaml|static\/(index\.html|swagger-initializer\.js|theme\/.+))$/;

interface ReferenceOptions {
  readonly services: ApiServices;
  readonly described: () => Promise<Description>;
}

export const serveReference = fastifyPlugin<ReferenceOptions>(async (app, { services, described }) => {
  app.get('/docs', { schema: { hide: true } }, async ({ url }, reply) =>
    // What the page names, it names by ways from where it is itself.
    url.split('?', 1)[0] === '/docs' ? reply.redirect(`${services.urls.basePath}/docs/`) : sendMade(reply, ''),
  );

  app.get<{ Params: { '*': string } }>('/docs/*', { schema: { hide: true } }, async (request, reply) => {
    const { '*': name } = request.params;
    if (name === 'json') {
      const credentials = await demoDeskFor(request, services)?.readCredentials();
      const { bytesFor } = await described();
      return reply.type('application/json; charset=utf-8').send(bytesFor(services.urls.basePath, credentials));
    }
    if (made.test(name)) return sendMade(reply, name);
    if (!name.startsWith('static/')) return reply.callNotFound();
    const folder = join(dirname(fileURLToPath(import.meta.resolve('@fastify/swagger-ui'))), 'static');
    const headers = { 'cache-control': 'public, max-age=0', 'content-security-policy': policy };
    return sendFile(request, reply, { folder, name: name.slice('static/'.length), headers });
  });

  async function sendMade(reply: FastifyReply, name: string) {
    const { page } = await described();
    const { statusCode, headers, body } = await page.inject(`/docs/${name}`);
    if (statusCode === 404) return reply.callNotFound();
    const { 'content-type': type, location } = headers;
    if (location !== undefined) return reply.redirect(`${services.urls.basePath}${location}`);
    return reply.code(statusCode).headers({ 'content-type': type, 'content-security-policy': policy }).send(body);
  }
});
