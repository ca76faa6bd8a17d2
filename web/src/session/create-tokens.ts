/** The tokens of the session that a browser keeps: asked for, kept, renewed, by one tab at a time and no sooner than it may. */

import type { tokenAnswerShape } from '../../../src/wire/tokens.ts';
import { headOf } from '../api/create-client.ts';
import { NoTokenAnswer } from '../api/no-token-answer.ts';
import { type Pacing, retryAfterMsOf } from '../api/pacing.ts';
import { ApiError } from '../api/refusals.ts';
import type { Answer } from '../api/shapes.ts';
import { beginFor, type KeptSession, type OpenDatabase } from '../browser/local-schema.ts';
import type { Clock, Locks } from '../browser/ports.ts';

/** Renewed this long before it runs out, so that a request under way does not meet the end of it. */
const marginMs = 60_000;

export type TokenAnswer = Answer<typeof tokenAnswerShape>;

export type Tokens = ReturnType<typeof createTokens>;

export interface TokenParts {
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>;
  readonly database: OpenDatabase;
  readonly locks: Locks;
  readonly clock: Clock;
  readonly pacing: Pacing;
}

/** A network that swallows everything must not hold up whoever waits for a token. */
const patienceMs = 30_000;
const path = '/restapi/oauth/token';
const route = `POST ${path}`;

export function createTokens({ fetch, database, locks, clock, pacing }: TokenParts) {
  /** The tokens, or the reason why there are none. Rejects with `NoTokenAnswer` when the server says neither. */
  async function askForTokens(form: Readonly<Record<string, string>>): Promise<TokenAnswer | string> {
    try {
      const startMs = await pacing.enter(route, 'always');
      const signal = AbortSignal.timeout(patienceMs);
      const answer = await fetch(path, { method: 'POST', body: new URLSearchParams(form), signal });
      await pacing.heard(route, startMs, headOf(answer));
      // Of whoever asks, neither says anything.
      if (answer.status === 429 || answer.status >= 500) throw new NoTokenAnswer(retryAfterMsOf(headOf(answer)));
      const body = await answer.json();
      return answer.ok ? (body as TokenAnswer) : ((body as { error_description?: string }).error_description ?? '');
    } catch (error) {
      if (error instanceof NoTokenAnswer) throw error;
      throw new NoTokenAnswer(error instanceof ApiError ? error.retryAfterMs : undefined);
    }
  }

  async function keptSession(): Promise<KeptSession | undefined> {
    return await (await database()).get('session', 'current');
  }

  function sessionFrom(clientId: string, tokens: TokenAnswer): KeptSession {
    return {
      clientId,
      accessToken: tokens.access_token,
      refreshToken: tokens.refresh_token,
      expiresMs: clock.nowMs() + tokens.expires_in * 1000,
      ownerId: tokens.owner_id,
    };
  }

  /** Keeps the tokens of someone who signed in. `before` is the session whose place this takes. */
  async function begin(clientId: string, tokens: TokenAnswer) {
    const session = sessionFrom(clientId, tokens);
    return { session, before: await beginFor(await database(), session) };
  }

  /** Undefined if whoever was renewed has left meanwhile: they are not to come back by it. */
  async function keepRenewed(before: KeptSession, tokens: TokenAnswer): Promise<KeptSession | undefined> {
    const transaction = (await database()).transaction('session', 'readwrite');
    const now = await transaction.store.get('current');
    const session = now?.refreshToken === before.refreshToken ? sessionFrom(before.clientId, tokens) : now;
    if (session && session !== now) void transaction.store.put(session, 'current');
    await transaction.done;
    return session;
  }

  /** Whether its access token works now, as far as is known; `refused` names one that did not. */
  function isGood({ accessToken, expiresMs }: KeptSession, refused?: string): boolean {
    return accessToken !== refused && expiresMs - marginMs > clock.nowMs();
  }

  /**
   * The kept session with a token that works now. Tabs and the service worker take turns, so that only one of them renews.
   * Undefined when the session has ended. Rejects with `NoTokenAnswer`.
   */
  async function renewedSession(refused?: string): Promise<KeptSession | undefined> {
    return await locks.request('beckon.renew', {}, async () => {
      const kept = await keptSession();
      if (!kept || isGood(kept, refused)) return kept;
      const { clientId, refreshToken } = kept;
      const form = { grant_type: 'refresh_token', client_id: clientId, refresh_token: refreshToken };
      const tokens = await askForTokens(form);
      return typeof tokens === 'string' ? undefined : await keepRenewed(kept, tokens);
    });
  }

  return { askForTokens, keptSession, begin, isGood, renewedSession };
}
