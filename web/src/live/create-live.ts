/** Hears of changes the moment they happen, with what changed. Whatever is missed is found by a sync: nothing depends on it. */

import { signal } from '@preact/signals';
import type { websocketTokenShape } from '../../../src/wire/tokens.ts';
import type { Call } from '../api/create-client.ts';
import type { Pacing } from '../api/pacing.ts';
import { ApiError, restAfter } from '../api/refusals.ts';
import type { Answer, MessagesNews } from '../api/shapes.ts';
import type { Clock } from '../browser/ports.ts';

export type Connection = 'connecting' | 'live' | 'polling';

/** The part of a browser's WebSocket that is used. */
export interface Socket {
  readonly readyState: number;
  send(text: string): void;
  close(): void;
  addEventListener(type: 'message', hear: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', hear: () => void): void;
}

export interface LiveParts {
  readonly call: Call;
  readonly pacing: Pacing;
  readonly clock: Clock;
  readonly openSocket: (uri: string) => Socket;
  readonly random: () => string;
  /** Between 0 and 1: a little chance, so that not everyone comes back in the same instant after the server was restarted. */
  readonly chance: () => number;
}

export interface Listener {
  /** The subscription begins: what happened before it has to be asked for. */
  onBegin(): void;
  onMessages(news: MessagesNews): void;
  onDirectory(): void;
  /** There is no subscription, and it is time to ask. */
  onPoll(): void;
}

/** While there is no socket, the server is asked this often. */
const pollMs = 20_000;
const beatMs = 30_000;
/** So long without an answer to any heartbeat, and the connection is dead. */
const deafMs = 75_000;
const open = 1;

const subscriptionPath = '/restapi/v1.0/subscription';
const subscriptionRoute = `POST ${subscriptionPath}`;
const eventFilters = [
  '/restapi/v1.0/account/~/extension/~/message-store?withRecords=true',
  '/restapi/v1.0/account/~/extension',
] as const;

interface Frame {
  readonly type: string;
  readonly messageId?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, unknown>>;
}
interface Notification {
  readonly event?: string;
  readonly body?: MessagesNews;
}

export function createLive({ call, pacing, clock, openSocket, random, chance }: LiveParts) {
  const connection = signal<Connection>('connecting');

  /** Stays connected until the answer is called. */
  function listen(listener: Listener): { stop(): void; wake(): void } {
    let socket: Socket | undefined;
    let stopTimer: (() => void) | undefined;
    let stopClock: (() => void) | undefined;
    let failures = 0;
    let isOver = false;
    let isConnecting = false;
    let lastHeardMs = 0;
    let lastPollMs = clock.nowMs();
    let lastBeatMs = lastPollMs;
    let askedMs = 0;

    async function connect(): Promise<void> {
      if (isConnecting || isOver) return;
      isConnecting = true;
      try {
        const asked = { method: 'POST', priority: 'first' } as const;
        const { uri, ws_access_token: token } = await call<Answer<typeof websocketTokenShape>>(
          '/restapi/oauth/wstoken',
          asked,
        );
        if (isOver) return;
        const opened = openSocket(`${uri}?access_token=${encodeURIComponent(token)}`);
        socket = opened;
        lastHeardMs = clock.nowMs();
        opened.addEventListener('message', ({ data }) => {
          if (socket === opened) take(String(data));
        });
        opened.addEventListener('close', () => {
          if (socket === opened) again();
        });
      } catch (error) {
        again(error);
      } finally {
        isConnecting = false;
      }
    }

    function take(text: string): void {
      lastHeardMs = clock.nowMs();
      const [frame, body] = JSON.parse(text) as [Frame, Notification?];
      if (frame.type === 'ConnectionDetails') void subscribe();
      else if (frame.type === 'ClientRequest') void subscribed(frame);
      else if (frame.type === 'ServerNotification') {
        if (body?.event?.includes('/message-store')) listener.onMessages(body.body ?? {});
        else listener.onDirectory();
      }
    }

    async function subscribe(): Promise<void> {
      try {
        askedMs = await pacing.enter(subscriptionRoute, 'first');
      } catch (error) {
        return later(restAfter(error, failures), subscribe);
      }
      const request = { type: 'ClientRequest', messageId: random(), method: 'POST', path: subscriptionPath };
      const wanted = { eventFilters, deliveryMode: { transportType: 'WebSocket' } };
      if (socket?.readyState === open) socket.send(JSON.stringify([request, wanted]));
    }

    async function subscribed({ status = 0, headers = {} }: Frame): Promise<void> {
      const header = (name: string) => (headers[name] === undefined ? null : String(headers[name]));
      await pacing.heard(subscriptionRoute, askedMs, { status, header });
      if (isOver) return;
      if (status === 200) {
        connection.value = 'live';
        failures = 0;
        listener.onBegin();
        listener.onDirectory();
        return;
      }
      // Over the same connection: it is not what was refused.
      failures += 1;
      connection.value = 'polling';
      const retryAfterMs = Number(header('Retry-After')) * 1000 || undefined;
      const refusal = new ApiError({ status, body: undefined, requestId: '', retryAfterMs });
      later(restAfter(refusal, failures), subscribe);
    }

    function again(error?: unknown): void {
      if (isOver) return;
      socket = undefined;
      connection.value = 'polling';
      failures += 1;
      const restMs = restAfter(error, failures);
      const isTold = error instanceof ApiError && error.retryAfterMs !== undefined;
      later(isTold ? restMs + chance() * 1000 : (restMs / 5) * (0.5 + chance()), connect);
    }

    function later(ms: number, act: () => Promise<void>): void {
      stopTimer?.();
      stopTimer = isOver ? undefined : clock.after(ms, () => void act());
    }

    /** A connection can die without a word, as when a laptop has slept: then nothing answers any more. */
    function beat(): void {
      if (socket?.readyState !== open) return;
      lastBeatMs = clock.nowMs();
      if (lastBeatMs - lastHeardMs > deafMs) {
        const deaf = socket;
        again();
        deaf.close();
      } else socket.send(JSON.stringify([{ type: 'Heartbeat', messageId: random() }]));
    }

    function tick(): void {
      stopClock = clock.after(Math.min(pollMs, beatMs) / 2, tick);
      const nowMs = clock.nowMs();
      if (Math.abs(nowMs - lastBeatMs) >= beatMs) beat();
      if (connection.value === 'live' || Math.abs(nowMs - lastPollMs) < pollMs) return;
      lastPollMs = nowMs;
      listener.onPoll();
    }

    tick();
    void connect();
    return {
      stop() {
        isOver = true;
        stopTimer?.();
        stopClock?.();
        socket?.close();
        connection.value = 'connecting';
      },
      /** The network is back, or someone looks: what is dead is noticed, and nothing is waited for but what the server asked for. */
      wake() {
        if (socket?.readyState === open) beat();
        else if (!isConnecting && socket === undefined) {
          failures = 0;
          later(0, connect);
        }
      },
    };
  }

  return { connection, listen };
}
