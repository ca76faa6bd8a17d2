/** Who is signed in: takes up a kept session, signs in and out, and has a valid access token ready for each request. */

import { signal } from '@preact/signals';
import { addressOf, appPath } from '../api/address.ts';
import { closeNotifications } from '../push/notifications.ts';
import { leavePush } from '../push/own-device.ts';
import { forgetAllButUnsent, forgetEverything, type KeptSession, keptOwner, localDatabase } from './local-database.ts';
import { authorizeUrl, redirectPath, returned } from './pkce.ts';
import { hearTabs, tellTabs } from './tabs.ts';
import { askForTokens, isGood, keepTokens, keptSession, renewedSession, type TokenAnswer } from './tokens.ts';

export type SessionState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'signed-out'; readonly because?: SignedOutBecause }
  | { readonly kind: 'signed-in'; readonly session: KeptSession };

/** Why nobody is signed in, where that is not what they just asked for. */
export type SignedOutBecause =
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'ended'; readonly unsentCount: number };

export const sessionState = signal<SessionState>({ kind: 'unknown' });

export function signedInId(): string | undefined {
  const state = sessionState.value;
  return state.kind === 'signed-in' ? state.session.ownerId : undefined;
}

/** Takes up the session of an earlier visit, or finishes a sign-in. Answers where to go then, if anywhere. */
export async function takeUpSession(): Promise<string | undefined> {
  hearTabs('session-ended', () => {
    if (sessionState.value.kind === 'signed-in') void showEnded();
  });
  hearTabs('session-began', () => void startAnewForSomeoneElse());
  if (location.pathname === redirectPath) return await finishSignIn();
  const kept = await keptSession();
  if (kept) sessionState.value = { kind: 'signed-in', session: kept };
  else if (await keptOwner()) await showEnded();
  else sessionState.value = { kind: 'signed-out' };
  return undefined;
}

/** From its beginning, so that nothing of whoever was signed in before is left in memory. */
async function startAnewForSomeoneElse(): Promise<void> {
  const state = sessionState.value;
  const kept = await keptSession();
  if (state.kind !== 'signed-in' || kept?.ownerId !== state.session.ownerId) location.reload();
}

async function showEnded(): Promise<void> {
  const unsentCount = await (await localDatabase()).count('outbox');
  sessionState.value = { kind: 'signed-out', because: { kind: 'ended', unsentCount } };
}

async function finishSignIn(): Promise<string> {
  const answer = returned(location.search);
  if (!answer || 'error' in answer) {
    const because = answer && ({ kind: 'refused', reason: answer.error } as const);
    sessionState.value = { kind: 'signed-out', ...(because ? { because } : {}) };
    return answer?.attempt.returnTo ?? '/';
  }
  const { clientId, verifier, returnTo } = answer.attempt;
  try {
    const tokens = await askForTokens({
      grant_type: 'authorization_code',
      client_id: clientId,
      code: answer.code,
      code_verifier: verifier,
      redirect_uri: location.origin + redirectPath,
    });
    if (typeof tokens === 'string') {
      sessionState.value = { kind: 'signed-out', because: { kind: 'refused', reason: tokens } };
    } else await beginSession(clientId, tokens);
  } catch {
    sessionState.value = { kind: 'signed-out', because: { kind: 'unreachable' } };
  }
  return returnTo;
}

async function beginSession(clientId: string, tokens: TokenAnswer): Promise<void> {
  if ((await keptOwner()) !== tokens.owner_id) await forgetEverything();
  sessionState.value = { kind: 'signed-in', session: await keepTokens(clientId, tokens) };
  tellTabs('session-began');
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
  location.assign(await authorizeUrl(clientId, screenHere(), loginHint));
}

/** The screen that the address names, with its query: where whoever signs in now wanted to go. */
export function screenHere(): string {
  const path = location.pathname.startsWith(appPath) ? location.pathname.slice(appPath.length - 1) : '/';
  return path === '/signed-in' ? '/' : path + location.search;
}

/** Signs out here and, when it can be reached, on the server. */
export async function signOut(): Promise<void> {
  const state = sessionState.value;
  if (state.kind === 'signed-in') await revoke(state.session);
  await leavePush();
  await Promise.all([forgetEverything(), closeNotifications()]);
  // Whoever signs in next did not ask for the screen that was left.
  history.replaceState(null, '', appPath);
  sessionState.value = { kind: 'signed-out' };
  tellTabs('session-ended');
}

/** Whoever signs out wants to be out, whatever the network is like. */
const revokePatienceMs = 5000;

async function revoke({ clientId, refreshToken }: KeptSession): Promise<void> {
  const body = new URLSearchParams({ client_id: clientId, token: refreshToken });
  const signal = AbortSignal.timeout(revokePatienceMs);
  await fetch(addressOf('/restapi/oauth/revoke'), { method: 'POST', body, signal }).catch(() => undefined);
}

/** Forgets a session that the server has ended. What was written and not sent is kept for whoever wrote it. */
export async function endSession(): Promise<void> {
  const state = sessionState.value;
  if (state.kind !== 'signed-in') return;
  const [unsentCount] = await Promise.all([forgetAllButUnsent(state.session.ownerId), closeNotifications()]);
  sessionState.value = { kind: 'signed-out', because: { kind: 'ended', unsentCount } };
  tellTabs('session-ended');
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
