/** /beckon/v1/sessions: where one is signed in, and signing out there or everywhere. Apps sign themselves out by revoking. */

import { Type } from 'typebox';
import { unwrap } from '../../domain/errors.ts';
import type { SessionId } from '../../domain/ids.ts';
import { sessionJson, sessionShape } from '../../wire/credentials.ts';
import { noContent, operation } from '../shared/operation.ts';

export const listOwnSessions = operation({
  operationId: 'listOwnSessions',
  summary: 'List where you are signed in',
  tag: 'Sign-in',
  method: 'GET',
  path: '/beckon/v1/sessions',
  access: { app: 'ReadAccounts' },
  rate: 'Light',
  schema: { response: { 200: Type.Object({ records: Type.Array(sessionShape) }) } },
  async handle({ caller }, { store, clock }) {
    const sessions = await store.as(caller).listOwnSessions(clock.nowMs());
    return { records: sessions.map((session) => sessionJson(session, caller.sessionId)) };
  },
});

export const endOwnSession = operation({
  operationId: 'endOwnSession',
  summary: 'Sign out of one session',
  tag: 'Sign-in',
  method: 'DELETE',
  path: '/beckon/v1/sessions/:sessionId',
  access: { app: 'EditExtensions' },
  rate: 'Medium',
  schema: { params: Type.Object({ sessionId: Type.String() }), response: { 204: noContent } },
  async handle({ params, caller, reply }, { store }) {
    const which = params.sessionId as SessionId;
    unwrap(await store.execute({ kind: 'end-own-sessions', accountId: caller.accountId, actor: caller, which }));
    return reply.status(204).send();
  },
});

export const endOwnSessions = operation({
  operationId: 'endOwnSessions',
  summary: 'Sign out everywhere',
  tag: 'Sign-in',
  method: 'DELETE',
  path: '/beckon/v1/sessions',
  access: { app: 'EditExtensions' },
  rate: 'Medium',
  schema: {
    querystring: Type.Object({
      keepCurrent: Type.Optional(Type.Enum(['true', 'false'], { description: '`true`: everywhere else' })),
    }),
    response: { 204: noContent },
  },
  async handle({ query, caller, reply }, { store }) {
    const which = query.keepCurrent === 'true' ? 'others' : 'all';
    unwrap(await store.execute({ kind: 'end-own-sessions', accountId: caller.accountId, actor: caller, which }));
    return reply.status(204).send();
  },
});
