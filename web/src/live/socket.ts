/** Hears of changes the moment they happen. Whatever is missed is found by the next sync, so nothing depends on it. */

import { signal } from '@preact/signals';
import { call } from '../api/client.ts';

export type Connection = 'connecting' | 'live' | 'polling';
export const connection = signal<Connection>('connecting');

const minDelayMs = 1000;
const maxDelayMs = 60_000;
/** While there is no socket, the server is asked this often. */
const pollMs = 20_000;

const beatMs = 30_000;
/** So long without an answer to any heartbeat, and the connection is dead. */
const deafMs = 75_000;

const eventFilters = [
  '/restapi/v1.0/account/~/extension/~/message-store',
  '/restapi/v1.0/account/~/extension',
] as const;

interface Frame {
  readonly type: string;
  readonly messageId?: string;
  readonly status?: number;
}
interface Notification {
  readonly event?: string;
}

export interface Listener {
  onMessages(): void;
  onDirectory(): void;
}

/** Stays connected until the answer is called. */
export function listen(listener: Listener): () => void {
  let socket: WebSocket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let delayMs = minDelayMs;
  let isOver = false;
  let isConnecting = false;
  let lastHeardMs = 0;

  async function connect(): Promise<void> {
    if (isConnecting) return;
    isConnecting = true;
    try {
      const { uri, ws_access_token } = await call<{ uri: string; ws_access_token: string }>('/restapi/oauth/wstoken', {
        method: 'POST',
      });
      if (isOver) return;
      socket = new WebSocket(`${sameOrigin(uri)}?access_token=${encodeURIComponent(ws_access_token)}`);
      socket.addEventListener('message', ({ data }) => take(String(data)));
      socket.addEventListener('close', again);
      lastHeardMs = Date.now();
    } catch {
      again();
    } finally {
      isConnecting = false;
    }
  }

  /** A connection can die without a word, as when a laptop has slept: then nothing answers any more. */
  function beat(): void {
    if (socket?.readyState !== WebSocket.OPEN) return;
    if (Date.now() - lastHeardMs > deafMs) {
      const deaf = socket;
      deaf.removeEventListener('close', again);
      deaf.close();
      again();
    } else socket.send(JSON.stringify([{ type: 'Heartbeat', messageId: crypto.randomUUID() }]));
  }

  function take(text: string): void {
    lastHeardMs = Date.now();
    const [frame, body] = JSON.parse(text) as [Frame, Notification?];
    if (frame.type === 'ConnectionDetails') subscribe();
    else if (frame.type === 'ClientRequest' && frame.status === 200) {
      connection.value = 'live';
      delayMs = minDelayMs;
      // What happened while there was no subscription.
      listener.onMessages();
      listener.onDirectory();
    } else if (frame.type === 'ServerNotification') {
      if (body?.event?.includes('/message-store')) listener.onMessages();
      else listener.onDirectory();
    }
  }

  function subscribe(): void {
    const request = {
      type: 'ClientRequest',
      messageId: crypto.randomUUID(),
      method: 'POST',
      path: '/restapi/v1.0/subscription',
    };
    socket?.send(JSON.stringify([request, { eventFilters, deliveryMode: { transportType: 'WebSocket' } }]));
  }

  function again(): void {
    if (isOver) return;
    connection.value = 'polling';
    clearTimeout(timer);
    // A little chance, so that not everyone comes back in the same instant after the server was restarted.
    timer = setTimeout(connect, delayMs * (0.5 + Math.random()));
    delayMs = Math.min(delayMs * 2, maxDelayMs);
  }

  const poll = setInterval(() => {
    if (connection.value !== 'live' && navigator.onLine) listener.onMessages();
  }, pollMs);
  const heart = setInterval(beat, beatMs);
  const back = () => {
    delayMs = minDelayMs;
    if (socket?.readyState === WebSocket.OPEN) beat();
    else again();
  };
  window.addEventListener('online', back);
  void connect();
  return () => {
    isOver = true;
    clearTimeout(timer);
    clearInterval(poll);
    clearInterval(heart);
    window.removeEventListener('online', back);
    socket?.close();
  };
}

/** The address that the page itself came from: the one that answers name may be another of the same server's. */
function sameOrigin(uri: string): string {
  const { pathname } = new URL(uri);
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${pathname}`;
}
