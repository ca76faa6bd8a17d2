/** Serves the page on which people read the API and try it out. */

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import swaggerUi from '@fastify/swagger-ui';
import { fastifyPlugin } from 'fastify-plugin';
import { demoDeskFor } from './demo-desk.ts';
import type { DescriptionBytes } from './description-bytes.ts';
import { onlyCompany } from './only-company.ts';
import type { ApiServices } from './services.ts';

/** The page runs its own scripts, sets styles on its elements, and carries its images with it. */
const policy = [
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'",
  "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
].join('; ');

/** There are no scopes to choose from, and an app that runs in browsers has no secret. */
const style =
  '.dialog-ux .scope-def, .auth-container .wrapper:has(#client_secret_authorizationCode) { display: none; }';

const iconFile = fileURLToPath(new URL('../../../web/dist/icon.svg', import.meta.url));

interface ReferenceOptions {
  readonly services: ApiServices;
  readonly bytesFor: DescriptionBytes;
}

export const serveReference = fastifyPlugin<ReferenceOptions>(async (app, { services, bytesFor }) => {
  const { clientId = '' } = await onlyCompany(services);
  await app.register(swaggerUi, {
    ...{ routePrefix: '/docs', logLevel: 'warn', staticCSP: policy },
    theme: { title: 'Beckon: the API', favicon: icons(), css: [{ filename: 'beckon.css', content: style }] },
    // Without the bar above, which is for opening other descriptions. Everything is ready to be tried out.
    uiConfig: { layout: 'BaseLayout', tryItOutEnabled: true, docExpansion: 'list' },
    initOAuth: { clientId, usePkceWithAuthorizationCodeGrant: true },
    uiHooks: {
      onRequest: async (request, reply) => {
        const [path] = request.url.split('?', 1);
        // What the page names, it names by ways from where it is itself.
        if (path === '/docs') return reply.redirect(`${services.urls.basePath}/docs/`);
        if (path !== '/docs/json') return;
        const credentials = await demoDeskFor(request, services)?.readCredentials();
        return reply.type('application/json; charset=utf-8').send(bytesFor(services.urls.basePath, credentials));
      },
    },
  });
});

function icons() {
  if (!existsSync(iconFile)) return [];
  const content = readFileSync(iconFile, 'utf8');
  return [{ filename: 'icon.svg', rel: 'icon', type: 'image/svg+xml', sizes: 'any', content }];
}
