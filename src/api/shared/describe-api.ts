/** Describes the API from the operations themselves, for programs and for the page to read it on. */

import swagger from '@fastify/swagger';
import { fastifyPlugin } from 'fastify-plugin';
import { errorEnvelope } from '../../wire/error-envelope.ts';
import { addExample, describeOperation, operationsIn } from './describe-operation.ts';
import { descriptionBytes, securitySchemesAt } from './description-bytes.ts';
import { serveReference } from './serve-reference.ts';
import type { ApiServices } from './services.ts';

const description = `Pager messages between the extensions of a company, compatible with RingCentral’s company-pager API.
Not affiliated with or endorsed by RingCentral.

Each operation says which permissions the app and the person need, and against which allowance it counts. What is refused,
and how to mend it, is in the [list of errors](errors).

To try something out, press **Authorize** and sign in; in a demo on your own machine, that is a click on someone’s name. \`~\`
is your own company and extension. Examples are of the demo company; the message that they name is there once 101 has sent
a first page.`;

export const describeApi = fastifyPlugin<{ services: ApiServices }>(async (app, { services }) => {
  await app.register(swagger, {
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
  const bytesFor = descriptionBytes(() => app.swagger());
  await app.register(serveReference, { services, bytesFor });
  app.get('/openapi.json', { schema: { hide: true } }, (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(bytesFor(services.urls.publicUrl)),
  );
});
