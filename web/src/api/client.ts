/** Calls the public API, and nothing else: adds the token, renews it once, and tells apart what can go wrong. */

import { accessToken, endSession } from '../session/session.ts';
import { addressOf } from './address.ts';

/** The server refused. `message` is its own sentence. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly parameter: string | undefined;
  /** Everything that was wrong, each in the server's own sentence. */
  readonly sentences: readonly string[];
  readonly requestId: string;
  /** How long the server asks to be left alone. */
  readonly retryAfterMs: number | undefined;

  constructor({ status, body, requestId, retryAfterMs }: Refused) {
    const first = body?.errors?.[0];
    super(first?.message ?? body?.message ?? `HTTP ${status}`);
    this.name = 'ApiError';
    this.status = status;
    this.code = first?.errorCode ?? body?.errorCode ?? '';
    this.parameter = first?.parameterName ?? body?.parameterName;
    this.sentences = (body?.errors ?? []).flatMap(({ message }) => message ?? []);
    this.requestId = requestId;
    this.retryAfterMs = retryAfterMs;
  }
}

interface Refused {
  readonly status: number;
  readonly body: ErrorBody | undefined;
  readonly requestId: string;
  readonly retryAfterMs?: number | undefined;
}

/** The server could not be reached, or did not finish its answer. Whether it did what was asked is not known. */
export class NetworkError extends Error {}

interface ErrorBody {
  readonly errorCode?: string;
  readonly message?: string;
  readonly parameterName?: string;
  readonly errors?: readonly { errorCode?: string; message?: string; parameterName?: string }[];
}

export interface Ask {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly query?: Readonly<Record<string, string | number | readonly string[] | undefined>>;
  readonly body?: unknown;
  /** A body that is not JSON, as it is; `headers` say what it is. */
  readonly content?: ArrayBuffer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** `path` begins with `/restapi/v1.0` or `/beckon/v1`. A 204 answers undefined. */
export async function call<T>(path: string, ask: Ask = {}): Promise<T> {
  const answer = await authorized(path, ask);
  const isEmpty = answer.status === 204 || answer.headers.get('content-length') === '0';
  const body = isEmpty ? undefined : await reached(() => answer.json());
  if (answer.ok) return body as T;
  throw refusalIn(answer, body);
}

/** A file, as it arrives: `onArrived` is told how many bytes are here. */
export async function download(path: string, onArrived: (bytes: number) => void): Promise<Blob> {
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

function refusalIn({ status, headers }: Response, body: ErrorBody | undefined): ApiError {
  const retryAfterS = Number(headers.get('retry-after'));
  return new ApiError({
    ...{ status, body, requestId: headers.get('RCRequestId') ?? '' },
    ...(retryAfterS > 0 ? { retryAfterMs: retryAfterS * 1000 } : {}),
  });
}

/** The answer, whatever it says, once the session has been renewed if need be. */
async function authorized(path: string, ask: Ask): Promise<Response> {
  const token = await reached(() => accessToken());
  if (token === undefined) return await ended();
  let answer = await send(path, ask, token);
  if (answer.status === 401) {
    const renewed = await reached(() => accessToken(token));
    if (renewed === undefined) return await ended();
    answer = await send(path, ask, renewed);
    if (answer.status === 401) return await ended();
  }
  return answer;
}

/** Whether the server may say otherwise by and by: it could not be reached, or had too much to do. */
export function isPassing(error: unknown): boolean {
  return error instanceof NetworkError || (error instanceof ApiError && (error.status >= 500 || error.status === 429));
}

/** A network that swallows everything must not look like an answer that is about to come. */
const patienceMs = 30_000;

/** The caller's own mailbox. */
export const mailboxPath = '/restapi/v1.0/account/~/extension/~';
export const accountPath = '/restapi/v1.0/account/~';

async function send(path: string, { method = 'GET', query, body, content, headers, signal }: Ask, token: string) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) search.append(name, String(one));
  }
  const address = search.size === 0 ? path : `${path}?${search}`;
  const payload = content ?? (body === undefined ? undefined : JSON.stringify(body));
  return await reached(() =>
    fetch(addressOf(address), {
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
}

async function reached<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new NetworkError();
  }
}

async function ended(): Promise<never> {
  await endSession();
  throw new ApiError({ status: 401, body: undefined, requestId: '' });
}
