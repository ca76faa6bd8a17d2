/** Who is signed in: takes up a kept session, signs in and out, and has a valid access token ready for each request. */

import { signal } from '@preact/signals';
import { forgetEverything, type KeptSession, localDatabase } from './local-database.ts';
import { authorizeUrl, redirectPath, returned } from './pkce.ts';

export type SessionState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'signed-out'; readonly reason?: string }
  | { readonly kind: 'signed-in'; readonly session: KeptSession };

export const sessionState = signal<SessionState>({ kind: 'unknown' });

/** What other tabs hold of someone who is no longer signed in must not mix with what is kept of the next. */
const otherTabs = new BroadcastChannel('beckon.session');
otherTabs.addEventListener('message', () => location.reload());

/** Renewed this long before it runs out, so that a request under way does not meet the end of it. */
const marginMs = 60_000;

interface TokenAnswer {
  readonly access_token: string;
  readonly refresh_token: string;
  /** Seconds. */
  readonly expires_in: number;
  readonly owner_id: string;
}

/** Takes up the session of an earlier visit, or finishes a sign-in. Answers where to go then, if anywhere. */
export async function takeUpSession(): Promise<string | undefined> {
  if (location.pathname === redirectPath) return await finishSignIn();
  const kept = await keptSession();
  sessionState.value = kept ? { kind: 'signed-in', session: kept } : { kind: 'signed-out' };
  return undefined;
}

async function finishSignIn(): Promise<string> {
  const answer = returned(location.search);
  if (!answer || 'error' in answer) {
    sessionState.value = { kind: 'signed-out', ...(answer ? { reason: answer.error } : {}) };
    return '/';
  }
  const { clientId, verifier, returnTo } = answer.attempt;
  const tokens = await askForTokens({
    grant_type: 'authorization_code',
    client_id: clientId,
    code: answer.code,
    code_verifier: verifier,
    redirect_uri: location.origin + redirectPath,
  });
  if (typeof tokens === 'string') sessionState.value = { kind: 'signed-out', reason: tokens };
  else await beginSession(clientId, tokens);
  return returnTo;
}

export async function beginSession(clientId: string, tokens: TokenAnswer): Promise<void> {
  const before = await keptSession();
  const isSomeoneElse = before !== undefined && before.ownerId !== tokens.owner_id;
  if (isSomeoneElse) await forgetEverything();
  await keep(clientId, tokens);
  if (isSomeoneElse) otherTabs.postMessage('someone else');
}

async function keptSession(): Promise<KeptSession | undefined> {
  return await (await localDatabase()).get('session', 'current');
}

/** Whoever was signed in before, in this tab or an earlier visit. */
export async function keptOwnerId(): Promise<string | undefined> {
  return (await keptSession())?.ownerId;
}

/** Signs out whoever was signed in, and in whoever the JWT is for. Rejects with the server's reason if it refuses. */
export async function signInByJwt(clientId: string, jwt: string): Promise<void> {
  const grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
  const tokens = await askForTokens({ grant_type: grant, client_id: clientId, assertion: jwt });
  if (typeof tokens === 'string') throw new Error(tokens);
  const before = await keptSession();
  await beginSession(clientId, tokens);
  if (before) await revoke(before);
}

async function keep(clientId: string, tokens: TokenAnswer): Promise<KeptSession> {
  const session: KeptSession = {
    clientId,
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token,
    expiresMs: Date.now() + tokens.expires_in * 1000,
    ownerId: tokens.owner_id,
  };
  await (await localDatabase()).put('session', session, 'current');
  sessionState.value = { kind: 'signed-in', session };
  return session;
}

/** The tokens, or the reason why there are none. Rejects when the server cannot be reached. */
async function askForTokens(form: Readonly<Record<string, string>>): Promise<TokenAnswer | string> {
  const answer = await fetch('/restapi/oauth/token', { method: 'POST', body: new URLSearchParams(form) });
  const body = await answer.json();
  return answer.ok ? (body as TokenAnswer) : ((body as { error_description?: string }).error_description ?? '');
}

export async function signIn(clientId: string, loginHint?: string): Promise<void> {
  const here = location.pathname.replace(/^\/app/, '') || '/';
  location.assign(await authorizeUrl(clientId, here === '/signed-in' ? '/' : here, loginHint));
}

/** Signs out here and, when it can be reached, on the server. */
export async function signOut(): Promise<void> {
  const state = sessionState.value;
  if (state.kind === 'signed-in') await revoke(state.session);
  await endSession();
}

async function revoke({ clientId, refreshToken }: KeptSession): Promise<void> {
  const body = new URLSearchParams({ client_id: clientId, token: refreshToken });
  await fetch('/restapi/oauth/revoke', { method: 'POST', body }).catch(() => undefined);
}

/** Forgets a session that has ended, and everything that was kept of the mailbox. */
export async function endSession(reason?: string): Promise<void> {
  await forgetEverything();
  sessionState.value = { kind: 'signed-out', ...(reason === undefined ? {} : { reason }) };
}

/**
 * A token that works now; `refused` names one that did not. Tabs take turns, so that only one of them renews.
 * Undefined when the session has ended. Rejects when the server cannot be reached.
 */
export async function accessToken(refused?: string): Promise<string | undefined> {
  const state = sessionState.value;
  if (state.kind !== 'signed-in') return undefined;
  const isGood = (session: KeptSession) => session.accessToken !== refused && session.expiresMs - marginMs > Date.now();
  if (isGood(state.session)) return state.session.accessToken;
  return await navigator.locks.request('beckon.renew', async () => {
    const kept = await (await localDatabase()).get('session', 'current');
    if (!kept) return undefined;
    if (isGood(kept)) {
      sessionState.value = { kind: 'signed-in', session: kept };
      return kept.accessToken;
    }
    const { clientId, refreshToken } = kept;
    const tokens = await askForTokens({
      grant_type: 'refresh_token',
      client_id: clientId,
      refresh_token: refreshToken,
    });
    if (typeof tokens === 'string') return undefined;
    return (await keep(clientId, tokens)).accessToken;
  });
}
