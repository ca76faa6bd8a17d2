/** Who is signed in where, as the server knows it: tokens that run out and are replaced, sessions that are ended. */

import type { Clock } from '../../../web/src/browser/ports.ts';

interface Session {
  readonly ownerId: string;
  /** Counts the pairs of tokens; the pair before is given again to whoever lost the answer. */
  pair: number;
  expiresMs: number;
  isEnded: boolean;
}

const lifeS = 1800;

export class SessionsModel {
  readonly #sessions: Session[] = [];
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  open(ownerId: string): object {
    this.#sessions.push({ ownerId, pair: 0, expiresMs: 0, isEnded: false });
    return this.#pairOf(this.#sessions.length - 1);
  }

  /** Another pair of tokens for a session; undefined once it has ended. */
  renew(refreshToken: string): object | undefined {
    const [session, id, pair] = this.#find(refreshToken);
    if (!session || session.isEnded || pair < session.pair - 1) return undefined;
    if (pair === session.pair) session.pair += 1;
    return this.#pairOf(id);
  }

  revoke(refreshToken: string): void {
    const [session] = this.#find(refreshToken);
    if (session) session.isEnded = true;
  }

  endAll(ownerId: string): void {
    for (const session of this.#sessions) if (session.ownerId === ownerId) session.isEnded = true;
  }

  /** Access tokens are good no more, before their time; their sessions go on. */
  refuseTokens(ownerId: string): void {
    for (const session of this.#sessions) if (session.ownerId === ownerId) session.expiresMs = 0;
  }

  /** Whose it is; undefined if it is no good any more. */
  ownerOf(accessToken: string): string | undefined {
    const [session, , pair] = this.#find(accessToken);
    const isGood = session && !session.isEnded && pair === session.pair && session.expiresMs > this.#clock.nowMs();
    return isGood ? session.ownerId : undefined;
  }

  #find(token: string): [Session | undefined, number, number] {
    const [, id, pair] = token.split('.').map(Number);
    return [this.#sessions[id ?? -1], id ?? -1, pair ?? -1];
  }

  #pairOf(id: number): object {
    const session = this.#sessions[id] as Session;
    session.expiresMs = this.#clock.nowMs() + lifeS * 1000;
    const [access_token, refresh_token] = ['a', 'r'].map((kind) => `${kind}.${id}.${session.pair}`);
    return { access_token, refresh_token, expires_in: lifeS, owner_id: session.ownerId };
  }
}
