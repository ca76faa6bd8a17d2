/** A browser maker's push service on this machine: it takes only what the RFCs allow, and fails as it is told to. */

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { checkRequest } from './check-request.ts';
import { type DeviceKeys, newDeviceKeys, openMessage } from './open-message.ts';

/** What the service does with the next message instead of taking it. */
export type Trouble =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  /** It never answers. */
  | 'hang';

/** A message that was taken, as the device reads it. */
export interface Received {
  readonly json: Record<string, unknown>;
  readonly ttlS: number;
  readonly urgency: string;
  readonly topic: string | undefined;
  readonly subject: string;
}

const deadlineMs = 20_000;

/** One browser's subscription with the service. */
export class Device {
  readonly endpoint: string;
  readonly received: Received[] = [];
  /** For each message that was tried, what became of it. */
  readonly attempts: { readonly status: number | 'hang'; readonly atMs: number }[] = [];
  /** What the service does with the next messages, one after another; then it takes them. */
  readonly troubles: Trouble[] = [];
  readonly #keys: DeviceKeys = newDeviceKeys();
  readonly vapidKey: string;

  constructor(endpoint: string, vapidKey: string) {
    this.endpoint = endpoint;
    this.vapidKey = vapidKey;
  }

  /** What the browser gives its page: `PushSubscription.toJSON()`. */
  get subscription() {
    const { publicKey, auth } = this.#keys;
    const keys = { p256dh: publicKey.toString('base64url'), auth: auth.toString('base64url') };
    return { endpoint: this.endpoint, keys };
  }

  open(body: Buffer): Record<string, unknown> {
    return JSON.parse(openMessage(body, this.#keys).toString('utf8'));
  }

  /** Waits until what was received is as asked; gives it. Fails after a while, saying what there is instead. */
  async until(isEnough: (received: readonly Received[]) => boolean): Promise<readonly Received[]> {
    await this.#wait(() => isEnough(this.received));
    return this.received;
  }

  async untilAttempts(count: number): Promise<void> {
    await this.#wait(() => this.attempts.length >= count);
  }

  async #wait(isThere: () => boolean): Promise<void> {
    const untilMs = Date.now() + deadlineMs;
    while (!isThere()) {
      if (Date.now() > untilMs) {
        throw new Error(`in vain: ${JSON.stringify({ received: this.received, attempts: this.attempts })}`);
      }
      await delay(20);
    }
  }
}

export class PushService {
  readonly #server = createServer((request, response) => void this.#take(request, response));
  readonly #devices = new Map<string, Device>();
  /** Requests that no push service would take, and why: none, if all is well. */
  readonly violations: string[] = [];

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async listen(port = 0): Promise<this> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  /** A browser that takes messages signed with this key alone. */
  subscribe(vapidKey: string): Device {
    const device = new Device(`${this.origin}/push/${randomUUID()}`, vapidKey);
    this.#devices.set(new URL(device.endpoint).pathname, device);
    return device;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    if (this.#server.listening) await once(this.#server, 'close');
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', headers, url = '' } = request;
    const body = await buffer(request);
    const device = this.#devices.get(url);
    if (!device) return answer(response, { status: 404 });
    const trouble = device.troubles.shift();
    device.attempts.push({ status: trouble === 'hang' ? 'hang' : (trouble?.status ?? 201), atMs: Date.now() });
    if (trouble === 'hang') return;
    const checked = checkRequest({ method, headers, body }, this.origin);
    if ('status' in checked) return this.#refuse(response, checked.status, checked.reason);
    if (checked.key !== device.vapidKey) return this.#refuse(response, 403, 'signed by another server');
    if (trouble) return answer(response, trouble);
    try {
      device.received.push({
        json: device.open(body),
        ttlS: Number(headers.ttl),
        urgency: String(headers.urgency),
        topic: headers.topic as string | undefined,
        subject: String(checked.claims.sub),
      });
    } catch (error) {
      return this.#refuse(response, 400, String(error));
    }
    return answer(response, { status: 201, headers: { location: `${this.origin}/message/${randomUUID()}` } });
  }

  #refuse(response: ServerResponse, status: number, reason: string): void {
    this.violations.push(`${status} ${reason}`);
    answer(response, { status, body: reason });
  }
}

function answer(response: ServerResponse, { status, headers = {}, body = '' }: Exclude<Trouble, 'hang'>): void {
  response.writeHead(status, headers).end(body);
}

/** Resolves once it listens. */
export async function startPushService(port?: number): Promise<PushService> {
  return await new PushService().listen(port);
}
