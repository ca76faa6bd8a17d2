/** Founds a company: its people, Departments, apps and credentials, all in one change. */

import type { OutcomeOf } from '../command.ts';
import type { FoundAccount } from '../commands/company.ts';
import type { Decided, Effect } from '../effect.ts';
import { type Asking, ask } from '../fact.ts';
import type { Sequence } from '../ids.ts';
import { audited } from './audited.ts';

export function* foundAccount(command: FoundAccount, nowMs: number): Asking<Decided<OutcomeOf<FoundAccount>>> {
  if (yield* ask({ kind: 'now' })) return { value: { isNew: false }, effects: [] };

  // What is there from the start lies before the first page in the sequence.
  const foundedSeq = (command.firstSequence - 1) as Sequence;
  const effects: Effect[] = [
    { kind: 'account-founded', name: command.name, nextSequence: command.firstSequence, timeMs: nowMs },
    ...command.extensions.map((extension): Effect => ({ kind: 'extension-put', extension, modifiedSeq: foundedSeq })),
    ...command.members.flatMap(({ departmentId, extensionIds }) =>
      extensionIds.map(
        (extensionId): Effect => ({
          kind: 'member-joined',
          departmentId,
          extensionId,
          joinedSeq: foundedSeq,
          joinedMs: nowMs,
        }),
      ),
    ),
    ...command.managers.map((managers): Effect => ({ kind: 'managers-set', ...managers })),
    ...command.apps.map((app): Effect => ({ kind: 'app-put', app })),
    ...command.credentials.map(
      (credential): Effect => ({
        kind: 'credential-added',
        credential: { ...credential, label: '', createdMs: nowMs, expiresMs: null },
      }),
    ),
    ...(command.passwords ?? []).map(
      (password): Effect => ({
        kind: 'password-put',
        password: { ...password, changedMs: nowMs, isGenerated: true, failures: 0, lockedUntilMs: 0 },
      }),
    ),
    audited('operator', nowMs, { action: 'found-account', target: String(command.accountId), details: {} }),
  ];
  return { value: { isNew: true }, effects };
}
