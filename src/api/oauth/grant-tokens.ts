/** Runs the OAuth library's token endpoint on our store. The library checks the protocol; our rules decide and keep. */

import { randomUUID } from 'node:crypto';
import OAuth2Server from '@node-oauth/oauth2-server';
import type { FastifyRequest } from 'fastify';
import type { RefreshSession, SignedIn } from '../../domain/commands/sessions.ts';
import { DomainError, type ErrorCode, unwrap } from '../../domain/errors.ts';
import type { AccountId, SessionId } from '../../domain/ids.ts';
import type { App } from '../../domain/session.ts';
import { type CredentialClaim, claimFrom, hashSecret } from '../../wire/secrets.ts';
import { newToken, parseToken, type TokenRequest, ttlFrom } from '../../wire/tokens.ts';
import type { Beckon } from '../shared/beckon.ts';
import { requireClient } from './client.ts';

const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const accessTtl = { standard: 3600, max: 24 * 3600 };
const refreshTtl = { standard: 7 * 24 * 3600, max: 60 * 24 * 3600 };

/** What the library calls a user: the proof that a new pair of tokens is asked for with. */
type Proof = { readonly accountId: AccountId } & (
  | { readonly claim: CredentialClaim }
  | { readonly refreshHash: string }
);

/** A pair of tokens just issued, and the session they belong to. Life times in seconds. */
export interface Granted extends SignedIn {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly accessTtlS: number;
  readonly refreshTtlS: number;
}

/** Grants tokens for the request's form, or throws `DomainError` with one of the OAuth codes. */
export async function grantTokens(beckon: Beckon, request: FastifyRequest, form: TokenRequest): Promise<Granted> {
  const accessTtlS = ttlFrom(form.access_token_ttl, accessTtl);
  const refreshTtlS = ttlFrom(form.refresh_token_ttl, refreshTtl);
  if (accessTtlS === undefined) throw new DomainError({ code: 'invalid-oauth-request', subject: 'access_token_ttl' });
  if (refreshTtlS === undefined) throw new DomainError({ code: 'invalid-oauth-request', subject: 'refresh_token_ttl' });

  let granted: Granted | undefined;
  const model = createModel(beckon, {
    app: await requireClient(beckon.store, request, form),
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
  return new OAuth2Server.Request({ method: 'POST', headers, query: {}, body: form });
}

interface Granting {
  /** Whoever asks, and has proven it. */
  readonly app: App;
  readonly endpointId: string;
  readonly ttl: { readonly accessTtlS: number; readonly refreshTtlS: number };
  readonly onGranted: (granted: Granted) => void;
}

/** The library's view of one token request: where it looks for apps and proofs, and where it leaves new tokens. */
function createModel({ store }: Beckon, { app, endpointId, ttl, onGranted }: Granting) {
  const client: OAuth2Server.Client = { id: app.clientId, grants: [...app.grants] };
  return {
    getClient: async () => client,

    async getProof(assertion: string): Promise<Proof> {
      const claim = await claimFrom(await store.readSecret(), assertion);
      if (!claim) throw new DomainError({ code: 'invalid-assertion' });
      return { accountId: claim.accountId, claim };
    },

    /** Only its form is looked at here: `saveToken` checks and replaces it in one step. */
    async getRefreshToken(refreshToken: string) {
      const token = parseToken(refreshToken);
      if (!token) return undefined;
      const proof: Proof = { accountId: token.accountId, refreshHash: token.tokenHash };
      return { refreshToken, client, user: proof };
    },
    revokeToken: async () => true,

    generateAccessToken: async (_client: OAuth2Server.Client, proof: OAuth2Server.User) => newToken(proof.accountId),
    generateRefreshToken: async (_client: OAuth2Server.Client, proof: OAuth2Server.User) => newToken(proof.accountId),

    async saveToken(token: OAuth2Server.Token, _client: OAuth2Server.Client, user: OAuth2Server.User) {
      const refreshToken = token.refreshToken ?? '';
      const tokens = { accessHash: hashSecret(token.accessToken), refreshHash: hashSecret(refreshToken), ...ttl };
      const proof = user as Proof;
      const { accountId } = proof;
      const signedIn: SignedIn =
        'claim' in proof
          ? unwrap(
              await store.execute({
                kind: 'open-session',
                sessionId: randomUUID() as SessionId,
                ...proof.claim,
                clientId: app.clientId,
                scopes: app.scopes,
                endpointId,
                tokens,
              }),
            )
          : unwrap(await store.execute(refreshCommand(accountId, proof.refreshHash, app, tokens)));
      onGranted({ ...signedIn, accessToken: token.accessToken, refreshToken, ...ttl });
      return { ...token, client, user };
    },
    getAccessToken: async () => undefined,
  };
}

function refreshCommand(
  accountId: AccountId,
  refreshHash: string,
  { clientId }: App,
  tokens: RefreshSession['tokens'],
): RefreshSession {
  return { kind: 'refresh-session', accountId, refreshHash, clientId, tokens };
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

const codes: Readonly<Record<string, ErrorCode>> = {
  invalid_client: 'invalid-client',
  invalid_grant: 'invalid-grant',
  invalid_request: 'invalid-oauth-request',
  unsupported_grant_type: 'unsupported-grant-type',
  unauthorized_client: 'unauthorized-client',
};

/** The library wraps whatever our model throws; what it found out itself it names as RFC 6749 does. */
function domainErrorFrom(error: unknown): unknown {
  if (!(error instanceof OAuth2Server.OAuthError)) return error;
  const { inner } = error as { inner?: unknown };
  if (inner instanceof DomainError) return inner;
  const code = codes[error.name];
  return code ? new DomainError({ code }, error.message) : (inner ?? error);
}
