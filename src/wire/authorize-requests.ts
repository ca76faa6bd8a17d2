/** Requests for a code: their parameters, and their signed form, in which the sign-in page carries them. */

import { SignJWT } from 'jose/jwt/sign';
import { jwtVerify } from 'jose/jwt/verify';
import { Type } from 'typebox';
import { deriveKey, hashSecret } from './secrets.ts';

const names = [
  ...(['response_type', 'client_id', 'redirect_uri', 'state', 'code_challenge', 'code_challenge_method'] as const),
  ...(['prompt', 'login_hint', 'ui_locales', 'display'] as const),
] as const;

export type AuthorizeRequest = Readonly<Partial<Record<(typeof names)[number], string>>>;

const descriptions: Readonly<Partial<Record<(typeof names)[number], string>>> = {
  response_type: '`code`',
  redirect_uri: 'One that the app has registered, letter for letter; any port on the machine itself',
  state: 'Comes back as it is',
  code_challenge: 'PKCE (RFC 7636); apps without a secret must give it',
  code_challenge_method: '`S256`',
  prompt: '`none` answers `login_required`; anything else is taken as `login`',
  login_hint: 'Who is expected to sign in: fills in the form',
  ui_locales:
    'Languages for the page, best first, apart by blanks; without one that there is, `Accept-Language` counts',
};

/** Loose, because what is wrong with them is shown on a page or sent to the app. */
export const authorizeShape = Type.Object(
  Object.fromEntries(
    names.map((name) => [name, Type.Optional(Type.Unknown({ description: descriptions[name] ?? '' }))]),
  ),
);

const maxLength = 4096;

/** Empty parameters are ignored, and so are unknown ones. Undefined if one is given twice or is far too long. */
export function authorizeRequestFrom(parameters: Readonly<Record<string, unknown>>): AuthorizeRequest | undefined {
  const given = names
    .map((name) => [name, parameters[name]] as const)
    .filter(([, value]) => value !== undefined && value !== '');
  const isSound = given.every(([, value]) => typeof value === 'string' && value.length <= maxLength);
  return isSound ? Object.fromEntries(given) : undefined;
}

const purpose = 'sign-in form';
const algorithm = 'HS256';
const lifeS = 3600;

interface Claims {
  readonly q: AuthorizeRequest;
  /** Hash of the cookie of the browser that the form was made for. */
  readonly b: string;
}

interface FormContext {
  /** What the browser's cookie says. */
  readonly browser: string;
  readonly nowMs: number;
}

/** The request as a signed text that is good for one browser and one hour. */
export async function signedForm(serverSecret: Uint8Array, request: AuthorizeRequest, { browser, nowMs }: FormContext) {
  const claims: Claims = { q: request, b: hashSecret(browser) };
  return await new SignJWT({ ...claims })
    .setProtectedHeader({ alg: algorithm })
    .setExpirationTime(Math.floor(nowMs / 1000) + lifeS)
    .sign(deriveKey(serverSecret, purpose));
}

/** Undefined for a form that is forged, too old, or of another browser's. */
export async function requestOfForm(
  serverSecret: Uint8Array,
  form: string,
  { browser, nowMs }: FormContext,
): Promise<AuthorizeRequest | undefined> {
  try {
    const { payload } = await jwtVerify<Claims>(form, deriveKey(serverSecret, purpose), {
      algorithms: [algorithm],
      currentDate: new Date(nowMs),
      requiredClaims: ['exp'],
    });
    return payload.b === hashSecret(browser) ? payload.q : undefined;
  } catch {
    return undefined;
  }
}
