/** Answers a path that names several ids: each succeeds or fails alone. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { type BulkItem, bulkAnswer } from '../../wire/bulk.ts';
import { errorAnswer } from '../../wire/errors.ts';

export const maxIdsInPath = 50;

export interface BulkRequest {
  /** The ids as they stand in the path, separated by commas. */
  readonly ids: string;
  /** The address that the ids come after. */
  readonly path: string;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** 207 with the answer to each id, in the order of the path. Refuses more than 50 different ids. */
export async function answerBulk(
  { ids, path, request, reply }: BulkRequest,
  answerOne: (id: string) => Promise<unknown>,
): Promise<FastifyReply> {
  const list = [...new Set(ids.split(',').map((id) => id.trim()))].filter((id) => id !== '');
  if (list.length > maxIdsInPath) throw new DomainError({ code: 'too-many-items', subject: String(maxIdsInPath) });
  const items: BulkItem[] = [];
  for (const id of list) items.push({ id, href: `${path}/${id}`, ...(await settle(() => answerOne(id))) });
  const { contentType, body } = bulkAnswer(items, request.headers.accept);
  return reply.status(207).type(contentType).serializer(String).send(body);
}

async function settle(answer: () => Promise<unknown>): Promise<{ status: number; body: unknown }> {
  try {
    return { status: 200, body: await answer() };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { status, body } = errorAnswer(error.refusal);
    return { status, body };
  }
}
