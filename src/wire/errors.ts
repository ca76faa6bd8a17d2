/** Refusals as answers: status, headers and the envelope, by the row of their code. */

import type { ErrorCode, Refusal } from '../domain/errors.ts';
import type { ErrorEnvelope, ErrorItem } from './error-envelope.ts';
import { errorHints, hintOf } from './error-hints.ts';
import { type Envelope, type ErrorRow, errorRows } from './error-rows.ts';

/** A refusal as status, headers and body. */
export interface ErrorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ErrorEnvelope;
}

/** `hint` is what only the request itself can tell. */
export function errorAnswer(refusal: Refusal, hint = hintOf(refusal)): ErrorAnswer {
  const { status, vendorCode, envelope }: ErrorRow = errorRows[refusal.code];
  const items = [refusal, ...(refusal.others ?? [])].map(itemOf);
  const { errorCode: _, message, ...about } = items[0] as ErrorItem;
  const body: ErrorEnvelope = {
    errorCode: topCode(envelope, vendorCode),
    message,
    errors: items,
    ...about,
    ...(typeof envelope === 'object' ? { error: envelope.oauth, error_description: message } : {}),
    ...(hint === undefined ? {} : { hint }),
  };
  return { status, headers: headersFor(status, vendorCode, refusal), body };
}

function itemOf(refusal: Refusal): ErrorItem {
  const { vendorCode, envelope, message }: ErrorRow = errorRows[refusal.code];
  return {
    errorCode: vendorCode,
    message: refusal.line === undefined ? message(refusal) : `Line ${refusal.line}: ${message(refusal)}`,
    ...(refusal.parameter === undefined ? {} : { parameterName: refusal.parameter }),
    ...(envelope === 'permission' ? { permissionName: refusal.subject ?? '' } : {}),
  };
}

function topCode(envelope: Envelope, vendorCode: string): string {
  switch (envelope) {
    case 'parameter':
      return 'InvalidParameter';
    case 'token':
      return 'TokenInvalid';
    case 'permission':
      return 'InsufficientPermissions';
    default:
      return vendorCode;
  }
}

function headersFor(status: number, vendorCode: string, { retryAfterS = 1 }: Refusal): Record<string, string> {
  const challenge = { 'www-authenticate': `Bearer realm="Beckon", error="${vendorCode}"` };
  if (status === 401) return challenge;
  if (status === 429) return { ...challenge, 'retry-after': String(retryAfterS) };
  if (status === 503) return { 'retry-after': String(retryAfterS) };
  return {};
}

/** What a defect of our own is answered with; its cause is for the log alone. */
export const defectAnswer: ErrorAnswer = {
  status: 500,
  headers: {},
  body: { errorCode: 'InternalError', message: 'Internal server error', errors: [] },
};

/** One error as documentation has it, with placeholders for the parameter and for what the message names. */
export interface DescribedError {
  readonly status: number;
  readonly vendorCode: string;
  /** What `errorCode` says on top. */
  readonly top: string;
  readonly message: string;
  readonly hint: string | undefined;
}

export function describeErrors(): DescribedError[] {
  return (Object.entries(errorRows) as [ErrorCode, ErrorRow][]).map(
    ([code, { status, vendorCode, envelope, message }]) => ({
      ...{ status, vendorCode, top: topCode(envelope, vendorCode), hint: errorHints[code] },
      message: message({ code, parameter: '…', subject: '…' }),
    }),
  );
}
