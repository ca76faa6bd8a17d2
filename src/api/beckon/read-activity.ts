/** GET /beckon/v1/activity: how busy the server was in the last hour, for the people who run it. */

import { Type } from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import { activityShape } from '../../wire/activity.ts';
import { operation } from '../shared/operation.ts';

export const readActivity = operation({
  operationId: 'readActivity',
  summary: 'Read how busy the server was in the last hour',
  tag: 'Company',
  method: 'GET',
  path: '/beckon/v1/activity',
  access: { app: 'ReadAccounts', user: 'AccountAdministration' },
  rate: 'Light',
  schema: {
    querystring: Type.Object({
      after: Type.Optional(Type.String({ description: 'The number of the last measurement known' })),
    }),
    response: { 200: activityShape },
  },
  async handle({ query: { after = '0' } }, { activity }) {
    if (!/^\d{1,15}$/.test(after)) throw new DomainError({ code: 'invalid-parameter', parameter: 'after' });
    if (!activity) throw new DomainError({ code: 'unknown-route' });
    return await activity(Number(after));
  },
});
