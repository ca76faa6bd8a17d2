/** Calls the public API, and nothing else: adds the token, renews it once, and tells apart what can go wrong. */

import { accessToken, endSession } from '../session/session.ts';

/** The server refused. `message` is its own sentence. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly parameter: string | undefined;
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
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** `path` begins with `/restapi/v1.0` or `/beckon/v1`. A 204 answers undefined. */
export async function call<T>(path: string, ask: Ask = {}): Promise<T> {
  const token = await reached(() => accessToken());
  if (token === undefined) return await ended();
  let answer = await send(path, ask, token);
  if (answer.status === 401) {
    const renewed = await reached(() => accessToken(token));
    if (renewed === undefined) return await ended();
    answer = await send(path, ask, renewed);
    if (answer.status === 401) return await ended();
  }
  const isEmpty = answer.status === 204 || answer.headers.get('content-length') === '0';
  const body = isEmpty ? undefined : await reached(() => answer.json());
  if (answer.ok) return body as T;
  const retryAfterS = Number(answer.headers.get('retry-after'));
  throw new ApiError({
    status: answer.status,
    body,
    requestId: answer.headers.get('RCRequestId') ?? '',
    ...(retryAfterS > 0 ? { retryAfterMs: retryAfterS * 1000 } : {}),
  });
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

async function send(path: string, { method = 'GET', query, body, headers, signal }: Ask, token: string) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) search.append(name, String(one));
  }
  const text = search.size === 0 ? path : `${path}?${search}`;
  return await reached(() =>
    fetch(text, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
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
