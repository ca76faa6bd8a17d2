/** GET /beckon/v1/demo: who is in the demo company, and how to sign in as each of them. */

import { demoShape } from '../../wire/demo.ts';
import { requireDemoDesk } from '../shared/demo-desk.ts';
import { operation } from '../shared/operation.ts';

export const readDemo = operation({
  operationId: 'readDemo',
  summary: 'The credentials of the demo, for its own pages',
  tag: 'About',
  method: 'GET',
  path: '/beckon/v1/demo',
  access: 'public',
  rate: 'none',
  isForOwnPages: true,
  schema: {
    response: {
      200: demoShape,
    },
  },
  async handle({ request, reply }, services) {
    const credentials = await requireDemoDesk(request, services).readCredentials();
    reply.header('cache-control', 'no-store');
    return { serverUrl: services.urls.publicUrl, ...credentials, people: [...credentials.people] };
  },
});
