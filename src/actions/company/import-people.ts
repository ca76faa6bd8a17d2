/** Imports people and, if wanted, makes each new one a link with which they set their password. */

import type { ExtensionId } from '../../domain/ids.ts';
import { invitationLife } from '../../domain/invitation.ts';
import { type ImportEntry, type ImportProblem, type ImportStep, refuseProblems } from '../../domain/people-import.ts';
import { canSetPassword } from '../../domain/rules/passwords.ts';
import type { Actor } from '../../domain/session.ts';
import type { Store } from '../../domain/store.ts';
import { changeCompany } from './change-company.ts';

export interface ImportRequest {
  readonly actor: Actor;
  readonly entries: readonly ImportEntry[];
  /** What is known to be wrong before anything was asked. */
  readonly problems: readonly ImportProblem[];
  readonly isDryRun: boolean;
}

/** Says what was done, or in a dry run what would be. Throws `DomainError` for all that is wrong, having done nothing. */
export async function importPeople(
  store: Store,
  { actor, entries, problems, isDryRun }: ImportRequest,
): Promise<readonly ImportStep[]> {
  const { accountId } = actor;
  const request = { kind: 'import-people', accountId, actor, entries } as const;
  if (isDryRun || problems.length === 0) return await changeCompany(store, { ...request, isDryRun });
  const steps = await changeCompany(store, { ...request, isDryRun: true });
  refuseProblems([...problems, ...steps.flatMap((step) => step.problems)]);
  return steps;
}

export interface NewInvitation {
  readonly extensionId: ExtensionId;
  readonly token: string;
  readonly expiresMs: number;
}

/** Several share a commit, and not so many wait that others find the store busy. */
const atATime = 64;

/** Links for everyone new who can sign in. Whoever was changed or deleted meanwhile so that they cannot has none. */
export async function inviteCreated(
  store: Store,
  actor: Actor,
  steps: readonly ImportStep[],
  newToken: () => { readonly token: string; readonly tokenHash: string },
): Promise<NewInvitation[]> {
  const created = steps.filter((step) => step.action === 'create' && canSetPassword({ ...step, isDeleted: false }));
  const invitations: NewInvitation[] = [];
  for (let from = 0; from < created.length; from += atATime) {
    const made = created.slice(from, from + atATime).map(async ({ extensionId }): Promise<NewInvitation[]> => {
      const { token, tokenHash } = newToken();
      const { accountId } = actor;
      const request = { kind: 'invite', accountId, actor, extensionId, tokenHash } as const;
      const result = await store.execute({ ...request, lifeMs: invitationLife.standardMs });
      return result.ok ? [{ extensionId, token, expiresMs: result.value.expiresMs }] : [];
    });
    invitations.push(...(await Promise.all(made)).flat());
  }
  return invitations;
}
