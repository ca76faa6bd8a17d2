/** The requests that come over one WebSocket: put to the API as its caller's, a few at a time. */

import { randomBytes } from 'node:crypto';
import { DomainError } from '../domain/errors.ts';
import type { Caller } from '../domain/session.ts';
import type { Connection, Subscription } from '../domain/subscription.ts';
import type { Answer, ClientRequest } from '../wire/frames.ts';
import type { SocketOutbox } from './socket-outbox.ts';
import type { SocketServices } from './socket-services.ts';

export interface Asker {
  readonly connection: Connection;
  readonly caller: Caller;
  /** What a proxy said of where it comes from, to be believed as far as with any request. */
  readonly forwardedFor: string | string[] | undefined;
}

/** Those of one connection that are active together; there is nothing of it while there are none. */
export class SocketRequests {
  readonly #asker: Asker;
  readonly #services: SocketServices;
  readonly #secret = randomBytes(32).toString('base64url');
  readonly #active = new Set<Promise<void>>();
  readonly #outbox: SocketOutbox;
  #reading: Promise<void> = Promise.resolve();
  #hasEnded = false;

  constructor(asker: Asker, services: SocketServices, outbox: SocketOutbox) {
    this.#asker = asker;
    this.#services = services;
    this.#outbox = outbox;
    services.callers.set(this.#secret, asker.caller);
  }

  /** False when as many as may be are active, until each was `answered`: then it was not put. */
  async ask(request: ClientRequest, answered: (answer: Answer) => Promise<void>): Promise<boolean> {
    if (this.#active.size >= this.#services.options.maxActiveRequests) return false;
    const asking = request.method === 'GET' ? this.#read(request, answered) : this.#put(request).then(answered);
    this.#active.add(asking);
    try {
      await asking;
    } finally {
      this.#active.delete(asking);
    }
    return true;
  }

  get areAllAnswered(): boolean {
    return this.#active.size === 0;
  }

  /** Resolves once those that are active now are answered. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#active);
  }

  /** The one that is told over this connection, as it is kept now. */
  async readSubscription(): Promise<Subscription | undefined> {
    const { caller, connection } = this.#asker;
    try {
      const all = await this.#services.store.as(caller).listSubscriptions(caller.clientId);
      return all.find(
        ({ channel }) => channel.transport === 'WebSocket' && channel.connectionId === connection.connectionId,
      );
    } catch (error) {
      // Signed out meanwhile.
      if (error instanceof DomainError) return undefined;
      throw error;
    }
  }

  /** Nobody calls over it any more. */
  end(): void {
    this.#hasEnded = true;
    this.#services.callers.delete(this.#secret);
  }

  /** What is read may be large: the next comes when the one before is taken. */
  async #read(request: ClientRequest, answered: (answer: Answer) => Promise<void>): Promise<void> {
    const before = this.#reading;
    const turn = Promise.withResolvers<void>();
    this.#reading = turn.promise;
    try {
      await before;
      await this.#outbox.room();
      const release = await this.#services.readSlots.take('store', false);
      try {
        if (!this.#hasEnded) await answered(await this.#put(request));
      } finally {
        // Everyone else has their turn before the next.
        setImmediate(release);
      }
    } finally {
      turn.resolve();
    }
  }

  #put({ method, url, headers, body }: ClientRequest): Promise<Answer> {
    const { caller, forwardedFor } = this.#asker;
    const origin: Record<string, string> =
      forwardedFor === undefined ? {} : { 'x-forwarded-for': String(forwardedFor) };
    return this.#services.call({
      ...{ method, url, body, address: caller.address },
      headers: { ...headers, ...origin, authorization: `Socket ${this.#secret}` },
    });
  }
}

/** Whether a request, answered so, may have made, changed or ended a subscription. */
export function hasTouchedSubscriptions({ method, url }: ClientRequest, { status }: Answer): boolean {
  return /^[^?]*\/restapi\/v1\.0\/subscription(\/|\?|$)/i.test(url) && method !== 'GET' && status < 300;
}
