/** One WebSocket: its frames in and out, its subscription, and its end. */

import { once } from 'node:events';
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
  type GatewayError,
  gatewayErrorFrame,
  heartbeatFrame,
  type RecoveryMark,
  refusalFrame,
} from '../wire/frames.ts';
import type { Notification } from '../wire/notifications.ts';
import { createNewsReader, type NewsReader } from './mailbox-news.ts';
import type { Opening } from './socket-admission.ts';
import { listenTo, type SocketListener, type Spoken } from './socket-events.ts';
import { SocketMarks } from './socket-marks.ts';
import { type Outboxes, SocketOutbox } from './socket-outbox.ts';
import { type Outlet, SocketReader, type ToldSubscription } from './socket-reader.ts';
import { hasTouchedSubscriptions, SocketRequests } from './socket-requests.ts';
import type { SocketServices } from './socket-services.ts';
import { SocketTimes } from './socket-times.ts';
import { refusalFor, sayGone, sayStaying } from './socket-words.ts';

export interface Registry {
  /** Its subscription is told over this connection from now on, and over no other. */
  attached(connection: SocketConnection, subscription: ToldSubscription): void;
  detached(connection: SocketConnection, subscription: ToldSubscription): void;
  closed(connection: SocketConnection): void;
}

export class SocketConnection implements Outlet, SocketListener {
  readonly caller: Caller;
  readonly #socket: WebSocket;
  readonly #outbox: SocketOutbox;
  readonly #services: SocketServices;
  readonly #registry: Registry;
  readonly #forwardedFor: Opening['forwardedFor'];
  /** Absent while nothing that was asked is to be answered. */
  #requests: SocketRequests | undefined;
  readonly #marks: SocketMarks;
  readonly #times: SocketTimes;
  #reader: SocketReader | undefined;
  #isOver = false;
  #isLeaving = false;
  #isSuperseded = false;

  constructor({ socket, wire }: Spoken, opening: Opening, services: SocketServices, registry: Registry & Outboxes) {
    this.caller = opening.caller;
    this.#forwardedFor = opening.forwardedFor;
    this.#marks = new SocketMarks(services.tokens, opening.lastMark);
    this.#socket = socket;
    this.#outbox = new SocketOutbox(wire, registry);
    this.#services = services;
    this.#registry = registry;
    this.#times = new SocketTimes(services.options, services.clock.nowMs());
    listenTo(socket, this);
  }

  get connection(): Connection {
    return this.caller.connection as Connection;
  }

  /** Resolves when it is closed. */
  async closed(): Promise<void> {
    if (this.#socket.readyState !== this.#socket.CLOSED) await once(this.#socket, 'close');
  }

  get subscription(): ToldSubscription | undefined {
    return this.#reader?.subscription;
  }

  get isOpen(): boolean {
    return !this.#isOver && !this.#times.isEnding && this.#socket.readyState === this.#socket.OPEN;
  }

  nowMs(): number {
    return this.#services.clock.nowMs();
  }

  markAt(place: Place, nowMs: number): RecoveryMark {
    const { accountId, sessionId } = this.caller;
    return this.#marks.markAt(place, { accountId, sessionId, connectionId: this.connection.connectionId }, nowMs);
  }

  newsReader(): NewsReader {
    return createNewsReader(this.caller, this.#services);
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
    const { hub, options, holds } = this.#services;
    const { accountId, extensionId, sessionId, subscriptionId, filters } = subscription;
    const told = { accountId, extensionId, sessionId, subscriptionId, filters };
    const reader = new SocketReader(told, this, { maxNewIds: options.recoveryBufferSize, since });
    this.#reader = reader;
    hub.add(reader, since);
    this.#registry.attached(this, told);
    holds.add(() => {
      reader.release();
      if (this.#reader === reader) hub.wake(reader);
    });
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
    this.#outbox.write();
    this.#socket.terminate();
  }

  /** Takes no more requests; resolves once those that were taken are answered. */
  async answerLast(): Promise<void> {
    this.#isLeaving = true;
    await this.#requests?.settled();
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

  wasActive(): void {
    this.#times.wasActive(this.nowMs());
  }

  answeredPing(): void {
    this.#times.answeredPing();
  }

  #cutOff(error: GatewayError): void {
    this.#services.log.info({ extensionId: this.caller.extensionId, reason: error }, 'a WebSocket is closed');
    this.#outbox.add(gatewayErrorFrame(error));
    this.close(closeCodes[error]);
  }

  received(data: RawData, isBinary: boolean): void {
    if (this.#isOver || this.#isLeaving) return;
    this.wasActive();
    try {
      if (isBinary) throw new FrameError({ code: 'unsupported-media-type' });
      const frame = clientFrameFrom(data.toString());
      if (frame.type === 'Heartbeat') this.send(heartbeatFrame(frame.messageId));
      else this.#asked(frame).catch((err: unknown) => this.#failed(frame.messageId, err));
    } catch (error) {
      this.send(refusalFor(error, this.#services));
    }
  }

  async #asked(request: ClientRequest): Promise<void> {
    const asker = { caller: this.caller, connection: this.connection, forwardedFor: this.#forwardedFor };
    const requests = this.#requests ?? new SocketRequests(asker, this.#services, this.#outbox);
    this.#requests = requests;
    const isPut = await requests.ask(request, (answer) => this.#answered(requests, request, answer));
    if (requests.areAllAnswered && this.#requests === requests) {
      requests.end();
      this.#requests = undefined;
    }
    if (!isPut) this.send(refusalFrame(request.messageId, { code: 'too-many-active-requests' }));
  }

  async #answered(requests: SocketRequests, request: ClientRequest, answer: Answer): Promise<void> {
    const { messageId } = request;
    if (!hasTouchedSubscriptions(request, answer)) {
      this.send(answerFrame(messageId, answer, undefined));
      return;
    }
    const own = await requests.readSubscription();
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

  wasClosed(): void {
    this.#isOver = true;
    this.#requests?.end();
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
