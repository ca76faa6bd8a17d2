/** What every WebSocket connection works with. */

import type { Clock } from '../domain/clock.ts';
import type { LeaseHolder } from '../domain/leases.ts';
import type { Caller } from '../domain/session.ts';
import type { Store } from '../domain/store.ts';
import type { Answer, SocketLimits } from '../wire/frames.ts';
import type { RecoveryTokens } from '../wire/recovery-tokens.ts';
import type { Urls } from '../wire/urls.ts';
import type { AttemptSlots } from './attempt-slots.ts';
import type { ChangeHub } from './change-hub.ts';
import type { Holds } from './holds.ts';
import type { DeliveryObserver } from './observer.ts';

/** A request as it is put to the API from inside. */
export interface ApiRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Where it really comes from. */
  readonly address: string;
}

export interface SocketOptions extends SocketLimits {
  /** Between pings, and how long each may stay unanswered. */
  readonly pingIntervalMs: number;
  readonly pongTimeoutMs: number;
  /** Clients lose frames that arrive in one read with the answer to their subscription. (WIRE contract, section 2.17.) */
  readonly holdMs: number;
  /** How long whoever was signed out may still be answered: a client's last words, and no longer than a person waits. */
  readonly farewellMs: number;
  /** How long requests that run may still be answered once the server ends. */
  readonly drainMs: number;
  /** Bytes that may wait for a reader before it is cut off. */
  readonly maxWaitingBytes: number;
  /** Bytes that may wait for all readers together before the one that most wait for is cut off. */
  readonly maxWaitingBytesOfAll: number;
  /** How long a client may take to read that, and why, its connection is closed. */
  readonly lastWordsMs: number;
  /** Between looks at which connections have outlived one of these. */
  readonly sweepIntervalMs: number;
}

export const standardSocketOptions: SocketOptions = {
  maxConnectionsPerSession: 50,
  recoveryBufferSize: 100,
  idleTimeoutMs: 1_800_000,
  absoluteTimeoutMs: 86_400_000,
  maxActiveRequests: 10,
  pingIntervalMs: 30_000,
  pongTimeoutMs: 10_000,
  holdMs: 100,
  farewellMs: 5000,
  drainMs: 3000,
  maxWaitingBytes: 1024 * 1024,
  maxWaitingBytesOfAll: 32 * 1024 * 1024,
  lastWordsMs: 30_000,
  sweepIntervalMs: 1000,
};

/** As the web framework's and every other logger. */
export interface Log {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface SocketServices {
  readonly store: Store;
  /** Whose connections they are. */
  readonly holder: LeaseHolder;
  readonly clock: Clock;
  readonly urls: Urls;
  readonly hub: ChangeHub;
  /** How much is read at a time for all connections together. */
  readonly readSlots: AttemptSlots;
  readonly tokens: RecoveryTokens;
  /** For as long as `options.holdMs` says. */
  readonly holds: Holds;
  readonly options: SocketOptions;
  /** Who calls over which connection, by the secret that its requests carry. */
  readonly callers: Map<string, Caller>;
  readonly log: Log;
  /** Hears of every notification. Absent where nobody asks. */
  readonly observer?: DeliveryObserver;
  /** Puts a request to the very server that answers over HTTP. */
  call(request: ApiRequest): Promise<Answer>;
}
