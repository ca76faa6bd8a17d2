/** Who is signed in here: the session of this tab, and the ways through the sign-in page and back. */

import { addressOf, appPath } from '../browser/address.ts';
import { localDatabase } from '../browser/local-database.ts';
import type { KeptSession } from '../browser/local-schema.ts';
import { closeNotifications } from '../browser/notifications.ts';
import { leavePush } from '../browser/own-device.ts';
import { openTabs } from '../browser/tabs.ts';
import { createSession, type SessionNews } from './create-session.ts';
import { authorizeUrl, redirectPath, returned } from './pkce.ts';
import { ownTokens } from './tokens.ts';

/** Whoever signs out wants to be out, whatever the network is like. */
const revokePatienceMs = 5000;

async function revoke({ clientId, refreshToken }: KeptSession): Promise<void> {
  const body = new URLSearchParams({ client_id: clientId, token: refreshToken });
  const signal = AbortSignal.timeout(revokePatienceMs);
  // Sent even if the tab is closed at this moment.
  const asked = { method: 'POST', body, signal, keepalive: true };
  await fetch(addressOf('/restapi/oauth/revoke'), asked).catch(() => undefined);
}

export const ownSession = createSession({
  ...{ tokens: ownTokens, database: localDatabase, tabs: openTabs<SessionNews>(), revoke },
  device: { leave: leavePush, clear: closeNotifications },
  startAnew: () => location.reload(),
  leaveScreen: () => history.replaceState(null, '', appPath),
});

export const { state: sessionState, ownerId: signedInId, accessToken, signOut, end: endSession } = ownSession;

const unreachable: unique symbol = Symbol();

/** Takes up the session of an earlier visit, or finishes a sign-in. Answers where to go then, if anywhere. */
export async function takeUpSession(): Promise<string | undefined> {
  ownSession.follow();
  if (location.pathname === redirectPath) return await finishSignIn();
  await ownSession.takeUp();
  return undefined;
}

async function finishSignIn(): Promise<string> {
  const answer = returned(location.search);
  if (!answer) {
    sessionState.value = { kind: 'signed-out' };
    return '/';
  }
  const { clientId, verifier, returnTo } = answer.attempt;
  const reason: string | undefined | typeof unreachable =
    'error' in answer
      ? answer.error
      : await ownSession
          .begin(clientId, {
            grant_type: 'authorization_code',
            code: answer.code,
            code_verifier: verifier,
            redirect_uri: location.origin + redirectPath,
          })
          .catch((): typeof unreachable => unreachable);
  if (reason === unreachable) sessionState.value = { kind: 'signed-out', because: { kind: 'unreachable' } };
  else if (reason !== undefined) sessionState.value = { kind: 'signed-out', because: { kind: 'refused', reason } };
  return returnTo;
}

/** Signs out whoever was signed in, and in whoever the JWT is for. Rejects with the server's reason if it refuses. */
export async function signInByJwt(clientId: string, jwt: string): Promise<void> {
  const grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
  const reason = await ownSession.begin(clientId, { grant_type: grant, assertion: jwt });
  if (reason !== undefined) throw new Error(reason);
}

export async function signIn(clientId: string, loginHint?: string): Promise<void> {
  location.assign(await authorizeUrl(clientId, screenHere(), loginHint));
}

/** The screen that the address names, with its query: where whoever signs in now wanted to go. */
export function screenHere(): string {
  const path = location.pathname.startsWith(appPath) ? location.pathname.slice(appPath.length - 1) : '/';
  return path === '/signed-in' ? '/' : path + location.search;
}
