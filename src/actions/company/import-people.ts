/** Imports people and, if wanted, makes each new one a link with which they set their password. */

import type { ImportInvitations } from '../../domain/commands/company.ts';
import { unwrap } from '../../domain/errors.ts';
import { type ImportEntry, type ImportProblem, type ImportStep, refuseProblems } from '../../domain/people-import.ts';
import type { Actor } from '../../domain/session.ts';
import type { Store } from '../../domain/store.ts';

export interface ImportRequest {
  readonly actor: Actor;
  readonly entries: readonly ImportEntry[];
  /** What is known to be wrong before anything was asked. */
  readonly problems: readonly ImportProblem[];
  readonly isDryRun: boolean;
  readonly invitations?: ImportInvitations;
}

/** Says what was done, or in a dry run what would be. Throws `DomainError` for all that is wrong, having done nothing. */
export async function importPeople(
  store: Store,
  { actor, problems, isDryRun, ...asked }: ImportRequest,
): Promise<readonly ImportStep[]> {
  const { accountId } = actor;
  const request = { kind: 'import-people', accountId, actor, ...asked } as const;
  if (isDryRun || problems.length === 0) return unwrap(await store.execute({ ...request, isDryRun }));
  const steps = unwrap(await store.execute({ ...request, isDryRun: true }));
  refuseProblems([...problems, ...steps.flatMap((step) => step.problems)]);
  return steps;
}
