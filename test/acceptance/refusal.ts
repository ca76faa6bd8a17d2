/** What a refused request must be answered with: the right status, and the error envelope with nothing missing or extra. */

import assert from 'node:assert/strict';

/** The error envelope that every refusal carries. */
export interface ErrorBody {
  readonly errorCode: string;
  readonly message: string;
  /** Beckon's own addition: how to mend it. */
  readonly hint?: string;
  readonly errors: readonly { readonly errorCode: string; readonly message: string }[];
}

export interface Refused {
  readonly status: number;
  readonly body: ErrorBody;
}

export interface Refusal {
  readonly status: number;
  /** The code on top. */
  readonly errorCode: string;
  /** The code inside `errors`. */
  readonly code: string;
  readonly parameterName?: string;
}

/** 400 with `InvalidParameter` on top and the code inside. */
export function parameter(code: string, parameterName: string): Refusal {
  return { status: 400, errorCode: 'InvalidParameter', code, parameterName };
}

/** The same code on top and inside. */
export function plain(status: number, code: string, parameterName?: string): Refusal {
  return { status, errorCode: code, code, ...(parameterName === undefined ? {} : { parameterName }) };
}

/** 401 with `TokenInvalid` on top and the code inside. */
export function token(code: string): Refusal {
  return { status: 401, errorCode: 'TokenInvalid', code };
}

export function described({ status, code, parameterName }: Refusal): string {
  return `${status} ${code}${parameterName === undefined ? '' : ` [${parameterName}]`}`;
}

export function assertRefused({ status, body }: Refused, refusal: Refusal): void {
  const { errorCode, code, parameterName } = refusal;
  const { hint, ...envelope } = body ?? {};
  const { message } = envelope;
  const name = parameterName === undefined ? {} : { parameterName };
  assert.deepEqual(
    { status, body: envelope },
    { status: refusal.status, body: { errorCode, message, errors: [{ errorCode: code, message, ...name }], ...name } },
  );
  assert.ok(hint === undefined || hint.length > 0, 'the hint says nothing');
  assert.ok(typeof message === 'string' && message.length > 0, 'the refusal says nothing');
}
