/** The `Idempotency-Key` header: the client's name for a request that it may have to repeat. */

import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import type { IdempotencyKey } from '../../domain/idempotency.ts';
import { hashSecret } from '../../wire/secrets.ts';

const maxLength = 255;

/** `asked` is all that tells one request from another. Undefined without the header. */
export function idempotencyFrom({ headers }: FastifyRequest, asked: unknown): IdempotencyKey | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || key === '' || key.length > maxLength) {
    throw new DomainError({ code: 'invalid-parameter', parameter: 'Idempotency-Key' });
  }
  return { key, fingerprint: hashSecret(JSON.stringify(asked)) };
}
