/** The API's description, and the page to read it on, as libraries make them of the operations. */

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastify, { type FastifyInstance, type RouteOptions } from 'fastify';
import { errorEnvelope } from '../../wire/error-envelope.ts';
import { addExample, describeOperation, operationsIn } from './describe-operation.ts';
import { type DescriptionBytes, descriptionBytes, securitySchemesAt } from './description-bytes.ts';
import { onlyCompany } from './only-company.ts';
import type { ApiServices } from './services.ts';

const description = `Pager messages between the extensions of a company, compatible with RingCentral’s company-pager API.
Not affiliated with or endorsed by RingCentral.

Each operation says which permissions the app and the person need, and against which allowance it counts. What is refused,
and how to mend it, is in the [list of errors](errors).

To try something out, press **Authorize** and sign in; in a demo on your own machine, that is a click on someone’s name. \`~\`
is your own company and extension. Examples are of the demo company; the message that they name is there once 101 has sent
a first page.`;

/** There are no scopes to choose from, and an app that runs in browsers has no secret. */
const style =
  '.dialog-ux .scope-def, .auth-container .wrapper:has(#client_secret_authorizationCode) { display: none; }';

const iconFile = fileURLToPath(new URL('../../../web/dist/icon.svg', import.meta.url));

/** What is described of an operation. */
export type DescribedRoute = Pick<RouteOptions, 'method' | 'url' | 'config' | 'schema'>;

export interface Description {
  readonly bytesFor: DescriptionBytes;
  /** Answers what is below `/docs`, to us alone. */
  readonly page: FastifyInstance;
}

/** Whoever reads it first waits for the libraries: a server is seldom asked, and starts without them. */
export async function describe(routes: readonly DescribedRoute[], services: ApiServices): Promise<Description> {
  const [{ default: swagger }, { default: swaggerUi }] = await Promise.all([
    import('@fastify/swagger'),
    import('@fastify/swagger-ui'),
  ]);
  const { clientId = '' } = await onlyCompany(services);
  const page = fastify({ exposeHeadRoutes: false });
  page.setValidatorCompiler(() => () => true);
  page.setSerializerCompiler(() => JSON.stringify);
  await page.register(swagger, {
    // Said here alone: as a route's schema it would be compiled anew for every operation.
    transform: ({ schema, url, route }) => {
      const { response = {} } = schema as { response?: object };
      const { operation } = route.config ?? {};
      const more = operation ? describeOperation(operation) : {};
      return { schema: { ...schema, ...more, response: { ...response, default: errorEnvelope } }, url };
    },
    transformObject: (documented) => {
      const { openapiObject } = documented as { openapiObject: object };
      for (const one of operationsIn(openapiObject)) addExample(one);
      return openapiObject;
    },
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Beckon', version: services.version, description, license: { name: 'Apache-2.0' } },
      components: { securitySchemes: securitySchemesAt('') },
      tags: ['Messages', 'Notifications', 'Company', 'Roles', 'Sign-in', 'About'].map((name) => ({ name })),
    },
  });
  await page.register(swaggerUi, {
    routePrefix: '/docs',
    theme: { title: 'Beckon: the API', favicon: icons(), css: [{ filename: 'beckon.css', content: style }] },
    // Without the bar above, which is for opening other descriptions. Everything is ready to be tried out.
    uiConfig: { layout: 'BaseLayout', tryItOutEnabled: true, docExpansion: 'list' },
    initOAuth: { clientId, usePkceWithAuthorizationCodeGrant: true },
  });
  for (const route of routes) page.route({ ...route, handler: async () => undefined });
  await page.ready();
  return { bytesFor: descriptionBytes(() => page.swagger()), page };
}

function icons() {
  if (!existsSync(iconFile)) return [];
  const content = readFileSync(iconFile, 'utf8');
  return [{ filename: 'icon.svg', rel: 'icon', type: 'image/svg+xml', sizes: 'any', content }];
}
