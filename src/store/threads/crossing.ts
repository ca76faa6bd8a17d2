/** How an error gets from one thread to another: of its own class again, as far as anybody asks for that. */

import { DomainError, type Refusal } from '../../domain/errors.ts';

export type CrossingError =
  | { readonly refusal: Refusal; readonly detail: string | undefined }
  | { readonly error: unknown };

export function packed(error: unknown): CrossingError {
  return error instanceof DomainError ? { refusal: error.refusal, detail: error.detail } : { error };
}

export function unpacked(crossed: CrossingError): unknown {
  return 'refusal' in crossed ? new DomainError(crossed.refusal, crossed.detail) : crossed.error;
}
