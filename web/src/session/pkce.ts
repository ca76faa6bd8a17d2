/** The browser's half of the authorization code flow with PKCE (RFC 7636): the secret stays here, its hash travels. */

import { addressOf, appPath, ownName } from '../browser/address.ts';
import { base64url, randomText } from '../browser/random.ts';
import { language } from '../text/catalogue.ts';

const storageKey = ownName('beckon.sign-in');
export const redirectPath = `${appPath}signed-in`;

interface Attempt {
  readonly clientId: string;
  readonly state: string;
  readonly verifier: string;
  /** Where to go once signed in. */
  readonly returnTo: string;
}

/** The address to send the browser to. What must be known when it comes back is kept for this tab alone. */
export async function authorizeUrl(clientId: string, returnTo: string, loginHint?: string): Promise<string> {
  const attempt: Attempt = { clientId, state: randomText(), verifier: randomText(), returnTo };
  sessionStorage.setItem(storageKey, JSON.stringify(attempt));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(attempt.verifier));
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: location.origin + redirectPath,
    state: attempt.state,
    code_challenge: base64url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
    ui_locales: language.value,
    ...(loginHint === undefined ? {} : { login_hint: loginHint }),
  });
  return addressOf(`/restapi/oauth/authorize?${query}`);
}

export type Returned =
  | { readonly code: string; readonly attempt: Attempt }
  | { readonly error: string; readonly attempt: Attempt }
  /** Not an answer to anything this tab asked for. */
  | undefined;

/** What the sign-in page sent back, if it belongs to an attempt of this tab. */
export function returned(search: string): Returned {
  const query = new URLSearchParams(search);
  const kept = sessionStorage.getItem(storageKey);
  if (kept === null) return undefined;
  const attempt: Attempt = JSON.parse(kept);
  if (query.get('state') !== attempt.state) return undefined;
  sessionStorage.removeItem(storageKey);
  const code = query.get('code');
  return code === null
    ? { error: query.get('error_description') ?? query.get('error') ?? '', attempt }
    : { code, attempt };
}
