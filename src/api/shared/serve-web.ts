/** Serves the web app's built files under /app/, with the policy that keeps foreign code out of it. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import { sendFile } from './send-file.ts';
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
  // Every screen has an address of its own, and the app tells them apart. What looks like a file is none.
  app.get<{ Params: { '*': string } }>('/app/*', { schema: { hide: true } }, async (request, reply) => {
    const { '*': name } = request.params;
    if (!/\.\w+$/.test(request.url.split('?', 1)[0] ?? '')) return sendPage(request, reply, urls.basePath);
    const cacheControl = name.startsWith('assets/') ? forGood : 'no-cache';
    return sendFile(request, reply, { folder, name, headers: { ...headers, 'cache-control': cacheControl } });
  });
  app.get('/app', { schema: { hide: true } }, (request, reply) => sendPage(request, reply, urls.basePath));
  app.get('/', { schema: { hide: true } }, (_request, reply) => reply.redirect(`${urls.basePath}/app/`));
});

/** The page, told below which path it and everything it names is found. */
async function sendPage(request: FastifyRequest, reply: FastifyReply, basePath: string) {
  const asNow = { ...headers, 'cache-control': 'no-cache' };
  if (basePath === '') return sendFile(request, reply, { folder, name: 'index.html', headers: asNow });
  const page = readFileSync(join(folder, 'index.html'), 'utf8').replaceAll('="/app/', `="${basePath}/app/`);
  return reply.headers(asNow).type('text/html; charset=utf-8').send(page);
}
