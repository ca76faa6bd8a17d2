/** Sign-ins that must fail: each in the words of RFC 6749 and of the vendor at once. (WIRE contract, section 5.) */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { appAuthorization, call, jwtGrant, signIn } from './person.ts';
import type { ErrorBody } from './refusal.ts';
import { openTarget } from './server-process.ts';

const target = await openTarget();
after(() => target.close());
const maya = await signIn(target, '101');

interface OAuthErrorBody extends ErrorBody {
  readonly error: string;
  readonly error_description: string;
}

const { RINGCENTRAL_CLIENT_ID: clientId = '', RINGCENTRAL_CLIENT_SECRET: clientSecret = '' } = target.env;
const jwt = target.env.BECKON_JWT_101 ?? '';
const sound = { grant_type: jwtGrant, assertion: jwt };
const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
const app = appAuthorization(target);

/** The parts of a JWT, of which some are replaced. */
function jwtWith(parts: { header?: object; payload?: object; signature?: string }): string {
  const [header = '', payload = '', signature = ''] = jwt.split('.');
  const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  return [
    parts.header ? encoded(parts.header) : header,
    parts.payload ? encoded(parts.payload) : payload,
    parts.signature ?? signature,
  ].join('.');
}
const claims = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());
const forgedRefreshToken = maya.tokens.refresh_token.replace(/.{8}$/, 'AAAAAAAA');
/** As another server's would look, whose account has another id. */
const foreignRefreshToken = `1${maya.tokens.refresh_token}`;

type Form = Record<string, string> | [string, string][];
/** Codes of ours that the contract does not name are left to the server. */
interface Row {
  readonly name: string;
  readonly form: Form;
  readonly authorization?: string | undefined;
  readonly error: string;
  readonly code?: string;
  readonly description?: string;
}

const invalidClient = { error: 'invalid_client', code: 'OAU-153' };
const badAssertion = { error: 'invalid_grant', description: 'Unparseable assertion' };
const tokenNotFound = { error: 'invalid_grant', code: 'OAU-213' };
const invalidRequest = { error: 'invalid_request' };

const rows: readonly Row[] = [
  { name: 'a sign-in of no app', form: sound, authorization: undefined, ...invalidClient },
  { name: 'an unknown app', form: sound, authorization: basic('nobody', clientSecret), ...invalidClient },
  { name: 'a wrong secret', form: sound, authorization: basic(clientId, `${clientSecret}x`), ...invalidClient },
  { name: 'an empty secret', form: sound, authorization: basic(clientId, ''), ...invalidClient },
  {
    name: 'an app that names itself in the form without the secret it has',
    form: { ...sound, client_id: clientId },
    authorization: undefined,
    ...invalidClient,
  },
  { name: 'an app with a Bearer header', form: sound, authorization: 'Bearer abc', ...invalidClient },
  { name: 'a form that names another app than the header', form: { ...sound, client_id: 'nobody' }, ...invalidClient },
  { name: 'garbage for an assertion', form: { ...sound, assertion: 'garbage' }, ...badAssertion },
  { name: 'no assertion', form: { grant_type: jwtGrant }, ...badAssertion },
  {
    name: 'a JWT with its signature cut off',
    form: { ...sound, assertion: jwtWith({ signature: '' }) },
    ...badAssertion,
  },
  {
    name: 'a JWT that claims to need no signature',
    form: { ...sound, assertion: jwtWith({ header: { alg: 'none' }, signature: '' }) },
    ...badAssertion,
  },
  {
    name: 'a JWT altered to name someone else',
    form: { ...sound, assertion: jwtWith({ payload: { ...claims, sub: String(Number(claims.sub) + 1) } }) },
    ...badAssertion,
  },
  { name: 'no grant type', form: {}, ...invalidRequest },
  { name: 'an unknown grant type', form: { grant_type: 'guess' }, error: 'unsupported_grant_type' },
  { name: 'a refresh without a token', form: { grant_type: 'refresh_token' }, ...invalidRequest },
  {
    name: 'garbage for a refresh token',
    form: { grant_type: 'refresh_token', refresh_token: 'garbage' },
    ...tokenNotFound,
  },
  {
    name: 'a refresh token nobody was given',
    form: { grant_type: 'refresh_token', refresh_token: forgedRefreshToken },
    ...tokenNotFound,
  },
  {
    name: 'a refresh token of another company’s',
    form: { grant_type: 'refresh_token', refresh_token: foreignRefreshToken },
    ...tokenNotFound,
  },
  {
    name: 'an access token as a refresh token',
    form: { grant_type: 'refresh_token', refresh_token: maya.tokens.access_token },
    ...tokenNotFound,
  },
  { name: 'a life time that is no number', form: { ...sound, access_token_ttl: 'long' }, ...invalidRequest },
  { name: 'a parameter given twice', form: [...Object.entries(sound), ['assertion', jwt]], ...invalidRequest },
];

async function refuse(form: Form, authorization: string | undefined) {
  const body = new URLSearchParams(form);
  return await call<OAuthErrorBody>(target, '/restapi/oauth/token', { body, headers: { authorization } });
}

/** 400, what RFC 6749 asks for, and the vendor's envelope with the same words. */
function assertOAuthError({ status, body, headers }: Awaited<ReturnType<typeof refuse>>): void {
  const { hint: _, ...envelope } = body ?? {};
  const { errorCode, message, error } = envelope;
  assert.deepEqual(
    { status, body: envelope },
    { status: 400, body: { errorCode, message, errors: [{ errorCode, message }], error, error_description: message } },
  );
  assert.ok(error && message && /^OAU-\d+$/.test(errorCode), JSON.stringify(body));
  assert.ok(headers.get('rcrequestid'), 'the answer has no RCRequestId');
}

for (const { name, form, error, code, description, ...rest } of rows) {
  test(`signing in with ${name} fails with ${error}${code ? ` ${code}` : ''}`, async () => {
    const answer = await refuse(form, 'authorization' in rest ? rest.authorization : app);
    assertOAuthError(answer);
    assert.equal(answer.body.error, error);
    if (code) assert.equal(answer.body.errorCode, code);
    if (description) assert.equal(answer.body.error_description, description);
  });
}

for (const [name, form] of [
  ['a password, as long as passwords are off', { grant_type: 'password', username: '101', password: 'guess' }],
  ['a code nobody was given', { grant_type: 'authorization_code', code: 'guess', redirect_uri: 'https://a.example' }],
] as const) {
  test(`signing in with ${name} fails in the words of RFC 6749`, async () => {
    const answer = await refuse(form, app);
    assertOAuthError(answer);
    assert.match(answer.body.error, /^(invalid_grant|unauthorized_client|unsupported_grant_type)$/);
  });
}

test('signing out is refused to those who are not the app, and ends nothing', async () => {
  const body = new URLSearchParams({ token: maya.tokens.access_token });
  for (const authorization of [undefined, basic(clientId, 'guess')]) {
    const answer = await call<OAuthErrorBody>(target, '/restapi/oauth/revoke', { body, headers: { authorization } });
    assertOAuthError(answer);
    assert.equal(answer.body.errorCode, 'OAU-153');
  }
  assert.equal((await maya.call('/restapi/v1.0/account/~')).status, 200);
});

test('signing out with a token nobody was given is no error and ends nothing', async () => {
  for (const token of ['garbage', forgedRefreshToken]) {
    const request = { body: new URLSearchParams({ token }), headers: { authorization: app } };
    assert.equal((await call(target, '/restapi/oauth/revoke', request)).status, 200);
  }
  assert.equal((await maya.call('/restapi/v1.0/account/~')).status, 200);
});
