/** GET /.well-known/…: where everything is, for clients that ask before they call. */

import {
  authorizationServerMetadata,
  discoveryShape,
  externalEntryPoints,
  initialEntryPoints,
} from '../wire/discovery.ts';
import { type Operation, operation } from './shared/operation.ts';

function document(operationId: string, path: string, summary: string, read: (publicUrl: string) => object): Operation {
  return operation({
    ...{ operationId, summary, tag: 'About', method: 'GET', path, access: 'public', rate: 'none' },
    schema: { response: { 200: discoveryShape } },
    handle: async (_call, { urls }) => read(urls.publicUrl),
  });
}

export const discovery: readonly Operation[] = [
  document(
    'readOpenidConfiguration',
    '/.well-known/openid-configuration',
    'Where and how apps sign people in',
    authorizationServerMetadata,
  ),
  document(
    'readAuthorizationServer',
    '/.well-known/oauth-authorization-server',
    'The same, at the address of RFC 8414',
    authorizationServerMetadata,
  ),
  document(
    'readInitialEntryPoints',
    '/.well-known/entry-points/initial',
    'Where everything is, before signing in',
    initialEntryPoints,
  ),
  document(
    'readExternalEntryPoints',
    '/.well-known/entry-points/external',
    'Where everything is, after signing in',
    externalEntryPoints,
  ),
];
