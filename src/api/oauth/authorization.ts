/** Runs the OAuth library's authorization endpoint: judges requests for a code, and keeps the codes given out. */

import OAuth2Server from '@node-oauth/oauth2-server';
import type { IssueCode } from '../../domain/commands/sessions.ts';
import { unwrap } from '../../domain/errors.ts';
import type { ClientId } from '../../domain/ids.ts';
import { isRegistered } from '../../domain/redirect-uri.ts';
import type { App } from '../../domain/session.ts';
import type { AuthorizeRequest } from '../../wire/authorize-requests.ts';
import { newToken, parseToken } from '../../wire/tokens.ts';
import type { ApiServices } from '../shared/services.ts';
import { domainErrorFrom } from './library-errors.ts';

export type Judgement =
  /** Someone may sign in for it. */
  | { readonly kind: 'sound'; readonly app: App; readonly redirectUri: string }
  /** Whoever sent it cannot be trusted with an answer: only its reader is told. */
  | { readonly kind: 'refused'; readonly description: string; readonly app?: App }
  | { readonly kind: 'redirected'; readonly location: string };

type Keep = (code: Pick<IssueCode, 'codeHash' | 'redirectUri' | 'codeChallenge'>, app: App) => Promise<void>;

export async function judge(services: ApiServices, request: AuthorizeRequest): Promise<Judgement> {
  return await run(services, request, {});
}

/** Sends the browser back with a code for whoever `proof` is of. Throws `bad-credentials` if it proves nothing any more. */
export async function giveCode(
  services: ApiServices,
  request: AuthorizeRequest,
  proof: IssueCode['proof'],
): Promise<Judgement> {
  const keep: Keep = async (code, { accountId, clientId }) => {
    unwrap(await services.store.execute({ kind: 'issue-code', accountId, clientId, proof, ...code }));
  };
  return await run(services, request, { keep });
}

/** Sends the browser back without one: its user would not have it. */
export async function deny(services: ApiServices, request: AuthorizeRequest): Promise<Judgement> {
  return await run(services, request, { isDenied: true });
}

async function run(
  services: ApiServices,
  request: AuthorizeRequest,
  { keep, isDenied = false }: { keep?: Keep; isDenied?: boolean },
): Promise<Judgement> {
  const { redirect_uri: redirectUri } = request;
  if (redirectUri === undefined) return { kind: 'refused', description: 'The parameter redirect_uri is missing.' };
  const found: { app?: App } = {};
  const server = new OAuth2Server({ model: createModel(services, request, found, keep) });
  const response = new OAuth2Server.Response();
  // The state is ours to send back: the library takes only ASCII.
  const { state: _, ...asked } = request;
  const query = { ...asked, ...(isDenied ? { allowed: 'false' } : {}) };
  const isNoForm = { method: 'GET', headers: {}, body: {} };
  try {
    const { authorizationCode } = await server.authorize(new OAuth2Server.Request({ ...isNoForm, query }), response, {
      allowEmptyState: true,
      // Who signs in is for the command to check that keeps the code.
      authenticateHandler: { handle: () => ({}) },
    });
    if (keep) return redirected(redirectUri, request, { code: authorizationCode });
  } catch (error) {
    const isProtocol = error instanceof OAuth2Server.OAuthError && error.name !== 'server_error';
    if (!isProtocol) throw domainErrorFrom(error);
    // What the library would not send to the app must not be sent there.
    const mayBeSent = response.get('location') !== undefined;
    if (!mayBeSent) return { kind: 'refused', description: error.message, ...found };
    return redirected(redirectUri, request, { error: error.name, error_description: error.message });
  }
  if (!found.app) throw new Error('the OAuth library accepted a request of no app');
  return { kind: 'sound', app: found.app, redirectUri };
}

/** The library's own redirects would lose an error where the address has a query. */
function redirected(redirectUri: string, { state }: AuthorizeRequest, answer: Record<string, string>): Judgement {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries({ ...answer, ...(state === undefined ? {} : { state }) })) {
    url.searchParams.set(name, value);
  }
  return { kind: 'redirected', location: url.href };
}

/** Whoever tries out the API on its page signs in as in the web app: both are Beckon's own. */
function redirectUrisOf(app: App | undefined): readonly string[] {
  return [...(app?.redirectUris ?? []), ...(app?.isFirstParty ? ['/docs/static/oauth2-redirect.html'] : [])];
}

function createModel(services: ApiServices, request: AuthorizeRequest, found: { app?: App }, keep: Keep | undefined) {
  return {
    async getClient(clientId: string) {
      const app = await services.store.server.readApp(clientId as ClientId);
      if (!app) return undefined;
      found.app = app;
      return { id: app.clientId, grants: [...app.grants], redirectUris: [...redirectUrisOf(app)] };
    },

    validateRedirectUri: async (uri: string) => isRegistered(uri, redirectUrisOf(found.app), services.urls.publicUrl),

    /** Called once the redirect can be trusted: what else must be right is checked here. */
    async generateAuthorizationCode() {
      const { app } = found;
      if (!app) throw new Error('the OAuth library asked for a code of no app');
      requireChallenge(app, request);
      if (request.prompt?.split(' ').includes('none')) {
        throw new OAuth2Server.OAuthError('There is no one to ask', { name: 'login_required', code: 400 });
      }
      return newToken(app.accountId);
    },

    async saveAuthorizationCode(
      code: Pick<OAuth2Server.AuthorizationCode, 'authorizationCode' | 'expiresAt' | 'redirectUri' | 'codeChallenge'>,
      client: OAuth2Server.Client,
      user: OAuth2Server.User,
    ) {
      const codeHash = parseToken(code.authorizationCode)?.tokenHash ?? '';
      const { redirectUri, codeChallenge = null } = code;
      if (keep && found.app) await keep({ codeHash, redirectUri, codeChallenge }, found.app);
      return { ...code, client, user };
    },
    getAccessToken: async () => undefined,
    getAuthorizationCode: async () => undefined,
    revokeAuthorizationCode: async () => false,
    saveToken: async () => undefined,
  };
}

/** An app without a secret proves by the challenge that it is the one that asked. */
function requireChallenge({ secretHash }: App, { code_challenge: challenge }: AuthorizeRequest): void {
  if (challenge === undefined) {
    if (secretHash !== null) return;
    throw new OAuth2Server.InvalidRequestError('An app without a secret must send a code_challenge (PKCE, S256)');
  }
  if (!/^[\w-]{43}$/.test(challenge)) {
    throw new OAuth2Server.InvalidRequestError('The code_challenge must be 43 characters of base64url (S256)');
  }
}
