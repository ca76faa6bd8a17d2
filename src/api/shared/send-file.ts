/** Sends one of the files that are there for anyone, compressed if it also lies there compressed beforehand. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Neither hidden files nor ways out of the folder. */
const looksLikeFile = /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*\.\w+$/;
const endings = { br: '.br', gzip: '.gz' } as const;

interface PublicFile {
  readonly folder: string;
  /** The way to it below the folder. */
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What is none of the folder's files is answered as an unknown address. */
export async function sendFile(request: FastifyRequest, reply: FastifyReply, { folder, name, headers }: PublicFile) {
  if (!looksLikeFile.test(name) || Object.values(endings).some((ending) => name.endsWith(ending))) {
    return reply.callNotFound();
  }
  // A server that is asked for none starts without what reads ranges and knows types.
  const { send, mime, isUtf8MimeType } = await import('@fastify/send');
  const there = (['br', 'gzip'] as const).filter((encoding) => existsSync(join(folder, name + endings[encoding])));
  const encoding = await firstAccepted(request, there);
  const path = encodeURI(encoding ? name + endings[encoding] : name);
  const found = await send(request.raw, path, { root: folder, cacheControl: false, index: false });
  if (found.type === 'error' && found.statusCode !== 404) throw found.metadata.error;
  if (found.type !== 'file') return reply.callNotFound();
  reply.code(found.statusCode).headers(found.headers).headers(headers);
  // Also where it is sent as it is: the next to ask through the same cache may want it otherwise.
  if (there.length > 0) reply.header('vary', [reply.getHeader('vary') ?? [], 'accept-encoding'].flat().join(', '));
  if (encoding) {
    const type = mime.getType(name) ?? 'application/octet-stream';
    reply.headers({
      'content-encoding': encoding,
      'content-type': isUtf8MimeType(type) ? `${type}; charset=utf-8` : type,
    });
  }
  return reply.send(found.stream);
}

async function firstAccepted<E extends string>({ headers }: FastifyRequest, there: E[]): Promise<E | undefined> {
  const { 'accept-encoding': accepted } = headers;
  if (there.length === 0 || accepted === undefined) return undefined;
  const { negotiate } = await import('@fastify/accept-negotiator');
  return negotiate([accepted].flat().join(', '), there) ?? undefined;
}
