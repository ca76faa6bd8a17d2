/** The documents from which clients learn where everything is. */

import { Type } from 'typebox';
import { appScopes } from '../domain/permission.ts';
import { grantTypes } from '../domain/session.ts';
import { languages } from './languages.ts';

const pollingS = { retryCount: 3, retryInterval: 3 } as const;

/** RFC 8414. There are no ID tokens, so that of OpenID Connect only its place is taken. */
export function authorizationServerMetadata(publicUrl: string) {
  const oauth = `${publicUrl}/restapi/oauth`;
  return {
    issuer: publicUrl,
    authorization_endpoint: `${oauth}/authorize`,
    token_endpoint: `${oauth}/token`,
    revocation_endpoint: `${oauth}/revoke`,
    scopes_supported: [...appScopes],
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: [...grantTypes],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    revocation_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    ui_locales_supported: [...languages],
    service_documentation: `${publicUrl}/docs`,
  };
}

const anything = Type.Record(Type.String(), Type.Unknown());
export const discoveryShape = anything;

const otherProducts = (publicUrl: string) => ({
  coreApi: { baseUri: publicUrl },
  // Of products that are not here; the vendor's SDK reads the first of them without looking whether it is there.
  rcv: { baseWebUri: publicUrl, baseApiUri: publicUrl },
});

/** Before signing in. */
export function initialEntryPoints(publicUrl: string) {
  return {
    version: '1.0.0',
    ...pollingS,
    discoveryApi: { defaultExternalUri: `${publicUrl}/.well-known/entry-points/external` },
    authApi: {
      authorizationUri: `${publicUrl}/restapi/oauth/authorize`,
      oidcDiscoveryUri: `${publicUrl}/.well-known/openid-configuration`,
      defaultTokenUri: `${publicUrl}/restapi/oauth/token`,
    },
    ...otherProducts(publicUrl),
  };
}

/** After signing in. */
export function externalEntryPoints(publicUrl: string) {
  return {
    version: '1.0.0',
    expiresIn: 7 * 24 * 3600,
    ...pollingS,
    retryCycleDelay: 824,
    discoveryApi: {
      externalUri: `${publicUrl}/.well-known/entry-points/external`,
      initialUri: `${publicUrl}/.well-known/entry-points/initial`,
    },
    authApi: {
      authorizationUri: `${publicUrl}/restapi/oauth/authorize`,
      oidcDiscoveryUri: `${publicUrl}/.well-known/openid-configuration`,
      baseUri: publicUrl,
      tokenUri: `${publicUrl}/restapi/oauth/token`,
    },
    ...otherProducts(publicUrl),
  };
}
