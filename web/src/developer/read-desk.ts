/** Asks the demo's desk, for which nobody need be signed in. */

import { ApiError, NetworkError } from '../api/refusals.ts';
import { addressOf } from '../browser/address.ts';

/** Rejects with `ApiError` or `NetworkError`. */
export async function readDesk<T>(path: string): Promise<T> {
  const answer = await fetch(addressOf(path)).catch(() => {
    throw new NetworkError();
  });
  const body = await answer.json().catch(() => undefined);
  if (answer.ok && body !== undefined) return body as T;
  throw new ApiError({ status: answer.status, body, requestId: answer.headers.get('RCRequestId') ?? '' });
}
