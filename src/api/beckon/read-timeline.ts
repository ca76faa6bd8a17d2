/** GET /beckon/v1/demo/timeline: the requests that the demo answered lately, with what went wrong in them. */

import { Type } from 'typebox';
import { requireDemoDesk } from '../shared/demo-desk.ts';
import { operation } from '../shared/operation.ts';

const orNull = <T extends Type.TSchema>(shape: T) => Type.Union([shape, Type.Null()]);

const entryShape = Type.Object({
  number: Type.Integer(),
  timeMs: Type.Integer(),
  requestId: Type.String(),
  method: Type.String(),
  path: Type.String(),
  operationId: orNull(Type.String()),
  status: Type.Integer(),
  durationMs: Type.Number(),
  extensionId: orNull(Type.String()),
  errorCode: orNull(Type.String()),
  message: orNull(Type.String()),
  messageId: orNull(Type.Integer({ format: 'int64' })),
});

export const readTimeline = operation({
  operationId: 'readTimeline',
  summary: 'The requests that the demo answered lately',
  tag: 'About',
  method: 'GET',
  path: '/beckon/v1/demo/timeline',
  access: 'public',
  rate: 'none',
  schema: {
    querystring: Type.Object({
      after: Type.Optional(Type.String({ description: 'The number of the last entry known' })),
    }),
    response: { 200: Type.Object({ entries: Type.Array(entryShape) }) },
  },
  async handle({ query, request, reply }, beckon) {
    const desk = requireDemoDesk(request, beckon);
    reply.header('cache-control', 'no-store');
    return { entries: [...desk.entriesAfter(Number(query.after ?? 0) || 0)] };
  },
});
