/** Brings people and Departments up to a file: all of it or none, and a second time nothing. Deletes no one. */

import type { OutcomeOf } from '../command.ts';
import type { ImportPeople } from '../commands/company.ts';
import type { Decided, Effect } from '../effect.ts';
import { type Extension, isActive, isDepartment, nameFrom, ownsMailbox } from '../extension.ts';
import { type Asking, ask, askAll } from '../fact.ts';
import type { ExtensionId } from '../ids.ts';
import { type ImportEntry, type ImportProblem, type ImportStep, refuseProblems } from '../people-import.ts';
import type { AssignableRole } from '../role.ts';
import { type OpenAccount, requireAccount } from './account.ts';
import { requirePermission } from './actor.ts';
import { type AuditedChange, audited } from './audited.ts';
import { changesToTakenAddresses } from './email-addresses.ts';
import { endSessionsOf } from './endings.ts';
import { changed, creationOf, hasNoEmailAddress, lastAdministratorAmong, updateOf } from './extensions.ts';
import { canSetPassword } from './passwords.ts';

interface Planned {
  readonly entry: ImportEntry;
  readonly before: Extension | undefined;
  readonly after: Extension;
  readonly problems: readonly ImportProblem[];
}

interface MemberPlan {
  readonly planned: Planned;
  readonly joins: readonly Extension[];
  readonly leaves: readonly Extension[];
}

export function* importPeople(command: ImportPeople): Asking<Decided<OutcomeOf<ImportPeople>>> {
  yield* requirePermission(command.actor, 'AddRemoveUsers');
  const account = yield* requireAccount();
  const plan = yield* planExtensions(command, account);
  const members = yield* planMembers(plan);
  const { invitations } = command;
  const expiresMs = account.timeMs + (invitations?.lifeMs ?? 0);
  const isInvited = ({ planned: { before, after } }: MemberPlan) =>
    invitations !== undefined && !command.isDryRun && !before && canSetPassword(after);
  const value = members.map((one): ImportStep => {
    const step = stepOf(one);
    return isInvited(one) ? { ...step, invitedUntilMs: expiresMs } : step;
  });
  if (!command.isDryRun) refuseProblems(value.flatMap(({ problems }) => problems));
  if (command.isDryRun || value.every(({ action }) => action === 'keep')) return { value, effects: [] };
  const created = plan.filter(({ before }) => !before).length;
  const leavingIds = leavingIn(plan).map(({ extensionId }) => extensionId);
  const effects = [
    ...members.flatMap((one) => effectsOf(one, account)),
    ...(yield* endSessionsOf(leavingIds, account.timeMs)),
  ];
  const invited = members.flatMap((one, index): Effect[] => {
    const tokenHash = invitations?.tokenHashes[index];
    if (!isInvited(one) || tokenHash === undefined) return [];
    return [
      { kind: 'invitation-put', invitation: { extensionId: one.planned.after.extensionId, tokenHash, expiresMs } },
    ];
  });
  const entries = auditOf(members, value).map((change) => audited(command.actor, account.timeMs, change));
  return { value, effects: [...effects, ...invited, ...entries, account.advancedBy(created + 1)] };
}

function* planExtensions({ accountId, entries }: ImportPeople, account: OpenAccount): Asking<Planned[]> {
  const found = yield* askAll(
    entries.map(({ extensionNumber }) => ({ kind: 'extension-by-number', extensionNumber }) as const),
  );
  const firsts = new Map(entries.toReversed().map((entry) => [entry.extensionNumber, entry]));
  const role = yield* ask({ kind: 'default-role' });
  let nextId = account.nextSequence as number;
  const plan = entries.map((entry, index): Planned => {
    const before = found[index];
    const after = before
      ? changed(before, changesOf(entry, before))
      : newExtension(entry, nextId++ as ExtensionId, role);
    return { entry, before, after: { ...after, accountId }, problems: problemsOf(entry, before, firsts) };
  });
  return yield* withLastAdministrator(yield* withOwnAddresses(plan));
}

/** Marks the entries that would give someone another's address. People may change theirs with one another. */
function* withOwnAddresses(plan: readonly Planned[]): Asking<Planned[]> {
  const taken = yield* changesToTakenAddresses(plan);
  return plan.map((planned) => {
    if (!taken.has(planned)) return planned;
    const value = planned.after.contact.email ?? '';
    const problem = { ...lineOf(planned.entry), column: 'email', value, reason: 'email-taken' } as const;
    return { ...planned, problems: [...planned.problems, problem] };
  });
}

/** Marks the entry that would leave nobody to administer the company. */
function* withLastAdministrator(plan: readonly Planned[]): Asking<Planned[]> {
  const last = yield* lastAdministratorAmong(leavingIn(plan));
  return plan.map((planned) => {
    const { entry, after, before, problems } = planned;
    if (!last || before?.extensionId !== last.extensionId || isActive(after)) return planned;
    const problem = {
      ...lineOf(entry),
      column: 'status',
      value: last.extensionNumber,
      reason: 'last-administrator',
    } as const;
    return { ...planned, problems: [...problems, problem] };
  });
}

/** Those who may no longer sign in. */
function leavingIn(plan: readonly Planned[]): Extension[] {
  return plan.flatMap(({ before, after }) => (before && isActive(before) && !isActive(after) ? [before] : []));
}

function lineOf({ line }: ImportEntry): { line?: number } {
  return line === undefined ? {} : { line };
}

function problemsOf(
  entry: ImportEntry,
  before: Extension | undefined,
  firsts: ReadonlyMap<string, ImportEntry>,
): ImportProblem[] {
  const place = { ...lineOf(entry), value: entry.extensionNumber };
  const isTwice = firsts.get(entry.extensionNumber) !== entry;
  const isOtherType = before !== undefined && entry.type !== undefined && entry.type !== before.type;
  const type = before?.type ?? entry.type ?? 'User';
  const { email = '' } = entry.contact;
  const isUnreachable = hasNoEmailAddress(entry.contact, before?.contact);
  const isMemberless = entry.departments !== undefined && entry.departments.length > 0 && !ownsMailbox(type);
  return [
    ...(isTwice ? [{ ...place, column: 'extensionNumber', reason: 'twice' } as const] : []),
    ...(isOtherType ? [{ ...place, column: 'type', reason: 'other-type' } as const] : []),
    ...(isUnreachable ? [{ ...place, column: 'email', value: email, reason: 'invalid-value' } as const] : []),
    ...(isMemberless ? [{ ...place, column: 'departments', reason: 'not-a-person' } as const] : []),
  ];
}

/** Contact fields that say what is already so must not make an entry look changed. */
function changesOf({ status, contact }: ImportEntry, before: Extension) {
  const isSame = Object.entries(contact).every(([field, value]) => Reflect.get(before.contact, field) === value);
  return { ...(status === undefined ? {} : { status }), ...(isSame ? {} : { contact }) };
}

function newExtension(
  { extensionNumber, type = 'User', status, contact }: ImportEntry,
  extensionId: ExtensionId,
  role: AssignableRole,
) {
  return {
    extensionId,
    extensionNumber,
    type,
    status: status ?? 'Enabled',
    name: nameFrom(contact, extensionNumber),
    contact,
    roles: isDepartment({ type }) ? [] : [role],
    isDeleted: false,
  } as const;
}

function* planMembers(plan: readonly Planned[]): Asking<MemberPlan[]> {
  const imported = new Map(plan.map(({ after }) => [after.extensionNumber, after]));
  const members: MemberPlan[] = [];
  for (const planned of plan) members.push(yield* memberPlanOf(planned, imported));
  return members;
}

/** Nothing is asked for a line that says nothing of Departments, or that is refused as one too many. */
function* memberPlanOf(planned: Planned, imported: ReadonlyMap<string, Extension>): Asking<MemberPlan> {
  const { before, entry } = planned;
  const isTwice = planned.problems.some(({ reason }) => reason === 'twice');
  if (entry.departments === undefined || isTwice) return { planned, joins: [], leaves: [] };
  const now = before ? yield* departmentsOf(before) : [];
  const wanted: Extension[] = [];
  const problems = [...planned.problems];
  for (const number of new Set(entry.departments)) {
    const department = imported.get(number) ?? (yield* ask({ kind: 'extension-by-number', extensionNumber: number }));
    if (department && isDepartment(department)) wanted.push(department);
    else problems.push({ ...lineOf(entry), column: 'departments', value: number, reason: 'unknown-department' });
  }
  return { planned: { ...planned, problems }, joins: without(wanted, now), leaves: without(now, wanted) };
}

function without(list: readonly Extension[], others: readonly Extension[]): Extension[] {
  const ids = new Set(others.map(({ extensionId }) => extensionId));
  return list.filter(({ extensionId }) => !ids.has(extensionId));
}

function* departmentsOf({ extensionId }: Extension): Asking<Extension[]> {
  const memberships = yield* ask({ kind: 'memberships-of', extensionId });
  const departments = yield* askAll(
    memberships.map(({ departmentId }) => ({ kind: 'extension', extensionId: departmentId }) as const),
  );
  return departments.filter((department) => department !== undefined);
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

function effectsOf({ planned: { before, after }, joins, leaves }: MemberPlan, account: OpenAccount): Effect[] {
  const { nextSequence, timeMs } = account;
  const { extensionId } = after;
  const isChanged = JSON.stringify(before) !== JSON.stringify(after);
  return [
    ...(isChanged ? [{ kind: 'extension-put', extension: after, modifiedSeq: nextSequence } as const] : []),
    ...joins.map((department): Effect => {
      const { extensionId: departmentId } = department;
      return { kind: 'member-joined', departmentId, extensionId, joinedSeq: nextSequence, joinedMs: timeMs };
    }),
    ...leaves.map((department): Effect => {
      const { extensionId: departmentId } = department;
      return { kind: 'member-left', departmentId, extensionId, leftSeq: nextSequence };
    }),
  ];
}
