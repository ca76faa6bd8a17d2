/** What an import comes to before anyone has an id: whom its lines speak of, what each would change, what is wrong. */

import type { Block } from '../block.ts';
import type { ImportPeople } from '../commands/company.ts';
import type { Effect } from '../effect.ts';
import { type Extension, isActive, isDepartment, nameFrom, ownsMailbox } from '../extension.ts';
import { type Asking, askAll, together } from '../fact.ts';
import type { ExtensionId } from '../ids.ts';
import type { ImportEntry, ImportProblem } from '../people-import.ts';
import type { AssignableRole } from '../role.ts';
import { changesToTakenAddresses } from './email-addresses.ts';
import { endSessionsOf } from './endings.ts';
import { changed, hasNoEmailAddress, lastAdministratorAmong } from './extensions.ts';
import { lookUpAll } from './named-extensions.ts';

/** Someone new gets an id last of all. */
export type Unnumbered = Omit<Extension, 'extensionId'>;

/** What is to become of an entry. */
export interface Planned<After extends Unnumbered = Unnumbered> {
  readonly entry: ImportEntry;
  readonly before: Extension | undefined;
  readonly after: After;
  readonly problems: readonly ImportProblem[];
}

export interface MemberPlan<Known extends Unnumbered = Extension> {
  readonly planned: Planned<Known>;
  readonly joins: readonly Known[];
  readonly leaves: readonly Extension[];
}

interface ImportPlan {
  readonly members: readonly MemberPlan<Unnumbered>[];
  /** What ends with those who are active no more. */
  readonly ended: readonly Effect[];
}

/** Asks about all lines at once, however many there are. */
export function* planImport(command: ImportPeople, timeMs: number): Asking<ImportPlan> {
  const found = yield* lookUpNumbers(command.entries);
  const plan = planExtensions(command, found);
  const leaving = plan.flatMap(({ before, after }) => (before && isActive(before) && !isActive(after) ? [before] : []));
  const [taken, last, departments, ended] = yield* together(
    () => changesToTakenAddresses(plan),
    () => lastAdministratorAmong(leaving),
    () => departmentsNow(plan.filter(isPlaced).flatMap(({ before }) => before ?? [])),
    () => endSessionsOf([...new Set(leaving.map(({ extensionId }) => extensionId))], timeMs),
  );
  const judged = plan.map((planned) => withProblems(planned, { isTaken: taken.has(planned), last }));
  return { members: planMembers(judged, found, departments), ended };
}

interface Found {
  /** Whoever has the numbers that the entries speak of, of their own and of Departments. */
  readonly byNumber: ReadonlyMap<string, Extension | undefined>;
  readonly defaultRole: AssignableRole;
}

function* lookUpNumbers(entries: readonly ImportEntry[]): Asking<Found> {
  const numbers = entries.flatMap(({ extensionNumber, departments = [] }) => [extensionNumber, ...departments]);
  const wanted = [...new Set(numbers)];
  const [defaultRole, ...extensions] = yield* askAll([
    { kind: 'default-role' },
    ...wanted.map((extensionNumber) => ({ kind: 'extension-by-number', extensionNumber }) as const),
  ]);
  return { byNumber: new Map(wanted.map((number, index) => [number, extensions[index]])), defaultRole };
}

function planExtensions({ accountId, entries }: ImportPeople, { byNumber, defaultRole }: Found): Planned[] {
  const firsts = new Map(entries.toReversed().map((entry) => [entry.extensionNumber, entry]));
  return entries.map((entry): Planned => {
    const before = byNumber.get(entry.extensionNumber);
    const after = before ? changed(before, changesOf(entry, before)) : newExtension(entry, defaultRole);
    return { entry, before, after: { ...after, accountId }, problems: problemsOf(entry, before, firsts) };
  });
}

/** With ids for those who are new, in the order of the entries. */
export function numbered(members: readonly MemberPlan<Unnumbered>[], block: Block): MemberPlan[] {
  let created = 0;
  const extensions = new Map<Unnumbered, Extension>();
  for (const { planned } of members) {
    const extensionId = planned.before?.extensionId ?? (block.at(created++) as number as ExtensionId);
    extensions.set(planned.after, { ...planned.after, extensionId });
  }
  const numberedOf = (one: Unnumbered) => extensions.get(one) ?? (one as Extension);
  return members.map(({ planned, joins, leaves }) => ({
    planned: { ...planned, after: numberedOf(planned.after) },
    joins: joins.map(numberedOf),
    leaves,
  }));
}

/** Marks what would give someone another's address, and what would leave nobody to administer the company. */
function withProblems(planned: Planned, { isTaken, last }: { isTaken: boolean; last: Extension | undefined }): Planned {
  const { entry, before, after, problems } = planned;
  const place = lineOf(entry);
  const isLast = last !== undefined && before?.extensionId === last.extensionId && !isActive(after);
  const email = after.contact.email ?? '';
  return {
    ...planned,
    problems: [
      ...problems,
      ...(isTaken ? [{ ...place, column: 'email', value: email, reason: 'email-taken' } as const] : []),
      ...(isLast
        ? [{ ...place, column: 'status', value: last.extensionNumber, reason: 'last-administrator' } as const]
        : []),
    ],
  };
}

export function lineOf({ line }: ImportEntry): { line?: number } {
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

function newExtension({ extensionNumber, type = 'User', status, contact }: ImportEntry, role: AssignableRole) {
  return {
    extensionNumber,
    type,
    status: status ?? 'Enabled',
    name: nameFrom(contact, extensionNumber),
    contact,
    roles: isDepartment({ type }) ? [] : [role],
    isDeleted: false,
  } as const;
}

/** A line that says nothing of Departments, or is refused as one too many, leaves them as they are. */
function isPlaced({ entry, problems }: Planned): boolean {
  return entry.departments !== undefined && problems.every(({ reason }) => reason !== 'twice');
}

function planMembers(
  plan: readonly Planned[],
  found: Found,
  known: ReadonlyMap<ExtensionId, readonly Extension[]>,
): MemberPlan<Unnumbered>[] {
  const imported = new Map(plan.map(({ after }) => [after.extensionNumber, after]));
  return plan.map((planned): MemberPlan<Unnumbered> => {
    const { entry, before } = planned;
    if (!isPlaced(planned)) return { planned, joins: [], leaves: [] };
    const now = (before && known.get(before.extensionId)) ?? [];
    const numbers = [...new Set(entry.departments)];
    const wanted = numbers.flatMap((number) => {
      const one = imported.get(number) ?? found.byNumber.get(number);
      return one && isDepartment(one) ? [one] : [];
    });
    const names = new Set(wanted.map(({ extensionNumber }) => extensionNumber));
    const unknown = numbers
      .filter((number) => !names.has(number))
      .map((value) => ({ ...lineOf(entry), column: 'departments', value, reason: 'unknown-department' }) as const);
    const problems = [...planned.problems, ...unknown];
    return { planned: { ...planned, problems }, joins: without(wanted, now), leaves: without(now, wanted) };
  });
}

function without<One extends Unnumbered>(list: readonly One[], others: readonly Unnumbered[]): One[] {
  const numbers = new Set(others.map(({ extensionNumber }) => extensionNumber));
  return list.filter(({ extensionNumber }) => !numbers.has(extensionNumber));
}

/** The Departments that each of them is in. */
function* departmentsNow(people: readonly Extension[]): Asking<ReadonlyMap<ExtensionId, readonly Extension[]>> {
  const memberships = yield* askAll(
    people.map(({ extensionId }) => ({ kind: 'memberships-of', extensionId }) as const),
  );
  const known = yield* lookUpAll(memberships.flat().map(({ departmentId }) => departmentId));
  return new Map(
    people.map(({ extensionId }, index) => [
      extensionId,
      (memberships[index] ?? []).flatMap(({ departmentId }) => known.get(departmentId) ?? []),
    ]),
  );
}
