/** Serves the web app's built files under /app/, with the policy that keeps foreign code out of it. */

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fastifyPlugin } from 'fastify-plugin';

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

export const serveWeb = fastifyPlugin(async (app) => {
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
    /\.\w+$/.test(request.url.split('?', 1)[0] ?? '') ? reply.callNotFound() : reply.sendFile('index.html'),
  );
  app.get('/app', { schema: { hide: true } }, (_request, reply) => reply.sendFile('index.html'));
  app.get('/', { schema: { hide: true } }, (_request, reply) => reply.redirect('/app/'));
});
