/** GET /beckon/v1/server: what this server is, for Beckon's own web app, before anyone is signed in. */

import { serverShape } from '../../wire/servers.ts';
import { demoDeskFor } from '../shared/demo-desk.ts';
import { onlyCompany } from '../shared/only-company.ts';
import { operation } from '../shared/operation.ts';

export const readServer = operation({
  operationId: 'readServer',
  summary: 'Say what this server is, and with which client id the web app signs in',
  tag: 'About',
  method: 'GET',
  path: '/beckon/v1/server',
  access: 'public',
  rate: 'none',
  schema: { response: { 200: serverShape } },
  async handle({ request }, services) {
    const { mode = 'organisation', version } = services;
    const hasDemoDesk = demoDeskFor(request, services) !== undefined;
    return { mode, ...(await onlyCompany(services)), version, publicUrl: services.urls.publicUrl, hasDemoDesk };
  },
});
