/** Brings people and Departments up to a file: all of it or none, and a second time nothing. Deletes no one. */

import type { OutcomeOf } from '../command.ts';
import type { ImportPeople } from '../commands/company.ts';
import type { Decided, Effect } from '../effect.ts';
import type { Extension } from '../extension.ts';
import { type Asking, take } from '../fact.ts';
import type { Sequence } from '../ids.ts';
import { type ImportStep, refuseProblems } from '../people-import.ts';
import { requirePermission } from './actor.ts';
import { type AuditedChange, audited } from './audited.ts';
import { creationOf, updateOf } from './extensions.ts';
import { lineOf, type MemberPlan, numbered, planImport } from './import-plan.ts';
import { requireNow } from './now.ts';
import { canSetPassword } from './passwords.ts';

export function* importPeople(command: ImportPeople): Asking<Decided<OutcomeOf<ImportPeople>>> {
  yield* requirePermission(command.actor, 'AddRemoveUsers');
  const { timeMs } = yield* requireNow();
  const { members: unnumbered, ended } = yield* planImport(command, timeMs);
  if (!command.isDryRun) refuseProblems(unnumbered.flatMap(({ planned: { problems } }) => problems));
  const created = unnumbered.filter(({ planned: { before } }) => !before).length;
  const block = yield* take(created + 1);
  const members = numbered(unnumbered, block);

  const { invitations } = command;
  const expiresMs = timeMs + (invitations?.lifeMs ?? 0);
  const isInvited = ({ planned: { before, after } }: MemberPlan) =>
    invitations !== undefined && !command.isDryRun && !before && canSetPassword(after);
  const value = members.map((one): ImportStep => {
    const step = stepOf(one);
    return isInvited(one) ? { ...step, invitedUntilMs: expiresMs } : step;
  });
  if (command.isDryRun || value.every(({ action }) => action === 'keep')) return { value, effects: [] };
  const effects = [...members.flatMap((one) => effectsOf(one, { place: block.first, timeMs })), ...ended];
  const invited = members.flatMap((one, index): Effect[] => {
    const tokenHash = invitations?.tokenHashes[index];
    if (!isInvited(one) || tokenHash === undefined) return [];
    return [
      { kind: 'invitation-put', invitation: { extensionId: one.planned.after.extensionId, tokenHash, expiresMs } },
    ];
  });
  const entries = auditOf(members, value).map((change) => audited(command.actor, timeMs, change));
  return { value, effects: [...effects, ...invited, ...entries] };
}

function stepOf({ planned: { entry, before, after, problems }, joins, leaves }: MemberPlan): ImportStep {
  const fields = before
    ? (['status', 'contact'] as const).filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    : [];
  const changes = [
    ...fields,
    ...joins.map(({ extensionNumber }) => `+${extensionNumber}`),
    ...leaves.map(({ extensionNumber }) => `-${extensionNumber}`),
  ];
  const { extensionId, extensionNumber, name, type, status } = after;
  const done = before ? (changes.length === 0 ? 'keep' : 'update') : 'create';
  const action = problems.length > 0 ? 'refuse' : done;
  return { ...lineOf(entry), extensionId, extensionNumber, name, type, status, action, changes, problems };
}

/** First what came of the whole, then an entry for each extension that changed, so that each is found by its own id. */
function auditOf(members: readonly MemberPlan[], steps: readonly ImportStep[]): AuditedChange[] {
  const count = (wanted: ImportStep['action']) => steps.filter(({ action }) => action === wanted).length;
  const whole = { created: count('create'), updated: count('update') };
  const each = members
    .filter((_, index) => steps[index]?.action !== 'keep')
    .map(({ planned: { before, after }, joins, leaves }): AuditedChange => {
      const { action, target, details } = before ? updateOf(before, after) : creationOf(after);
      const ids = (list: readonly Extension[]) => list.map(({ extensionId }) => extensionId);
      const joined = joins.length === 0 ? {} : { joinedDepartmentIds: ids(joins) };
      const left = leaves.length === 0 ? {} : { leftDepartmentIds: ids(leaves) };
      return { action, target, details: { ...details, ...joined, ...left, isImport: true } };
    });
  const invited = steps.flatMap(({ extensionId, invitedUntilMs: expiresMs }): AuditedChange[] =>
    expiresMs === undefined ? [] : [{ action: 'invite', target: String(extensionId), details: { expiresMs } }],
  );
  return [{ action: 'import-people', target: null, details: whole }, ...each, ...invited];
}

function effectsOf(
  { planned: { before, after }, joins, leaves }: MemberPlan,
  { place, timeMs }: { place: Sequence; timeMs: number },
): Effect[] {
  const { extensionId } = after;
  const isChanged = JSON.stringify(before) !== JSON.stringify(after);
  return [
    ...(isChanged ? [{ kind: 'extension-put', extension: after, modifiedSeq: place } as const] : []),
    ...joins.map((department): Effect => {
      const { extensionId: departmentId } = department;
      return { kind: 'member-joined', departmentId, extensionId, joinedSeq: place, joinedMs: timeMs };
    }),
    ...leaves.map((department): Effect => {
      const { extensionId: departmentId } = department;
      return { kind: 'member-left', departmentId, extensionId, leftSeq: place };
    }),
  ];
}
