/** GET /beckon/v1/server: what this server is, for Beckon's own web app, before anyone is signed in. */

import { Type } from 'typebox';
import { demoDeskFor } from '../shared/demo-desk.ts';
import { onlyCompany } from '../shared/only-company.ts';
import { operation } from '../shared/operation.ts';

const shape = Type.Object(
  {
    mode: Type.Union([Type.Literal('demo'), Type.Literal('organisation')]),
    companyName: Type.Optional(Type.String({ description: 'Absent where several companies share the server' })),
    clientId: Type.Optional(Type.String({ description: 'Of the web app; absent for the same reason' })),
    version: Type.String(),
    publicUrl: Type.String({ description: 'The address at which people sign in' }),
    hasDemoDesk: Type.Boolean({
      description: 'Whether whoever asks may sign in as anyone of the demo, and see its requests',
    }),
  },
  { title: 'Server' },
);

export const readServer = operation({
  operationId: 'readServer',
  summary: 'Say what this server is, and with which client id the web app signs in',
  tag: 'About',
  method: 'GET',
  path: '/beckon/v1/server',
  access: 'public',
  rate: 'none',
  schema: { response: { 200: shape } },
  async handle({ request }, services) {
    const { mode = 'organisation', version } = services;
    const hasDemoDesk = demoDeskFor(request, services) !== undefined;
    return { mode, ...(await onlyCompany(services)), version, publicUrl: services.urls.publicUrl, hasDemoDesk };
  },
});
