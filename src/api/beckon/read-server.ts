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
  async handle({ request }, beckon) {
    const { mode = 'organisation', version } = beckon;
    const hasDemoDesk = demoDeskFor(request, beckon) !== undefined;
    return { mode, ...(await onlyCompany(beckon)), version, publicUrl: beckon.urls.publicUrl, hasDemoDesk };
  },
});
