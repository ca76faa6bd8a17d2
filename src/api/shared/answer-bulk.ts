/** Paths that name several ids: each succeeds or fails alone. (WIRE contract, section 3.) */

import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, type Refusal } from '../../domain/errors.ts';
import { type BulkItem, BulkRequestBody, bulkAnswer } from '../../wire/bulk.ts';
import { errorAnswer } from '../../wire/errors.ts';

export const maxIdsInPath = 50;
export const maxIdsInBody = 1000;
/** However often each is named: every time makes a part of the answer. */
const maxParts = 1000;

/** The ids that a path lists, separated by commas, in their order and as often as they are named. */
export function idsInPath(text: string, parameter: string): string[] {
  const ids = text
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  if (ids.length === 0) throw new DomainError({ code: 'unknown-resource', parameter });
  return ids;
}

/** Refuses more than `max` different ids. (WIRE contract, section 3.) */
function requireFew(ids: readonly string[], parameter: string, max: number): void {
  if (new Set(ids).size <= max && ids.length <= maxParts) return;
  throw new DomainError({ code: 'too-many-items', parameter, subject: String(max) });
}

export interface Task {
  readonly id: string;
  /** What the request says about this id. */
  readonly body: unknown;
}

/** Pairs the ids of a path, or with `*` those of the body, with what the body says of each. */
export function tasksOf(pathIds: string, parameter: string, body?: unknown): Task[] {
  const entries = body instanceof BulkRequestBody ? body.entries : undefined;
  if (pathIds === '*') {
    if (!entries) throw new DomainError({ code: 'malformed-request' });
    const tasks = entries.map((entry) => ({ id: entry.resourceId ?? '', body: entry.body }));
    requireFew(
      tasks.map(({ id }) => id),
      parameter,
      maxIdsInBody,
    );
    return tasks;
  }
  const ids = idsInPath(pathIds, parameter);
  requireFew(ids, parameter, maxIdsInPath);
  if (entries && entries.length !== ids.length) throw new DomainError({ code: 'malformed-request' });
  return ids.map((id, index) => ({ id, body: entries ? entries[index]?.body : body }));
}

/** The ids that a body lists, as clients send them with a DELETE; none for any other body. */
export function idsInBody(body: unknown): string[] {
  return Array.isArray(body) ? body.map(String) : [];
}

/** A body that lists ids and says nothing of each; any other as it is. */
export function bodyOfIds(body: unknown): unknown {
  if (!Array.isArray(body)) return body;
  return new BulkRequestBody(idsInBody(body).map((resourceId) => ({ resourceId, body: undefined })));
}

export interface BulkPlace {
  /** The address that the ids come after. */
  readonly path: string;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Their changes share commits. Everybody else gets their turn before the next are begun. */
const begunAtOnce = 64;

/** The answer to each id, in order. */
export async function settleEach(
  tasks: readonly Task[],
  path: string,
  answerOne: (task: Task) => Promise<unknown>,
): Promise<BulkItem[]> {
  const items: BulkItem[] = [];
  for (let at = 0; at < tasks.length; at += begunAtOnce) {
    if (at > 0) await turn();
    const begun = tasks.slice(at, at + begunAtOnce).map(async (task) => {
      return { id: task.id, href: `${path}/${task.id}`, ...(await settle(() => answerOne(task))) };
    });
    items.push(...(await Promise.all(begun)));
  }
  return items;
}

/** Answers 207 with each id's own answer. */
export async function answerBulk(
  tasks: readonly Task[],
  { path, request, reply }: BulkPlace,
  answerOne: (task: Task) => Promise<unknown>,
): Promise<FastifyReply> {
  return sendBulk(await settleEach(tasks, path, answerOne), request, reply);
}

export function sendBulk(items: readonly BulkItem[], request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { contentType, pieces } = bulkAnswer(items, request.headers.accept);
  reply.status(207).type(contentType);
  if (items.length > maxIdsInBody) return reply.send(Readable.from(joined(pieces)));
  return reply.serializer(String).send([...pieces].join(''));
}

const joinedAtOnce = 500;

/** No more of a long answer is put together than is read, and others get their turn in between. */
async function* joined(pieces: Iterable<string>): AsyncIterable<string> {
  let text = '';
  let count = 0;
  for (const piece of pieces) {
    text += piece;
    if (++count % joinedAtOnce > 0) continue;
    yield text;
    text = '';
    await turn();
  }
  yield text;
}

async function settle(answer: () => Promise<unknown>): Promise<{ status: number; body: unknown }> {
  try {
    return { status: 200, body: await answer() };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return answerTo(error.refusal);
  }
}

/** By refusal, as long as anyone has it. */
const answers = new WeakMap<Refusal, { status: number; body: unknown }>();

function answerTo(refusal: Refusal): { status: number; body: unknown } {
  const known = answers.get(refusal);
  if (known) return known;
  const { status, body } = errorAnswer(refusal);
  answers.set(refusal, { status, body });
  return { status, body };
}
