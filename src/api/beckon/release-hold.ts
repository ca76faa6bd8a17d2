/** DELETE /beckon/v1/holds/{holdId}: what the hold kept is erased in the next sweep. */

import { Type } from 'typebox';
import { unwrap } from '../../domain/errors.ts';
import type { HoldId } from '../../domain/hold.ts';
import { idFrom } from '../shared/mailbox.ts';
import { noContent, operation } from '../shared/operation.ts';

export const releaseHold = operation({
  operationId: 'releaseHold',
  summary: 'Release a legal hold',
  tag: 'Messages',
  method: 'DELETE',
  path: '/beckon/v1/holds/:holdId',
  access: { app: 'EditAccounts', user: 'AccountAdministration' },
  rate: 'Medium',
  schema: { params: Type.Object({ holdId: Type.String() }), response: { 204: noContent } },
  async handle({ params, caller, reply }, { store }) {
    const holdId = idFrom(params.holdId, 'holdId') as HoldId;
    unwrap(await store.execute({ kind: 'release-hold', accountId: caller.accountId, actor: caller, holdId }));
    return reply.status(204).send();
  },
});
