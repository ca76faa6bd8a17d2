/** GET /restapi, /restapi/v1.0 and /restapi/v1.0/status: what is served here, for anyone who asks. */

import { Type } from 'typebox';
import type { Urls } from '../wire/urls.ts';
import { operation } from './shared/operation.ts';

const versionShape = Type.Object(
  {
    uri: Type.String(),
    versionString: Type.String(),
    releaseDate: Type.String({ format: 'date-time', description: 'Of the vendor’s API whose form is followed' }),
    uriString: Type.String(),
  },
  { title: 'ApiVersion' },
);

const versionsShape = Type.Object(
  {
    uri: Type.String(),
    apiVersions: Type.Array(versionShape),
    serverVersion: Type.String({ description: 'Beckon’s own version' }),
    serverRevision: Type.String(),
  },
  { title: 'ApiVersions' },
);

function versionJson(urls: Urls): Type.Static<typeof versionShape> {
  return { uri: urls.api, versionString: '1.0.48', releaseDate: '2022-09-22T00:00:00.000Z', uriString: 'v1.0' };
}

export const readApiVersions = operation({
  operationId: 'readAPIVersions',
  summary: 'List the versions of the API',
  tag: 'About',
  method: 'GET',
  path: '/restapi',
  access: 'public',
  rate: 'none',
  schema: { response: { 200: versionsShape } },
  async handle(_call, { urls, version }) {
    const uri = `${urls.publicUrl}/restapi`;
    return { uri, apiVersions: [versionJson(urls)], serverVersion: version, serverRevision: 'beckon' };
  },
});

export const readApiVersion = operation({
  operationId: 'readAPIVersion',
  summary: 'Read this version of the API',
  tag: 'About',
  method: 'GET',
  path: '/restapi/v1.0',
  access: 'public',
  rate: 'none',
  schema: { response: { 200: versionShape } },
  async handle(_call, { urls }) {
    return versionJson(urls);
  },
});

export const readApiStatus = operation({
  operationId: 'readAPIStatus',
  summary: 'Ask whether the API is up',
  tag: 'About',
  method: 'GET',
  path: '/restapi/v1.0/status',
  access: 'public',
  rate: 'none',
  schema: { response: { 200: Type.Object({ status: Type.Literal('OK') }) } },
  async handle() {
    return { status: 'OK' };
  },
});
