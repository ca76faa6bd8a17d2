/** Who is signed in: takes up a kept session, signs in and out, and has a valid access token ready for each request. */

import { signal } from '@preact/signals';
import { forgetAllButUnsent, forgetEverything, type KeptSession, keptOwner, localDatabase } from './local-database.ts';
import { authorizeUrl, redirectPath, returned } from './pkce.ts';
import { hearTabs, tellTabs } from './tabs.ts';

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
  hearTabs('session-ended', () => {
    if (sessionState.value.kind === 'signed-in') void showEnded();
  });
  // From its beginning, so that nothing of whoever was signed in before is left in memory.
  hearTabs('session-began', () => {
    if (sessionState.value.kind === 'signed-out') location.reload();
  });
  if (location.pathname === redirectPath) return await finishSignIn();
  const kept = await (await localDatabase()).get('session', 'current');
  if (kept) sessionState.value = { kind: 'signed-in', session: kept };
  else if (await keptOwner()) await showEnded();
  else sessionState.value = { kind: 'signed-out' };
  return undefined;
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
    return '/';
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

export async function beginSession(clientId: string, tokens: TokenAnswer): Promise<void> {
  if ((await keptOwner()) !== tokens.owner_id) await forgetEverything();
  await keep(clientId, tokens);
  tellTabs('session-began');
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
  if (state.kind === 'signed-in') {
    const { clientId, refreshToken } = state.session;
    const body = new URLSearchParams({ client_id: clientId, token: refreshToken });
    await fetch('/restapi/oauth/revoke', { method: 'POST', body }).catch(() => undefined);
  }
  await forgetEverything();
  sessionState.value = { kind: 'signed-out' };
  tellTabs('session-ended');
}

/** Forgets a session that the server has ended. What was written and not sent is kept for whoever wrote it. */
export async function endSession(): Promise<void> {
  const state = sessionState.value;
  if (state.kind !== 'signed-in') return;
  const unsentCount = await forgetAllButUnsent(state.session.ownerId);
  sessionState.value = { kind: 'signed-out', because: { kind: 'ended', unsentCount } };
  tellTabs('session-ended');
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
