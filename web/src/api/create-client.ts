/** Calls the public API, and nothing else: adds the token, renews it once, and asks no sooner than it may. */

import { NoTokenAnswer } from './no-token-answer.ts';
import { type Pacing, type Priority, retryAfterMsOf, routeOf } from './pacing.ts';
import { ApiError, type ErrorBody, heldBack, NetworkError } from './refusals.ts';

export interface Ask {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly query?: Readonly<Record<string, string | number | readonly string[] | undefined>>;
  readonly body?: unknown;
  /** A body that is not JSON, as it is; `headers` say what it is. */
  readonly content?: ArrayBuffer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly priority?: Priority;
}

export interface ClientParts {
  /** `address` is a path of the server's. */
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>;
  readonly pacing: Pacing;
  /** A token that works; `refused` names one that did not. Undefined when the session has ended. */
  readonly accessToken: (refused?: string) => Promise<string | undefined>;
  readonly endSession: () => Promise<void>;
}

export type Call = <T>(path: string, ask?: Ask) => Promise<T>;

/** A network that swallows everything must not look like an answer that is about to come. */
const patienceMs = 30_000;

export function createClient({ fetch, pacing, accessToken, endSession }: ClientParts) {
  /** `path` begins with `/restapi/v1.0` or `/beckon/v1`. A 204 answers undefined. */
  async function call<T>(path: string, ask: Ask = {}): Promise<T> {
    const answer = await authorized(path, ask);
    const isEmpty = answer.status === 204 || answer.headers.get('content-length') === '0';
    const body = isEmpty ? undefined : await reached(() => answer.json());
    if (answer.ok) return body as T;
    throw refusalIn(answer, body);
  }

  /** A file, as it arrives: `onArrived` is told how many bytes are here. */
  async function download(path: string, onArrived: (bytes: number) => void): Promise<Blob> {
    // However long it takes.
    const { signal } = new AbortController();
    const answer = await authorized(path, { signal });
    if (!answer.ok || !answer.body) throw refusalIn(answer, await reached(() => answer.json()));
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    let arrived = 0;
    const reader = answer.body.getReader();
    for (;;) {
      const { done, value } = await reached(() => reader.read());
      if (done) return new Blob(chunks, { type: answer.headers.get('content-type') ?? '' });
      chunks.push(value);
      arrived += value.length;
      onArrived(arrived);
    }
  }

  /** The answer, whatever it says, once the session has been renewed if need be. */
  async function authorized(path: string, ask: Ask): Promise<Response> {
    const token = await tokenThatWorks();
    if (token === undefined) return await ended();
    let answer = await send(path, ask, token);
    if (answer.status === 401) {
      const renewed = await tokenThatWorks(token);
      if (renewed === undefined) return await ended();
      answer = await send(path, ask, renewed);
      if (answer.status === 401) return await ended();
    }
    return answer;
  }

  async function tokenThatWorks(refused?: string): Promise<string | undefined> {
    try {
      return await accessToken(refused);
    } catch (error) {
      if (error instanceof NoTokenAnswer && error.retryAfterMs !== undefined) throw heldBack(error.retryAfterMs);
      throw new NetworkError();
    }
  }

  async function send(path: string, ask: Ask, token: string): Promise<Response> {
    const { method = 'GET', query, body, content, headers, signal, priority } = ask;
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query ?? {})) {
      for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) search.append(name, String(one));
    }
    const address = search.size === 0 ? path : `${path}?${search}`;
    const payload = content ?? (body === undefined ? undefined : JSON.stringify(body));
    const route = routeOf(method, path);
    const startMs = await pacing.enter(route, priority);
    const answer = await reached(() =>
      fetch(address, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(payload === undefined ? {} : { body: payload }),
        signal: signal ?? AbortSignal.timeout(patienceMs),
      }),
    );
    await pacing.heard(route, startMs, headOf(answer));
    return answer;
  }

  async function ended(): Promise<never> {
    await endSession();
    throw new ApiError({ status: 401, body: undefined, requestId: '' });
  }

  return { call, download };
}

export function headOf({ status, headers }: Pick<Response, 'status' | 'headers'>) {
  return { status, header: (name: string) => headers.get(name) };
}

function refusalIn(answer: Response, body: ErrorBody | undefined): ApiError {
  const { status, headers } = answer;
  const retryAfterMs = retryAfterMsOf(headOf(answer));
  return new ApiError({ status, body, requestId: headers.get('RCRequestId') ?? '', retryAfterMs });
}

async function reached<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new NetworkError();
  }
}
