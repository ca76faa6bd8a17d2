/** What can go wrong when the server is asked, and what is to be made of it. */

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

export interface ErrorBody {
  readonly errorCode?: string;
  readonly message?: string;
  readonly parameterName?: string;
  readonly errors?: readonly { errorCode?: string; message?: string; parameterName?: string }[];
}

/** The server could not be reached, or did not finish its answer. Whether it did what was asked is not known. */
export class NetworkError extends Error {}

/** Not asked at all, because the server would refuse it until a time: as it would say that itself. */
export function heldBack(retryAfterMs: number): ApiError {
  const body = { errorCode: 'CMN-301', message: 'Request rate exceeded' };
  return new ApiError({ status: 429, body, requestId: '', retryAfterMs });
}

/** Whether the server may say otherwise by and by: it could not be reached, or had too much to do. */
export function isPassing(error: unknown): boolean {
  return error instanceof NetworkError || (error instanceof ApiError && (error.status >= 500 || error.status === 429));
}

const firstRestMs = 5000;
const longestRestMs = 60_000;

/** How long to leave the server alone after so many failures in a row: as long as it says, or longer each time. */
export function restAfter(error: unknown, failures: number): number {
  if (error instanceof ApiError && error.retryAfterMs !== undefined) return error.retryAfterMs;
  return Math.min(firstRestMs * 2 ** Math.max(0, failures - 1), longestRestMs);
}
