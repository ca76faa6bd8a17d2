/** A server as the app knows it, naive: one mailbox with its sequence, keys, notifications, and the vendor's rate limits. */

import { RateLimiter } from '../../../src/api/shared/rate-limiter.ts';
import type { MessageJson } from '../../../web/src/api/shapes.ts';
import type { Clock } from '../../../web/src/browser/ports.ts';
import type { Socket } from '../../../web/src/live/create-live.ts';
import type { Chance } from './surroundings.ts';

interface Kept {
  json: MessageJson;
  seq: number;
}
interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly body: Record<string, unknown>;
  readonly key: string | undefined;
}
interface Told {
  hear(text: string): void;
  told: number;
  isDue: boolean;
}

const limits = { light: 50, medium: 40, auth: 60 } as const;
type Group = keyof typeof limits;
const windowS = 60;

export class ServerModel {
  readonly messages = new Map<number, Kept>();
  /** What was sent, by its key. */
  readonly sent = new Map<string, number>();
  /** Requests that came though the browser had been told to wait. */
  readonly tooSoon: string[] = [];
  readonly refusals: string[] = [];
  requests = 0;
  isOnline = true;
  /** How often what goes wrong between browser and server does. */
  troubles = 0;
  /** How often a notification comes without records. */
  bareness = 0;
  readonly #clock: Clock;
  readonly #chance: Chance;
  readonly #limiter = new RateLimiter({ windowMs: windowS * 1000 });
  readonly #heldUntilMs = new Map<Group, number>();
  readonly #listeners = new Set<Told>();
  readonly #sockets = new Set<() => void>();
  #next = 1000;

  constructor(clock: Clock, chance: Chance) {
    this.#clock = clock;
    this.#chance = chance;
  }

  /** Someone pages the owner of the mailbox. */
  arrive(subject: string): void {
    this.#add(subject, 'Inbound');
  }

  change(id: number, change: Partial<MessageJson>): void {
    const kept = this.messages.get(id);
    if (!kept) return;
    const lastModifiedTime = new Date(Date.parse(kept.json.lastModifiedTime) + 1 + this.#next).toISOString();
    kept.json = { ...kept.json, ...change, lastModifiedTime };
    kept.seq = this.#next++;
    this.#signal();
  }

  alive(): Map<number, string> {
    const all = [...this.messages.values()].filter(({ json }) => json.availability === 'Alive');
    return new Map(
      all.map(({ json }) => [json.id, `${json.subject} ${json.readStatus}`] as const).sort(([a], [b]) => a - b),
    );
  }

  /** Every socket breaks. */
  breakSockets(): void {
    for (const close of [...this.#sockets]) close();
  }

  /** The other devices of the same person ask too. */
  askElsewhere(group: Group): void {
    this.#limiter.take(group, limits[group], this.#clock.nowMs());
  }

  readonly fetch = async (address: string, init: RequestInit): Promise<Response> => {
    await this.#travel();
    const group = groupOf(init.method ?? 'GET', address);
    this.requests += 1;
    const nowMs = this.#clock.nowMs();
    if (nowMs < (this.#heldUntilMs.get(group) ?? 0)) this.tooSoon.push(`${init.method} ${address} ${nowMs}`);
    const answer = this.#answer(group, {
      method: init.method ?? 'GET',
      url: new URL(address, 'http://server'),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : {},
      key: (init.headers as Record<string, string> | undefined)?.['idempotency-key'],
    });
    await this.#travel();
    // From when the browser has heard of it.
    if (answer.status === 429) this.#heldUntilMs.set(group, nowMs + windowS * 1000);
    return answer;
  };

  readonly openSocket = (): Socket => {
    const hearers = { message: [] as ((event: { data: unknown }) => void)[], close: [] as (() => void)[] };
    let readyState = 1;
    const close = () => {
      if (readyState === 3) return;
      readyState = 3;
      this.#listeners.delete(listener);
      this.#sockets.delete(close);
      for (const hear of hearers.close) hear();
    };
    const hear = (text: string) => {
      if (readyState === 1) for (const one of hearers.message) one({ data: text });
    };
    const listener: Told = { hear, told: 0, isDue: false };
    this.#sockets.add(close);
    const later = (act: () => void) => this.#clock.after(20, () => (this.isOnline ? act() : close()));
    later(() => hear(JSON.stringify([{ type: 'ConnectionDetails' }, {}])));
    return {
      get readyState() {
        return readyState;
      },
      close,
      addEventListener(type: 'message' | 'close', act: (event: never) => void) {
        hearers[type].push(act as never);
      },
      send: (text) => {
        const [{ type }] = JSON.parse(text);
        if (type === 'Heartbeat') return later(() => hear('[{"type":"Heartbeat"}]'));
        later(() => {
          const { isExceeded, headers } = this.#count('medium');
          if (!isExceeded) {
            listener.told = this.#next;
            this.#listeners.add(listener);
          }
          hear(JSON.stringify([{ type: 'ClientRequest', status: isExceeded ? 429 : 200, headers }, {}]));
        });
      },
    };
  };

  #add(subject: string, direction: 'Inbound' | 'Outbound', more: Partial<MessageJson> = {}): MessageJson {
    const id = this.#next++;
    const creationTime = new Date(this.#clock.nowMs()).toISOString();
    const json = {
      ...{ id, subject, direction, creationTime, lastModifiedTime: creationTime, conversationId: id },
      ...{ from: { extensionNumber: '102' }, to: [{ extensionNumber: '101' }], pgToDepartment: false },
      ...{ readStatus: 'Unread', availability: 'Alive', ...more },
    } as MessageJson;
    this.messages.set(id, { json, seq: id });
    this.#signal();
    return json;
  }

  #signal(): void {
    for (const listener of this.#listeners) {
      if (listener.isDue) continue;
      listener.isDue = true;
      this.#clock.after(10, () => {
        listener.isDue = false;
        if (!this.#listeners.has(listener)) return;
        const [since, position] = [listener.told, this.#next];
        listener.told = position;
        const syncInfo = { syncToken: `t${position}`, olderRecordsExist: false, since, position };
        const news = this.#chance.is(this.bareness) ? {} : { records: this.#since(since), syncInfo };
        const text = JSON.stringify([{ type: 'ServerNotification' }, { event: '/message-store', body: news }]);
        this.#clock.after(this.#chance.next() * 15, () => listener.hear(text));
      });
    }
  }

  #since(seq: number): object[] {
    const changed = [...this.messages.values()].filter((kept) => kept.seq >= seq);
    return changed.map(({ json }) => {
      const { id, conversationId, availability } = json;
      return availability === 'Alive' ? json : { id, conversationId, availability };
    });
  }

  async #travel(): Promise<void> {
    await new Promise<void>((resolve) => this.#clock.after(5 + this.#chance.next() * 300, resolve));
    if (!this.isOnline || this.#chance.is(this.troubles)) throw new TypeError('network');
  }

  #count(group: Group) {
    const { isExceeded, remaining } = this.#limiter.take(group, limits[group], this.#clock.nowMs());
    if (isExceeded) this.refusals.push(group);
    const headers = {
      'X-Rate-Limit-Group': group,
      'X-Rate-Limit-Limit': String(limits[group]),
      'X-Rate-Limit-Remaining': String(remaining),
      'X-Rate-Limit-Window': String(windowS),
      ...(isExceeded ? { 'Retry-After': String(windowS) } : {}),
    };
    return { isExceeded, headers };
  }

  #answer(group: Group, asked: Asked): Response {
    const { isExceeded, headers } = this.#count(group);
    if (isExceeded) return Response.json({ errorCode: 'CMN-301' }, { status: 429, headers });
    const answer = this.#do(asked);
    if (answer === 404) return Response.json({ errorCode: 'CMN-102' }, { status: 404, headers });
    return Response.json(answer, { headers });
  }

  #do({ method, url, body, key = '' }: Asked): object | 404 {
    const { pathname, searchParams } = url;
    if (pathname.endsWith('/wstoken')) return { uri: 'ws://server/ws', ws_access_token: 'w' };
    if (pathname.endsWith('/company-pager')) return this.#send(key, body);
    if (pathname.startsWith('/beckon/v1/sent/')) {
      const id = this.sent.get(pathname.split('/').at(-1) ?? '');
      return this.messages.get(id ?? 0)?.json ?? 404;
    }
    if (pathname.endsWith('/message-sync')) return this.#sync(searchParams.get('syncToken'));
    const ids = (pathname.split('/message-store/')[1] ?? '').split(',').filter(Boolean).map(Number);
    if (method === 'GET') return { records: [], paging: { totalPages: 1, totalElements: 0 } };
    if (ids.every((id) => this.messages.get(id)?.json.availability === 'Purged')) return 404;
    for (const id of ids)
      this.change(id, method === 'DELETE' ? { availability: 'Deleted' } : (body as Partial<MessageJson>));
    return {};
  }

  #send(key: string, { text, writtenAgo }: Record<string, unknown>): MessageJson {
    const known = this.messages.get(this.sent.get(key) ?? 0);
    if (known) return known.json;
    const writtenTime = typeof writtenAgo === 'number' ? { writtenTime: String(writtenAgo) } : {};
    const json = this.#add(String(text), 'Outbound', writtenTime);
    this.sent.set(key, json.id);
    return json;
  }

  #sync(token: string | null): object {
    const syncInfo = { syncToken: `t${this.#next}`, position: this.#next, olderRecordsExist: false };
    const all = [...this.messages.values()]
      .map(({ json }) => json)
      .filter(({ availability }) => availability === 'Alive');
    return { records: token === null ? all : this.#since(Number(token.slice(1))), syncInfo };
  }
}

function groupOf(method: string, address: string): Group {
  if (address.includes('/oauth/token')) return 'auth';
  return method === 'GET' || address.includes('/wstoken')
    ? address.includes('/sent/')
      ? 'medium'
      : 'light'
    : 'medium';
}
