/** GET …/message-store/{messageId}/content/{attachmentId}: the text of a page, whole or a range of its bytes. */

import { create as contentDisposition } from 'content-disposition';
import rangeParser from 'range-parser';
import { Type } from 'typebox';
import { DomainError } from '../domain/errors.ts';
import { choice } from '../wire/choices.ts';
import { hashSecret } from '../wire/secrets.ts';
import { messageParams, requireMessage } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

const querystring = Type.Object({
  access_token: Type.Optional(Type.String()),
  contentDisposition: Type.Optional(choice(['Inline', 'Attachment'])),
  contentDispositionFilename: Type.Optional(Type.String()),
});

export const readMessageContent = operation({
  operationId: 'readMessageContent',
  summary: 'Read the text of a message',
  tag: 'Messages',
  method: 'GET',
  path: '/restapi/v1.0/account/:accountId/extension/:extensionId/message-store/:messageId/content/:attachmentId',
  access: { app: 'ReadMessages', user: 'ReadMessageContent' },
  rate: 'Medium',
  schema: {
    params: Type.Object({ ...messageParams.properties, attachmentId: Type.String() }),
    querystring,
    response: { 200: Type.String(), 206: Type.String() },
  },
  async handle({ params, query, caller, request, reply }, services) {
    const { page, copy } = await requireMessage(params, caller, services);
    if (params.attachmentId !== '1' || copy.availability === 'Purged') {
      throw new DomainError({ code: 'unknown-resource', parameter: 'attachmentId' });
    }
    const content = Buffer.from(page.text);
    const tag = `"${hashSecret(page.text)}"`;
    reply.headers({ etag: tag, 'accept-ranges': 'bytes', 'cache-control': 'private, no-cache' });
    if (query.contentDisposition !== undefined || query.contentDispositionFilename !== undefined) {
      const type = query.contentDisposition === 'Attachment' ? 'attachment' : 'inline';
      reply.header('content-disposition', contentDisposition(query.contentDispositionFilename, { type }));
    }
    if (isHeld(tag, request.headers['if-none-match'])) return reply.status(304).send();

    reply.type('text/plain; charset=utf-8');
    const isSameText = [tag, undefined].includes(request.headers['if-range'] as string | undefined);
    const range = isSameText && request.method === 'GET' ? rangeOf(request.headers.range, content.length) : undefined;
    if (!range) return reply.send(content);
    reply.header('content-range', `bytes ${range === 'none' ? '*' : `${range.start}-${range.end}`}/${content.length}`);
    if (range === 'none') throw new DomainError({ code: 'range-not-satisfiable' });
    return reply.status(206).send(content.subarray(range.start, range.end + 1));
  },
});

/** Whether the client's own tags name this text; for this a weak tag is as good as a strong one. */
function isHeld(tag: string, ifNoneMatch = ''): boolean {
  return ifNoneMatch.split(',').some((one) => ['*', tag, `W/${tag}`].includes(one.trim()));
}

/** Undefined for the whole: no range asked for, one that cannot be read, or several, which need not be served. */
function rangeOf(header: string | undefined, size: number): { start: number; end: number } | 'none' | undefined {
  const ranges = header === undefined ? -2 : rangeParser(size, header);
  if (ranges === -1) return 'none';
  if (ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1) return undefined;
  return ranges[0];
}
