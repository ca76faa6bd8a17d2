/** A server as the app knows it, naive: mailboxes, sessions, notifications, and the vendor's rate limits. */

import { RateLimiter } from '../../../src/api/shared/rate-limiter.ts';
import type { MessageJson } from '../../../web/src/api/shapes.ts';
import type { Clock } from '../../../web/src/browser/ports.ts';
import type { Socket } from '../../../web/src/live/create-live.ts';
import { MailboxModel } from './mailbox-model.ts';
import { SessionsModel } from './sessions-model.ts';
import type { Chance } from './surroundings.ts';

interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly body: Record<string, unknown>;
  readonly form: URLSearchParams;
  readonly key: string | undefined;
}
interface Told {
  readonly ownerId: string;
  hear(text: string): void;
  told: number;
  isDue: boolean;
}

const limits = { light: 50, medium: 40, auth: 60 } as const;
type Group = keyof typeof limits;
const windowS = 60;
/** Who has a mailbox here. */
export const [ada, ben] = ['7', '8'] as const;

export class ServerModel {
  readonly sessions: SessionsModel;
  /** Requests that came though the browser had been told to wait. */
  readonly tooSoon: string[] = [];
  readonly refusals: string[] = [];
  requests = 0;
  isOnline = true;
  /** How often what goes wrong between browser and server does. */
  troubles = 0;
  /** What it answers to whoever asks for tokens, if it has too much to do. */
  tokenTrouble: number | undefined;
  /** Whether it has too much to do to take pages. */
  refusesPages = false;
  /** How often a notification comes without records. */
  bareness = 0;
  readonly #clock: Clock;
  readonly #chance: Chance;
  readonly #limiter = new RateLimiter({ windowMs: windowS * 1000 });
  readonly #heldUntilMs = new Map<Group, number>();
  readonly #listeners = new Set<Told>();
  readonly #sockets = new Map<() => void, string>();
  readonly #mailboxes: Readonly<Record<string, MailboxModel>>;

  constructor(clock: Clock, chance: Chance) {
    this.#clock = clock;
    this.#chance = chance;
    this.sessions = new SessionsModel(clock);
    const mailbox = (ownerId: string, firstId: number) => new MailboxModel(firstId, clock, () => this.#signal(ownerId));
    this.#mailboxes = { [ada]: mailbox(ada, 1000), [ben]: mailbox(ben, 1_000_000) };
  }

  of(ownerId: string): MailboxModel {
    return this.#mailboxes[ownerId] as MailboxModel;
  }

  /** Every socket breaks. */
  breakSockets(): void {
    for (const close of [...this.#sockets.keys()]) close();
  }

  /** Everywhere, as an administrator or the person elsewhere may. */
  endSessions(ownerId: string): void {
    this.sessions.endAll(ownerId);
    for (const [close, owner] of [...this.#sockets]) if (owner === ownerId) close();
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
    const headers = (init.headers ?? {}) as Record<string, string>;
    const ownerId = this.sessions.ownerOf((headers.authorization ?? '').replace('Bearer ', ''));
    const answer = this.#answer(group, ownerId, {
      method: init.method ?? 'GET',
      url: new URL(address, 'http://server'),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : {},
      form: init.body instanceof URLSearchParams ? init.body : new URLSearchParams(),
      key: headers['idempotency-key'],
    });
    await this.#travel();
    // From when the browser has heard of it.
    if (answer.status === 429) this.#heldUntilMs.set(group, nowMs + windowS * 1000);
    return answer;
  };

  readonly openSocket = (uri: string): Socket => {
    const ownerId = new URL(uri).searchParams.get('access_token') ?? '';
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
    const listener: Told = { ownerId, hear, told: 0, isDue: false };
    this.#sockets.set(close, ownerId);
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
            listener.told = this.of(ownerId).position;
            this.#listeners.add(listener);
          }
          hear(JSON.stringify([{ type: 'ClientRequest', status: isExceeded ? 429 : 200, headers }, {}]));
        });
      },
    };
  };

  #signal(ownerId: string): void {
    for (const listener of this.#listeners) {
      if (listener.isDue || listener.ownerId !== ownerId) continue;
      listener.isDue = true;
      this.#clock.after(10, () => {
        listener.isDue = false;
        if (!this.#listeners.has(listener)) return;
        const mailbox = this.of(ownerId);
        const since = listener.told;
        listener.told = mailbox.position;
        const news = this.#chance.is(this.bareness) ? {} : mailbox.news(since);
        const text = JSON.stringify([{ type: 'ServerNotification' }, { event: '/message-store', body: news }]);
        this.#clock.after(this.#chance.next() * 15, () => listener.hear(text));
      });
    }
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

  #answer(group: Group, ownerId: string | undefined, asked: Asked): Response {
    const { isExceeded, headers } = this.#count(group);
    if (isExceeded) return Response.json({ errorCode: 'CMN-301' }, { status: 429, headers });
    if (group === 'auth') return this.#signIn(asked, headers);
    if (ownerId === undefined) return Response.json({ errorCode: 'OAU-213' }, { status: 401, headers });
    const isPage = asked.url.pathname.endsWith('/company-pager');
    if (isPage && this.refusesPages) return Response.json({}, { status: 503, headers });
    const answer = this.#do(ownerId, asked);
    if (answer === 404) return Response.json({ errorCode: 'CMN-102' }, { status: 404, headers });
    return Response.json(answer, { headers });
  }

  /** As whoever the form names as `owner`, or by a refresh token. */
  #signIn({ url, form }: Asked, headers: Record<string, string>): Response {
    if (url.pathname.endsWith('/revoke')) this.sessions.revoke(form.get('token') ?? '');
    if (url.pathname.endsWith('/revoke')) return Response.json({}, { headers });
    if (this.tokenTrouble !== undefined) return Response.json({}, { status: this.tokenTrouble, headers });
    const ownerId = form.get('owner');
    const tokens =
      ownerId === null ? this.sessions.renew(form.get('refresh_token') ?? '') : this.sessions.open(ownerId);
    if (tokens) return Response.json(tokens, { headers });
    return Response.json({ error: 'invalid_grant', error_description: 'ended' }, { status: 400, headers });
  }

  #do(ownerId: string, { method, url, body, key = '' }: Asked): object | 404 {
    const { pathname, searchParams } = url;
    const mailbox = this.of(ownerId);
    if (pathname.endsWith('/wstoken')) return { uri: 'ws://server/ws', ws_access_token: ownerId };
    if (pathname.endsWith('/company-pager')) return mailbox.send(key, pageIn(body));
    if (pathname.startsWith('/beckon/v1/sent/')) {
      const id = mailbox.sent.get(pathname.split('/').at(-1) ?? '');
      return mailbox.messages.get(id ?? 0)?.json ?? 404;
    }
    if (pathname.endsWith('/message-sync')) return mailbox.sync(searchParams.get('syncToken'));
    if (pathname.endsWith('/message-store')) return mailbox.list(searchParams);
    const ids = (pathname.split('/message-store/')[1] ?? '').split(',').filter(Boolean).map(Number);
    if (method === 'GET') return {};
    if (ids.every((id) => mailbox.isGone(id))) return 404;
    const change = method === 'DELETE' ? ({ availability: 'Deleted' } as const) : (body as Partial<MessageJson>);
    for (const id of ids) if (!mailbox.isGone(id)) mailbox.change(id, change);
    return {};
  }
}

function pageIn({ text, writtenAgo, replyOn }: Record<string, unknown>) {
  return {
    text: String(text),
    writtenTime: typeof writtenAgo === 'number' ? String(writtenAgo) : undefined,
    conversationId: typeof replyOn === 'number' ? replyOn : undefined,
  };
}

function groupOf(method: string, address: string): Group {
  if (address.includes('/oauth/') && !address.includes('/wstoken')) return 'auth';
  return method === 'GET' || address.includes('/wstoken')
    ? address.includes('/sent/')
      ? 'medium'
      : 'light'
    : 'medium';
}
