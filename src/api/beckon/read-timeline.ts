/** GET /beckon/v1/demo/timeline: what the demo was asked lately, what went wrong in it, and who was told because of it. */

import { Type } from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import { timelineShape } from '../../wire/timeline.ts';
import { requireDemoDesk } from '../shared/demo-desk.ts';
import { operation } from '../shared/operation.ts';

export const readTimeline = operation({
  operationId: 'readTimeline',
  summary: 'The requests that the demo answered lately, and the notifications it sent',
  tag: 'About',
  method: 'GET',
  path: '/beckon/v1/demo/timeline',
  access: 'public',
  rate: 'none',
  isForOwnPages: true,
  schema: {
    querystring: Type.Object({
      after: Type.Optional(Type.String({ description: 'The number of the last entry known' })),
    }),
    response: { 200: timelineShape },
  },
  async handle({ query: { after = '0' }, request, reply }, services) {
    const desk = requireDemoDesk(request, services);
    if (!/^\d{1,15}$/.test(after)) throw new DomainError({ code: 'invalid-parameter', parameter: 'after' });
    reply.header('cache-control', 'no-store');
    return { run: desk.run, entries: [...desk.entriesAfter(Number(after))] };
  },
});
