/** What the OAuth library throws, in our own words. */

import OAuth2Server from '@node-oauth/oauth2-server';
import { DomainError, type ErrorCode } from '../../domain/errors.ts';

const codes: Readonly<Record<string, ErrorCode>> = {
  invalid_client: 'invalid-client',
  invalid_grant: 'invalid-grant',
  invalid_request: 'invalid-oauth-request',
  unsupported_grant_type: 'unsupported-grant-type',
  unauthorized_client: 'unauthorized-client',
};

/** The library wraps whatever our model throws; what it found out itself it names as RFC 6749 does. */
export function domainErrorFrom(error: unknown): unknown {
  if (!(error instanceof OAuth2Server.OAuthError)) return error;
  const { inner } = error as { inner?: unknown };
  if (inner instanceof DomainError) return inner;
  const code = codes[error.name];
  return code ? new DomainError({ code }, error.message) : (inner ?? error);
}
