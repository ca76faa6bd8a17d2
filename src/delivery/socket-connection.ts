/** One WebSocket: its frames in and out, its subscription, and its end. */

import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import type { Sequence } from '../domain/ids.ts';
import type { Place } from '../domain/place.ts';
import type { Caller } from '../domain/session.ts';
import type { Connection, Subscription } from '../domain/subscription.ts';
import {
  type Answer,
  answerFrame,
  type ClientRequest,
  clientFrameFrom,
  closeCodes,
  connectionDetailsFrame,
  FrameError,
  frameErrorFrame,
  type GatewayError,
  gatewayErrorFrame,
  heartbeatFrame,
  type RecoveryMark,
  refusalFrame,
} from '../wire/frames.ts';
import type { Notification } from '../wire/notifications.ts';
import { createNewsReader } from './mailbox-news.ts';
import { MarkNumbers } from './mark-numbers.ts';
import type { Opening } from './socket-admission.ts';
import { SocketOutbox } from './socket-outbox.ts';
import { type Outlet, SocketReader } from './socket-reader.ts';
import { hasTouchedSubscriptions, SocketRequests } from './socket-requests.ts';
import type { SocketServices } from './socket-services.ts';
import { SocketTimes } from './socket-times.ts';
import { sayGone, sayStaying } from './socket-words.ts';

export interface Registry {
  /** Its subscription is told over this connection from now on, and over no other. */
  attached(connection: SocketConnection, subscription: Subscription): void;
  detached(connection: SocketConnection, subscription: Subscription): void;
  closed(connection: SocketConnection): void;
  /** More bytes wait for readers than did, or fewer. */
  waits(bytes: number): void;
}

export class SocketConnection implements Outlet {
  readonly connection: Connection;
  readonly caller: Caller;
  readonly #socket: WebSocket;
  readonly #outbox: SocketOutbox;
  readonly #services: SocketServices;
  readonly #registry: Registry;
  /** Resolves when it is closed. */
  readonly closed: Promise<void>;
  readonly #requests: SocketRequests;
  readonly #numbers: MarkNumbers;
  readonly #times: SocketTimes;
  #reader: SocketReader | undefined;
  #isOver = false;
  #isLeaving = false;
  #isSuperseded = false;

  /** `wire` is what the protocol is spoken over. */
  constructor(
    { socket, wire }: { readonly socket: WebSocket; readonly wire: Duplex },
    opening: Opening,
    services: SocketServices,
    registry: Registry,
  ) {
    this.connection = opening.connection;
    this.#numbers = new MarkNumbers(opening.lastMark);
    this.caller = { ...opening.caller, connection: opening.connection };
    this.#socket = socket;
    this.#outbox = new SocketOutbox(wire, (bytes) => registry.waits(bytes));
    const room = () => this.#outbox.room();
    this.#requests = new SocketRequests({ ...opening, caller: this.caller }, services, room);
    this.#services = services;
    this.#registry = registry;
    this.#times = new SocketTimes(services.options, services.clock.nowMs());
    socket.on('message', (data, isBinary) => this.#received(data, isBinary));
    socket.on('ping', () => this.#wasActive());
    socket.on('pong', () => this.#times.answeredPing());
    // What is wrong with a connection shows as its end.
    socket.on('error', () => {});
    this.closed = new Promise((resolve) => {
      socket.on('close', () => {
        this.#closed();
        resolve();
      });
    });
  }

  get subscription(): Subscription | undefined {
    return this.#reader?.subscription;
  }

  get isOpen(): boolean {
    return !this.#isOver && !this.#times.isEnding && this.#socket.readyState === this.#socket.OPEN;
  }

  nowMs(): number {
    return this.#services.clock.nowMs();
  }

  markAt(place: Place, issuedMs: number): RecoveryMark {
    const { sessionId } = this.caller;
    const number = this.#numbers.next(issuedMs);
    const point = { connectionId: this.connection.connectionId, sessionId, place, issuedMs, number };
    return { token: this.#services.tokens.tokenOf(point), sequence: number };
  }

  /** A reader that leaves too much unread is cut off: what it misses is in the sequence, and waits there. */
  send(frame: string, nowMs = this.nowMs()): boolean {
    if (this.#isOver || this.#socket.readyState !== this.#socket.OPEN) return false;
    if (this.waitingBytes > this.#services.options.maxWaitingBytes) {
      this.cutOffAsSlow();
      return false;
    }
    this.#times.wasActive(nowMs);
    this.#outbox.add(frame);
    return !this.#isOver;
  }

  get waitingBytes(): number {
    return this.#outbox.waitingBytes;
  }

  /** What waits is dropped, so that the reason is not far behind what the client reads next. */
  cutOffAsSlow(): void {
    this.#outbox.drop();
    this.#cutOff('slow');
  }

  told(notification: Notification): void {
    this.#services.observer?.delivered({ accountId: this.caller.accountId, transport: 'WebSocket', notification });
  }

  /** Nothing more is told; requests that are still to come are answered for a while. */
  end(): void {
    if (this.#times.isEnding) return;
    this.#times.end(this.nowMs());
    this.#drop();
  }

  /** Takes a subscription up, or the same one with other filters. */
  attach(subscription: Subscription, since: Sequence): void {
    this.detach();
    const { hub, options } = this.#services;
    const read = createNewsReader(this.caller, this.#services);
    const reader = new SocketReader(subscription, this, { maxNewIds: options.recoveryBufferSize, since, read });
    this.#reader = reader;
    hub.add(reader, since);
    this.#registry.attached(this, subscription);
    setTimeout(() => {
      reader.release();
      if (this.#reader === reader) hub.wake(reader);
    }, options.holdMs).unref();
  }

  /** The subscription is gone, or told over another connection. */
  detach(): void {
    const reader = this.#reader;
    if (!reader) return;
    this.#reader = undefined;
    this.#services.hub.remove(reader);
    this.#registry.detached(this, reader.subscription);
  }

  /** The same subscription, changed by a request that did not come over this connection. */
  changed(subscription: Subscription): void {
    const position = this.#reader && this.#services.hub.positionOf(this.#reader);
    if (position !== undefined) this.attach(subscription, position);
  }

  /** Another connection takes its place. */
  supersede(): void {
    this.#isSuperseded = true;
    this.detach();
    this.#socket.terminate();
  }

  /** Takes no more requests; resolves once those that were taken are answered. */
  async answerLast(): Promise<void> {
    this.#isLeaving = true;
    await this.#requests.settled();
  }

  close(code: number): void {
    this.#isOver = true;
    this.#outbox.sendAll();
    this.#socket.close(code);
  }

  /** Ends it when it has outlived one of its times, and pings. */
  sweep(nowMs: number): void {
    if (this.#isOver) {
      if (this.#times.isClosedLate(nowMs)) this.#socket.terminate();
      return;
    }
    const due = this.#times.due(nowMs);
    if (due === 'lost') this.#socket.terminate();
    else if (due === 'ping') this.#ping(nowMs);
    else if (due !== undefined) this.#cutOff(due);
  }

  #ping(nowMs: number): void {
    this.#times.pinged(nowMs);
    this.#socket.ping();
  }

  /** Says the first frame, and takes up what was left. */
  greet({ place, isRecovered, subscription }: Opening): void {
    const nowMs = this.nowMs();
    const { token, sequence } = this.markAt(place, nowMs);
    const about = { limits: this.#services.options, nowMs, isRecovered };
    // Whoever took a connection up again has marks, and some keep the largest, whichever connection gave it.
    this.send(connectionDetailsFrame({ token, sequence: isRecovered === undefined ? 1 : sequence }, about));
    if (subscription) this.attach(subscription, place.sequence);
  }

  #wasActive(): void {
    this.#times.wasActive(this.nowMs());
  }

  #cutOff(error: GatewayError): void {
    this.#services.log.info({ extensionId: this.caller.extensionId, reason: error }, 'a WebSocket is closed');
    this.#outbox.add(gatewayErrorFrame(error));
    this.close(closeCodes[error]);
  }

  #received(data: RawData, isBinary: boolean): void {
    if (this.#isOver || this.#isLeaving) return;
    this.#wasActive();
    try {
      if (isBinary) throw new FrameError({ code: 'unsupported-media-type' });
      const frame = clientFrameFrom(data.toString());
      if (frame.type === 'Heartbeat') this.send(heartbeatFrame(frame.messageId));
      else this.#asked(frame).catch((err: unknown) => this.#failed(frame.messageId, err));
    } catch (error) {
      this.#refused(error);
    }
  }

  #refused(error: unknown): void {
    if (!(error instanceof FrameError)) {
      this.#services.log.error({ err: error }, 'a defect in reading a frame');
      this.send(frameErrorFrame({ code: 'overloaded' }));
      return;
    }
    const { refusal, messageId } = error;
    this.send(messageId === undefined ? frameErrorFrame(refusal) : refusalFrame(messageId, refusal));
  }

  async #asked(request: ClientRequest): Promise<void> {
    const isPut = await this.#requests.ask(request, (answer) => this.#answered(request, answer));
    if (!isPut) this.send(refusalFrame(request.messageId, { code: 'too-many-active-requests' }));
  }

  async #answered(request: ClientRequest, answer: Answer): Promise<void> {
    const { messageId } = request;
    if (!hasTouchedSubscriptions(request, answer)) {
      this.send(answerFrame(messageId, answer, undefined));
      return;
    }
    const own = await this.#requests.readSubscription();
    const id = answer.body === '' ? undefined : (JSON.parse(answer.body) as { id: string }).id;
    this.send(answerFrame(messageId, answer, id));
    const before = this.subscription;
    // Whoever takes its place has it, or leaves it.
    if (this.#isSuperseded) return;
    if (this.#socket.readyState === this.#socket.CLOSED) sayGone(this.#held, this.#services);
    else if (own === undefined) this.detach();
    else if (own.subscriptionId === before?.subscriptionId) this.changed(own);
    else this.attach(own, own.toldPosition);
  }

  #failed(messageId: string, err: unknown): void {
    this.#services.log.error({ err }, 'a defect in answering over a WebSocket');
    this.send(refusalFrame(messageId, { code: 'overloaded' }));
  }

  #closed(): void {
    this.#isOver = true;
    this.#requests.end();
    this.#outbox.drop();
    this.#registry.closed(this);
    this.#drop();
  }

  /** The subscription waits for a while to be taken up again. */
  #drop(): void {
    if (!this.#reader) return;
    const position = this.#services.hub.positionOf(this.#reader);
    this.detach();
    sayGone(this.#held, this.#services, position);
  }

  async keep(): Promise<void> {
    if (this.subscription) await sayStaying(this.#held, this.#services);
  }

  get #held() {
    return { accountId: this.caller.accountId, connection: this.connection };
  }
}
