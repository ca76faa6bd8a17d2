/** Serves the web app's built files under /app/, with the policy that keeps foreign code out of it. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyReply } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import type { ApiServices } from './services.ts';

const folder = fileURLToPath(new URL('../../../web/dist', import.meta.url));

const headers = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/** Names with a hash in them never change what they stand for. */
const forGood = 'public, max-age=31536000, immutable';

export const serveWeb = fastifyPlugin<{ services: ApiServices }>(async (app, { services: { urls } }) => {
  if (!existsSync(folder)) return;
  const { default: fastifyStatic } = await import('@fastify/static');
  await app.register(fastifyStatic, {
    root: folder,
    prefix: '/app/',
    wildcard: false,
    preCompressed: true,
    index: false,
    cacheControl: false,
    globIgnore: ['**/*.gz', '**/*.br'],
    setHeaders: (reply, path) => {
      reply.header('cache-control', /[/\\]assets[/\\]/.test(path) ? forGood : 'no-cache');
      reply.headers(headers);
    },
    schemaHide: true,
  });
  // Every screen has an address of its own, and the app tells them apart. What looks like a file is none.
  app.get('/app/*', { schema: { hide: true } }, (request, reply) =>
    /\.\w+$/.test(request.url.split('?', 1)[0] ?? '') ? reply.callNotFound() : sendPage(reply, urls.basePath),
  );
  app.get('/app', { schema: { hide: true } }, (_request, reply) => sendPage(reply, urls.basePath));
  app.get('/', { schema: { hide: true } }, (_request, reply) => reply.redirect(`${urls.basePath}/app/`));
});

/** The page, told below which path it and everything it names is found. */
function sendPage(reply: FastifyReply, basePath: string): FastifyReply {
  if (basePath === '') return reply.sendFile('index.html');
  const page = readFileSync(join(folder, 'index.html'), 'utf8').replaceAll('="/app/', `="${basePath}/app/`);
  return reply
    .headers({ ...headers, 'cache-control': 'no-cache' })
    .type('text/html; charset=utf-8')
    .send(page);
}
