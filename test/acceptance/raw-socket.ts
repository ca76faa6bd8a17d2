/** A WebSocket spoken to frame by frame, as a client without an SDK may. */

import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Person } from './person.ts';
import type { Target } from './server-process.ts';
import { until } from './until.ts';

export interface Meta {
  readonly type: string;
  readonly messageId: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly wsc?: { readonly token: string; readonly sequence: number };
}

export interface Event {
  readonly uuid: string;
  readonly event: string;
  readonly timestamp: string;
  readonly subscriptionId: string;
  readonly ownerId: string;
  readonly body: {
    readonly accountId?: string;
    readonly extensionId: string;
    readonly eventType?: string;
    readonly lastUpdated?: string;
    readonly changes: readonly {
      readonly type: string;
      readonly newCount: number;
      readonly updatedCount: number;
      readonly newMessageIds: readonly number[];
    }[];
  };
}

// biome-ignore lint/suspicious/noExplicitAny: a frame holds whatever the server sent
export type Frame = readonly [Meta, any?];

export interface SocketToken {
  readonly uri: string;
  readonly ws_access_token: string;
  readonly expires_in: number;
}

export async function socketToken(person: Person): Promise<SocketToken> {
  const { status, text, body } = await person.call<SocketToken>('/restapi/oauth/wstoken', { method: 'POST' });
  if (status !== 200) throw new Error(`no wstoken: ${status} ${text}`);
  return body;
}

let messageCount = 0;

export class RawSocket {
  readonly socket: WebSocket;
  readonly texts: string[] = [];
  readonly frames: Frame[] = [];
  closeCode: number | undefined;

  constructor(url: string, headers: Record<string, string> = {}) {
    this.socket = new WebSocket(url, { headers });
    this.socket.on('message', (data) => {
      const text = data.toString();
      this.texts.push(text);
      const cut = text.indexOf(',--Boundary');
      this.frames.push(cut < 0 ? JSON.parse(text) : [JSON.parse(text.slice(1, cut)), text.slice(cut + 1, -1)]);
    });
    this.socket.on('close', (code) => {
      this.closeCode = code;
    });
    this.socket.on('error', () => {});
  }

  static async open(target: Target, person: Person, wsc?: string): Promise<RawSocket> {
    const { ws_access_token: token } = await socketToken(person);
    const socket = new RawSocket(
      `${target.url.replace('http', 'ws')}/ws?access_token=${token}${wsc ? `&wsc=${wsc}` : ''}`,
    );
    await socket.details();
    return socket;
  }

  async details(): Promise<Frame> {
    return await until(() => this.frames.find(([{ type }]) => type === 'ConnectionDetails'), 'the connection details');
  }

  /** The newest token to recover with. */
  get wsc(): string {
    return this.frames.findLast(([{ wsc }]) => wsc !== undefined)?.[0].wsc?.token ?? '';
  }

  get events(): Event[] {
    return this.frames.filter(([{ type }]) => type === 'ServerNotification').map(([, body]) => body as Event);
  }

  /** The ids of all new messages it was told of, as they came. */
  get newIds(): number[] {
    return this.events.flatMap(({ body }) => body.changes?.flatMap(({ newMessageIds }) => newMessageIds) ?? []);
  }

  get updatedCount(): number {
    return this.events.reduce((sum, { body }) => sum + (body.changes?.[0]?.updatedCount ?? 0), 0);
  }

  async request(method: string, path: string, body?: unknown, more: object = {}): Promise<Frame> {
    const messageId = `message-${++messageCount}`;
    const frame = [{ type: 'ClientRequest', messageId, method, path, ...more }, ...(body === undefined ? [] : [body])];
    this.socket.send(JSON.stringify(frame));
    return await until(() => this.frames.find(([meta]) => meta.messageId === messageId), `an answer to ${path}`);
  }

  async subscribe(
    ...eventFilters: string[]
  ): Promise<{ id: string; eventFilters: string[]; expirationTime: string; deliveryMode: object }> {
    const body = { eventFilters, deliveryMode: { transportType: 'WebSocket' } };
    const [meta, subscription] = await this.request('POST', '/restapi/v1.0/subscription', body);
    if (meta.status !== 200) throw new Error(JSON.stringify(subscription));
    return subscription;
  }

  /** Breaks the connection without a word. */
  drop(): void {
    this.socket.terminate();
  }

  async close(): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return;
    const closed = once(this.socket, 'close');
    this.socket.close();
    await closed;
  }

  async closed(): Promise<number> {
    return await until(() => this.closeCode, 'the connection to be closed');
  }
}

export const messageStore = '/restapi/v1.0/account/~/extension/~/message-store';
