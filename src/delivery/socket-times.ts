/** The times after which a WebSocket ends, and between pings. A clock that was put back makes none of them longer. */

import type { GatewayError } from '../wire/frames.ts';
import type { SocketOptions } from './socket-services.ts';

/** What there is to be done: to close it for a reason, to give it up for lost, to ask whether the other side is there. */
export type Due = Exclude<GatewayError, 'slow'> | 'lost' | 'ping';

export class SocketTimes {
  readonly #options: SocketOptions;
  #openedMs: number;
  #activeMs: number;
  #pingMs: number;
  #isPongAwaited = false;
  #endsMs: number | undefined;
  #closingMs: number | undefined;

  constructor(options: SocketOptions, nowMs: number) {
    this.#options = options;
    this.#openedMs = nowMs;
    this.#activeMs = nowMs;
    this.#pingMs = nowMs;
  }

  wasActive(nowMs: number): void {
    this.#activeMs = nowMs;
  }

  pinged(nowMs: number): void {
    this.#pingMs = nowMs;
    this.#isPongAwaited = true;
  }

  answeredPing(): void {
    this.#isPongAwaited = false;
  }

  /** Its session is over: it stays for a while, to answer what is still to come. */
  end(nowMs: number): void {
    this.#endsMs ??= nowMs + this.#options.farewellMs;
  }

  get isEnding(): boolean {
    return this.#endsMs !== undefined;
  }

  due(nowMs: number): Due | undefined {
    const { idleTimeoutMs, absoluteTimeoutMs, pingIntervalMs, pongTimeoutMs, farewellMs } = this.#options;
    this.#openedMs = Math.min(this.#openedMs, nowMs);
    this.#activeMs = Math.min(this.#activeMs, nowMs);
    this.#pingMs = Math.min(this.#pingMs, nowMs);
    if (this.#endsMs !== undefined) this.#endsMs = Math.min(this.#endsMs, nowMs + farewellMs);
    if (this.#endsMs !== undefined && nowMs >= this.#endsMs) return 'session-ended';
    if (nowMs - this.#openedMs >= absoluteTimeoutMs) return 'absolute';
    if (nowMs - this.#activeMs >= idleTimeoutMs) return 'idle';
    if (this.#isPongAwaited && nowMs - this.#pingMs >= pongTimeoutMs) return 'lost';
    return nowMs - this.#pingMs >= pingIntervalMs ? 'ping' : undefined;
  }

  /** Of one that is being closed: a client that does not read never answers that; one that is slow may read why until then. */
  isClosedLate(nowMs: number): boolean {
    this.#closingMs ??= nowMs;
    return nowMs - this.#closingMs >= this.#options.lastWordsMs;
  }
}
