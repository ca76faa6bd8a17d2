/** What falls with an extension that is deleted: every tie to others, and all that let it sign in or be told. */

import type { Effect } from '../effect.ts';
import { type Extension, isDepartment } from '../extension.ts';
import { type Asking, askAll } from '../fact.ts';
import type { Sequence } from '../ids.ts';
import { endSessionsOf } from './endings.ts';

/** What it comes to from a place in the sequence on: that is taken when nothing is left to be asked. */
type Untied = (leftSeq: Sequence) => Effect[];

export function* untie(extension: Extension, timeMs: number): Asking<Untied> {
  return isDepartment(extension) ? untieDepartment(extension) : yield* untiePerson(extension, timeMs);
}

/** How many are in it is no matter: what they may read follows from who is in it now. */
function untieDepartment({ extensionId: departmentId }: Extension): Untied {
  return (leftSeq) => [
    { kind: 'department-emptied', departmentId, leftSeq },
    { kind: 'managers-set', departmentId, managerIds: [] },
  ];
}

function* untiePerson({ extensionId }: Extension, timeMs: number): Asking<Untied> {
  const [memberships, subscriptions] = yield* askAll([
    { kind: 'memberships-of', extensionId },
    { kind: 'subscriptions-of', extensionId },
  ]);
  const ended = yield* endSessionsOf([extensionId], timeMs);
  return (leftSeq) => [
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
