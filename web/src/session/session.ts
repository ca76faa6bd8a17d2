/** Who is signed in: takes up a kept session, signs in and out, and has a valid access token ready for each request. */

import { signal } from '@preact/signals';
import { closeNotifications } from '../push/notifications.ts';
import { leavePush } from '../push/own-device.ts';
import { forgetEverything, type KeptSession } from './local-database.ts';
import { authorizeUrl, redirectPath, returned } from './pkce.ts';
import { askForTokens, isGood, keepTokens, keptSession, renewedSession, type TokenAnswer } from './tokens.ts';

export type SessionState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'signed-out'; readonly reason?: string }
  | { readonly kind: 'signed-in'; readonly session: KeptSession };

export const sessionState = signal<SessionState>({ kind: 'unknown' });

/** What other tabs hold of someone who is no longer signed in must not mix with what is kept of the next. */
const otherTabs = new BroadcastChannel('beckon.session');
otherTabs.addEventListener('message', () => location.reload());

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
  sessionState.value = { kind: 'signed-in', session: await keepTokens(clientId, tokens) };
  if (isSomeoneElse) otherTabs.postMessage('someone else');
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

export async function signIn(clientId: string, loginHint?: string): Promise<void> {
  const here = location.pathname.replace(/^\/app/, '') || '/';
  location.assign(await authorizeUrl(clientId, here === '/signed-in' ? '/' : here, loginHint));
}

/** Signs out here and, when it can be reached, on the server. */
export async function signOut(): Promise<void> {
  const state = sessionState.value;
  if (state.kind === 'signed-in') await revoke(state.session);
  await leavePush();
  await endSession();
}

async function revoke({ clientId, refreshToken }: KeptSession): Promise<void> {
  const body = new URLSearchParams({ client_id: clientId, token: refreshToken });
  await fetch('/restapi/oauth/revoke', { method: 'POST', body }).catch(() => undefined);
}

/** Forgets a session that has ended, and everything that was kept of the mailbox. */
export async function endSession(reason?: string): Promise<void> {
  await Promise.all([forgetEverything(), closeNotifications()]);
  sessionState.value = { kind: 'signed-out', ...(reason === undefined ? {} : { reason }) };
}

/**
 * A token that works now; `refused` names one that did not. Undefined when the session has ended. Rejects when the
 * server cannot be reached.
 */
export async function accessToken(refused?: string): Promise<string | undefined> {
  const state = sessionState.value;
  if (state.kind !== 'signed-in') return undefined;
  if (isGood(state.session, refused)) return state.session.accessToken;
  const session = await renewedSession(refused);
  if (session && session.accessToken !== state.session.accessToken) sessionState.value = { kind: 'signed-in', session };
  return session?.accessToken;
}
