/** People of the company, calling the server over plain HTTP as any client may. */

import type { Target } from './server-process.ts';

export const jwtGrant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** The caller's own extension, as a path. */
export const mine = '/restapi/v1.0/account/~/extension/~';

export interface Call {
  readonly method?: string;
  /** Sent as it is if it is text, bytes or a form; as JSON otherwise. */
  readonly body?: unknown;
  /** Those without a value are left out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined unless the answer is JSON. */
  readonly body: Body;
}

/** `path` may also be a whole address, as answers carry them. */
export async function call<Body>(target: Target, path: string, { method, body, headers = {} }: Call = {}) {
  const isAsItIs = typeof body === 'string' || body instanceof Uint8Array || body instanceof URLSearchParams;
  const response = await fetch(path.startsWith('http') ? path : target.url + path, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: Object.entries(headers).filter((header): header is [string, string] => header[1] !== undefined),
    ...(body === undefined ? {} : { body: isAsItIs ? body : JSON.stringify(body) }),
  } as RequestInit);
  const text = await response.text();
  const isJsonAnswer = response.headers.get('content-type')?.startsWith('application/json') && text !== '';
  const answer = isJsonAnswer ? JSON.parse(text) : undefined;
  return { status: response.status, headers: response.headers, text, body: answer } as Answer<Body>;
}

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

/** The header with which the demo's app proves itself. */
export function appAuthorization({ env }: Target): string {
  const pair = `${env.RINGCENTRAL_CLIENT_ID}:${env.RINGCENTRAL_CLIENT_SECRET}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

/** Asks for tokens as the demo's app. */
export async function requestTokens<Body = Tokens>(target: Target, form: Record<string, string>) {
  const headers = { authorization: appAuthorization(target) };
  return await call<Body>(target, '/restapi/oauth/token', { body: new URLSearchParams(form), headers });
}

export interface Person {
  readonly number: string;
  readonly tokens: Tokens;
  /** Calls with this person's token, and JSON as the type of a body. */
  call<Body>(path: string, call?: Call): Promise<Answer<Body>>;
}

export async function signIn(target: Target, number: string): Promise<Person> {
  const assertion = target.env[`BECKON_JWT_${number}`] ?? '';
  const { status, text, body: tokens } = await requestTokens(target, { grant_type: jwtGrant, assertion });
  if (status !== 200) throw new Error(`${number} could not sign in: ${status} ${text}`);
  const authorization = `Bearer ${tokens.access_token}`;
  return {
    number,
    tokens,
    call: async (path, { headers, ...rest } = {}) => {
      const type = rest.body === undefined ? undefined : 'application/json';
      return await call(target, path, { ...rest, headers: { authorization, 'content-type': type, ...headers } });
    },
  };
}
