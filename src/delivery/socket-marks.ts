/** What the client of one connection is given to take it up again with. */

import type { Place } from '../domain/place.ts';
import type { Caller } from '../domain/session.ts';
import type { Connection } from '../domain/subscription.ts';
import type { RecoveryMark } from '../wire/frames.ts';
import type { RecoveryTokens, SealedConnection } from '../wire/recovery-tokens.ts';

const beginMs = Date.UTC(2020, 0, 1);

export class SocketMarks {
  readonly #tokens: RecoveryTokens;
  /**
   * A client keeps the mark with the largest number, whichever connection gave it, so they grow by the clock; one SDK
   * keeps them in 32 bits with a sign, which seconds since 2020 fill in 2088.
   */
  #lastNumber: number;
  #sealed: SealedConnection | undefined;

  /** Of a client that has marks already, up to this number. */
  constructor(tokens: RecoveryTokens, lastNumber: number) {
    this.#tokens = tokens;
    this.#lastNumber = lastNumber;
  }

  markAt(
    place: Place,
    { accountId, sessionId, connectionId }: Pick<Caller, 'accountId' | 'sessionId'> & Pick<Connection, 'connectionId'>,
    nowMs: number,
  ): RecoveryMark {
    this.#sealed ??= this.#tokens.sealConnection({ connectionId, sessionId });
    this.#lastNumber = Math.max(this.#lastNumber + 1, Math.floor((nowMs - beginMs) / 1000));
    const token = this.#tokens.tokenOf(this.#sealed, { accountId, place, issuedMs: nowMs }, this.#lastNumber);
    return { token, sequence: this.#lastNumber };
  }
}
