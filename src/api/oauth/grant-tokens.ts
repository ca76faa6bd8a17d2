/** Runs the OAuth library's token endpoint on our store. The library checks the protocol; our rules decide and keep. */

import { randomUUID } from 'node:crypto';
import OAuth2Server from '@node-oauth/oauth2-server';
import type { FastifyRequest } from 'fastify';
import type { OpenSession, SignedIn } from '../../domain/commands/sessions.ts';
import { DomainError, unwrap } from '../../domain/errors.ts';
import type { AccountId, SessionId } from '../../domain/ids.ts';
import type { App } from '../../domain/session.ts';
import { loginNameFrom } from '../../wire/login-names.ts';
import { claimFrom, hashSecret } from '../../wire/secrets.ts';
import { newToken, parseToken, type TokenRequest, tokenInPlaceOf, ttlFrom } from '../../wire/tokens.ts';
import type { Call } from '../shared/operation.ts';
import type { ApiServices } from '../shared/services.ts';
import { requireClient } from './client.ts';
import { domainErrorFrom } from './library-errors.ts';

const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const accessTtl = { standard: 3600, max: 24 * 3600 };
const refreshTtl = { standard: 7 * 24 * 3600, max: 60 * 24 * 3600 };

/** The library goes by the machine's clock. Whether a code has run out was decided by the account's when it was used. */
const never = new Date(8.64e15);

/** What the library calls a user: the proof that a new pair of tokens is asked for with. */
type Proof =
  | OpenSession['proof']
  | { readonly kind: 'refresh'; readonly accountId: AccountId; readonly refreshHash: string };

/** A pair of tokens just issued, and the session they belong to. Life times in seconds. */
export interface Granted extends SignedIn {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly accessTtlS: number;
  readonly refreshTtlS: number;
}

/** Grants tokens for the request's form, or throws `DomainError` with one of the OAuth codes. */
export async function grantTokens(
  services: ApiServices,
  { request, reply }: Pick<Call, 'request' | 'reply'>,
  form: TokenRequest,
): Promise<Granted> {
  const accessTtlS = ttlFrom(form.access_token_ttl, accessTtl);
  const refreshTtlS = ttlFrom(form.refresh_token_ttl, refreshTtl);
  if (accessTtlS === undefined) throw new DomainError({ code: 'invalid-oauth-request', subject: 'access_token_ttl' });
  if (refreshTtlS === undefined) throw new DomainError({ code: 'invalid-oauth-request', subject: 'refresh_token_ttl' });

  let granted: Granted | undefined;
  const model = createModel(services, {
    app: await requireClient(services, request, form),
    request,
    reply,
    form,
    endpointId: form.endpoint_id || randomUUID(),
    ttl: { accessTtlS, refreshTtlS },
    onGranted: (tokens) => {
      granted = tokens;
    },
  });
  const server = new OAuth2Server({ model });
  try {
    await server.token(libraryRequest(request, form), new OAuth2Server.Response(), {
      accessTokenLifetime: accessTtlS,
      refreshTokenLifetime: refreshTtlS,
      extendedGrantTypes: { [jwtBearer]: JwtBearerGrant },
      // Whether an app must prove itself depends on the app, not on the grant: `requireClient` has seen to it.
      requireClientAuthentication: {
        [jwtBearer]: false,
        refresh_token: false,
        authorization_code: false,
        password: false,
      },
    });
  } catch (error) {
    throw domainErrorFrom(error);
  }
  if (!granted) throw new Error('the OAuth library granted tokens that were not kept');
  return granted;
}

/** Fastify has read the form already, so the library is told what kind of body it was rather than handed the bytes. */
function libraryRequest(request: FastifyRequest, form: TokenRequest): OAuth2Server.Request {
  const { authorization } = request.headers;
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'transfer-encoding': 'chunked',
    ...(authorization === undefined ? {} : { authorization }),
  };
  // The library would refuse passwords that mix emoji with letters; ours never reach it.
  const { username, password } = form;
  const named = { ...(username ? { username: 'given' } : {}), ...(password ? { password: 'given' } : {}) };
  return new OAuth2Server.Request({ method: 'POST', headers, query: {}, body: { ...form, ...named } });
}

interface Granting extends Pick<Call, 'request' | 'reply'> {
  /** Whoever asks, and has proven it. */
  readonly app: App;
  readonly form: TokenRequest;
  readonly endpointId: string;
  readonly ttl: { readonly accessTtlS: number; readonly refreshTtlS: number };
  readonly onGranted: (granted: Granted) => void;
}

/** The library's view of one token request: where it looks for apps and proofs, and where it leaves new tokens. */
function createModel(services: ApiServices, granting: Granting) {
  const { store } = services;
  const { app, request, reply, form, ttl, onGranted } = granting;
  const { accountId, clientId } = app;
  const client: OAuth2Server.Client = { id: clientId, grants: [...app.grants] };

  /** A refresh token is always replaced by the same pair, so that a lost answer can be given again. */
  async function tokenFor(proof: Proof, kind: 'access' | 'refresh'): Promise<string> {
    if (proof.kind !== 'refresh') return newToken(accountId);
    return tokenInPlaceOf(form.refresh_token ?? '', { kind, accountId, serverSecret: await store.server.readSecret() });
  }

  return {
    getClient: async () => client,

    /** An app is one company's, and signs in nobody of another's. */
    async getProof(assertion: string): Promise<Proof> {
      const claim = await claimFrom(await store.server.readSecret(), assertion);
      if (claim?.accountId !== accountId) throw new DomainError({ code: 'invalid-assertion' });
      request.refused = { accountId, clientId, extensionId: claim.extensionId };
      return { kind: 'credential', extensionId: claim.extensionId, credentialId: claim.credentialId };
    },

    async getUser(): Promise<Proof> {
      const { username = '', extension, password = '' } = form;
      const name = loginNameFrom(username, extension);
      const proof = await request.server.passwords.prove({ accountId, name, password, address: request.ip });
      const whose = { accountId, clientId, extensionId: proof.extensionId };
      request.refused = whose;
      request.server.rates.count('Auth', whose, app.rateLimits ?? {}, reply);
      return proof;
    },

    /** Uses the code up, so that the library's checks of what came with it are made but once. */
    async getAuthorizationCode(text: string) {
      const token = parseToken(text);
      if (token?.accountId !== accountId) return undefined;
      const code = unwrap(await store.execute({ kind: 'use-code', accountId, codeHash: token.tokenHash, clientId }));
      if (!code || code.redirectUri !== form.redirect_uri) return undefined;
      const proof: Proof = { kind: 'code', codeHash: code.codeHash };
      return {
        ...{ authorizationCode: text, expiresAt: never, redirectUri: code.redirectUri, client },
        ...(code.codeChallenge === null ? {} : { codeChallenge: code.codeChallenge, codeChallengeMethod: 'S256' }),
        user: proof,
      };
    },
    revokeAuthorizationCode: async () => true,

    /** Only its form is looked at here: `saveToken` checks and replaces it in one step. */
    async getRefreshToken(refreshToken: string) {
      const token = parseToken(refreshToken);
      if (!token) return undefined;
      const proof: Proof = { kind: 'refresh', accountId: token.accountId, refreshHash: token.tokenHash };
      return { refreshToken, client, user: proof };
    },
    revokeToken: async () => true,

    generateAccessToken: async (_client: OAuth2Server.Client, user: OAuth2Server.User) =>
      await tokenFor(user as Proof, 'access'),
    generateRefreshToken: async (_client: OAuth2Server.Client, user: OAuth2Server.User) =>
      await tokenFor(user as Proof, 'refresh'),

    async saveToken(token: OAuth2Server.Token, _client: OAuth2Server.Client, user: OAuth2Server.User) {
      const refreshToken = token.refreshToken ?? '';
      const tokens = { accessHash: hashSecret(token.accessToken), refreshHash: hashSecret(refreshToken), ...ttl };
      const signedIn = await keep(services, granting, user as Proof, tokens);
      onGranted({ ...signedIn, accessToken: token.accessToken, refreshToken, ...ttl });
      return { ...token, client, user };
    },
    getAccessToken: async () => undefined,
  };
}

async function keep(
  { store, maxSessions = 0 }: ApiServices,
  { app, endpointId, request }: Granting,
  proof: Proof,
  tokens: OpenSession['tokens'],
): Promise<SignedIn> {
  const { accountId, clientId, scopes } = app;
  const address = request.ip;
  if (proof.kind !== 'refresh') {
    const sessionId = randomUUID() as SessionId;
    const session = { accountId, sessionId, proof, clientId, scopes, endpointId, tokens, address, maxSessions };
    return unwrap(await store.execute({ kind: 'open-session', ...session }));
  }
  const { refreshHash } = proof;
  const refreshed = unwrap(
    await store.execute({
      kind: 'refresh-session',
      accountId: proof.accountId,
      refreshHash,
      clientId,
      tokens,
      address,
    }),
  );
  if (!refreshed)
    throw new DomainError({ code: 'invalid-grant' }, 'an old refresh token was used; its session is ended');
  return refreshed;
}

/** RFC 7523: a signed assertion instead of a password. */
class JwtBearerGrant extends OAuth2Server.AbstractGrantType {
  async handle(request: OAuth2Server.Request, client: OAuth2Server.Client) {
    const { assertion } = request.body as TokenRequest;
    if (!assertion) throw new DomainError({ code: 'invalid-assertion' });
    const { model } = this as unknown as { model: ReturnType<typeof createModel> };
    const proof = await model.getProof(assertion);
    const token = {
      accessToken: await this.generateAccessToken(client, proof, []),
      refreshToken: await this.generateRefreshToken(client, proof, []),
      client,
      user: proof,
    };
    return model.saveToken(token, client, proof);
  }
}
