/** Serves the style sheet of our pages. */

import { fastifyPlugin } from 'fastify-plugin';
import { stylePath } from './page.ts';
import { style } from './style.ts';

export const serveStyle = fastifyPlugin(async (app) => {
  app.get(stylePath, { schema: { hide: true } }, async (_request, reply) =>
    reply
      .headers({ 'cache-control': 'public, max-age=86400', 'x-content-type-options': 'nosniff' })
      .type('text/css; charset=utf-8')
      .send(style),
  );
});
