/** What falls with an extension that is deleted: every tie to others, and all that let it sign in or be told. */

import type { Effect } from '../effect.ts';
import { type Extension, isDepartment } from '../extension.ts';
import { type Asking, askAll } from '../fact.ts';
import type { OpenAccount } from './account.ts';
import { endSessionsOf } from './endings.ts';

type Now = Pick<OpenAccount, 'nextSequence' | 'timeMs'>;

export function* untie(extension: Extension, now: Now): Asking<Effect[]> {
  return isDepartment(extension) ? untieDepartment(extension, now) : yield* untiePerson(extension, now);
}

/** How many are in it is no matter: what they may read follows from who is in it now. */
function untieDepartment({ extensionId: departmentId }: Extension, { nextSequence: leftSeq }: Now): Effect[] {
  return [
    { kind: 'department-emptied', departmentId, leftSeq },
    { kind: 'managers-set', departmentId, managerIds: [] },
  ];
}

function* untiePerson({ extensionId }: Extension, { nextSequence: leftSeq, timeMs }: Now): Asking<Effect[]> {
  const [memberships, subscriptions] = yield* askAll([
    { kind: 'memberships-of', extensionId },
    { kind: 'subscriptions-of', extensionId },
  ]);
  const ended = yield* endSessionsOf([extensionId], timeMs);
  return [
    ...memberships.map(({ departmentId }): Effect => ({ kind: 'member-left', departmentId, extensionId, leftSeq })),
    { kind: 'manager-dismissed', extensionId },
    { kind: 'presence-gone', extensionId },
    // Browsers that rest on a session are among the subscriptions.
    ...ended.filter(({ kind }) => kind === 'session-ended'),
    ...subscriptions.map(({ subscriptionId }): Effect => ({ kind: 'subscription-deleted', subscriptionId })),
    { kind: 'credentials-revoked', extensionId },
    { kind: 'password-gone', extensionId },
    { kind: 'invitation-gone', extensionId },
  ];
}
