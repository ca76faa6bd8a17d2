/** The tokens of the session that this browser keeps: asked for, kept, renewed. The service worker uses them too. */

import { addressOf, ownName } from '../api/address.ts';
import { type KeptSession, localDatabase } from './local-database.ts';

/** Renewed this long before it runs out, so that a request under way does not meet the end of it. */
const marginMs = 60_000;

export interface TokenAnswer {
  readonly access_token: string;
  readonly refresh_token: string;
  /** Seconds. */
  readonly expires_in: number;
  readonly owner_id: string;
}

/** Whether the session is good is not known: the server could not be reached, or had too much to do. */
export class NoTokenAnswer extends Error {}

/** A network that swallows everything must not hold up whoever waits for a token. */
const patienceMs = 30_000;

/** The tokens, or the reason why there are none. Rejects with `NoTokenAnswer` when the server says neither. */
export async function askForTokens(form: Readonly<Record<string, string>>): Promise<TokenAnswer | string> {
  try {
    const signal = AbortSignal.timeout(patienceMs);
    const answer = await fetch(addressOf('/restapi/oauth/token'), {
      method: 'POST',
      body: new URLSearchParams(form),
      signal,
    });
    // Of whoever asks, neither says anything.
    if (answer.status === 429 || answer.status >= 500) throw new NoTokenAnswer();
    const body = await answer.json();
    return answer.ok ? (body as TokenAnswer) : ((body as { error_description?: string }).error_description ?? '');
  } catch {
    throw new NoTokenAnswer();
  }
}

export async function keptSession(): Promise<KeptSession | undefined> {
  return await (await localDatabase()).get('session', 'current');
}

export async function keepTokens(clientId: string, tokens: TokenAnswer): Promise<KeptSession> {
  const session: KeptSession = {
    clientId,
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token,
    expiresMs: Date.now() + tokens.expires_in * 1000,
    ownerId: tokens.owner_id,
  };
  await (await localDatabase()).put('session', session, 'current');
  return session;
}

/** Whether its access token works now, as far as is known; `refused` names one that did not. */
export function isGood({ accessToken, expiresMs }: KeptSession, refused?: string): boolean {
  return accessToken !== refused && expiresMs - marginMs > Date.now();
}

/**
 * The kept session with a token that works now. Tabs and the service worker take turns, so that only one of them renews.
 * Undefined when the session has ended. Rejects with `NoTokenAnswer`.
 */
export async function renewedSession(refused?: string): Promise<KeptSession | undefined> {
  return await navigator.locks.request(ownName('beckon.renew'), async () => {
    const kept = await keptSession();
    if (!kept || isGood(kept, refused)) return kept;
    const { clientId, refreshToken } = kept;
    const tokens = await askForTokens({
      grant_type: 'refresh_token',
      client_id: clientId,
      refresh_token: refreshToken,
    });
    return typeof tokens === 'string' ? undefined : await keepTokens(clientId, tokens);
  });
}
