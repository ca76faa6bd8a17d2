/** Creates, changes and deletes the people and Departments of a company. */

import type { OutcomeOf } from '../command.ts';
import type { CreateExtension, DeleteExtension, UpdateExtension } from '../commands/company.ts';
import type { Decided, Effect } from '../effect.ts';
import { isEmailAddress } from '../email.ts';
import { DomainError, type Refusal, refuseAll } from '../errors.ts';
import { type Contact, type Extension, isActive, isDepartment, nameFrom, ownsMailbox } from '../extension.ts';
import { type Asking, ask, take } from '../fact.ts';
import type { ExtensionId } from '../ids.ts';
import { freshPassword } from '../password.ts';
import { isAdministrator } from '../role.ts';
import { requirePermission } from './actor.ts';
import { type AuditedChange, audited } from './audited.ts';
import { requireOwnAddress } from './email-addresses.ts';
import { endSessionsOf } from './endings.ts';
import { requireNow } from './now.ts';
import { untie } from './untie.ts';

export function* createExtension(command: CreateExtension): Asking<Decided<OutcomeOf<CreateExtension>>> {
  yield* requirePermission(command.actor, 'AddRemoveUsers');
  const { accountId, draft, passwordHash } = command;
  requireEmailAddress(draft.contact);
  const extensionNumber = draft.extensionNumber ?? (yield* freeNumber());
  yield* requireFreeNumber(extensionNumber);
  if (passwordHash !== undefined && !ownsMailbox(draft.type)) {
    throw new DomainError({ code: 'invalid-parameter', parameter: 'password' });
  }
  const role = yield* ask({ kind: 'default-role' });
  const now = yield* requireNow();
  yield* requireOwnAddress({ before: undefined, after: draft });
  const modifiedSeq = (yield* take(1)).first;
  const extension: Extension = {
    ...draft,
    extensionNumber,
    accountId,
    extensionId: modifiedSeq as number as ExtensionId,
    name: nameFrom(draft.contact, extensionNumber),
    roles: isDepartment(draft) ? [] : [role],
    isDeleted: false,
  };
  return {
    value: extension,
    effects: [
      { kind: 'extension-put', extension, modifiedSeq },
      ...passwordOf(extension, passwordHash, now.timeMs),
      audited(command.actor, now.timeMs, creationOf(extension, passwordHash)),
    ],
  };
}

export function* updateExtension(command: UpdateExtension): Asking<Decided<OutcomeOf<UpdateExtension>>> {
  yield* requirePermission(command.actor, 'EditUserInfo');
  const before = yield* requireExtension(command.extensionId);
  const after = changed(before, command.changes);
  if (JSON.stringify(after) === JSON.stringify(before)) return { value: before, effects: [] };
  requireEmailAddress(after.contact, before.contact);
  if (after.extensionNumber !== before.extensionNumber) yield* requireFreeNumber(after.extensionNumber);
  yield* requireOwnAddress({ before, after });
  const isLeaving = isActive(before) && !isActive(after);
  if (isLeaving) yield* requireOtherAdministrator([before], 'status');

  const now = yield* requireNow();
  const ending = isLeaving ? yield* endSessionsOf([before.extensionId], now.timeMs) : [];
  const modifiedSeq = (yield* take(1)).first;
  return {
    value: after,
    effects: [
      { kind: 'extension-put', extension: after, modifiedSeq },
      ...ending,
      audited(command.actor, now.timeMs, updateOf(before, after)),
    ],
  };
}

/** The row stays, so that the id is never given out again; the number is free for someone else. */
export function* deleteExtension(command: DeleteExtension): Asking<Decided<OutcomeOf<DeleteExtension>>> {
  yield* requirePermission(command.actor, 'AddRemoveUsers');
  const before = yield* requireExtension(command.extensionId);
  yield* requireOtherAdministrator([before], 'extensionId');
  const { timeMs } = yield* requireNow();
  const untied = yield* untie(before, timeMs);
  const modifiedSeq = (yield* take(1)).first;
  const { extensionId } = before;
  return {
    value: null,
    effects: [
      { kind: 'extension-put', extension: { ...before, isDeleted: true }, modifiedSeq },
      ...untied(modifiedSeq),
      audited(command.actor, timeMs, {
        action: 'delete-extension',
        target: String(extensionId),
        details: { extensionNumber: before.extensionNumber, type: before.type },
      }),
    ],
  };
}

export function changed(
  before: Extension,
  { extensionNumber, status, contact }: UpdateExtension['changes'],
): Extension {
  const number = extensionNumber ?? before.extensionNumber;
  const merged = contact === undefined ? before.contact : { ...before.contact, ...contact };
  return {
    ...before,
    extensionNumber: number,
    status: status ?? before.status,
    contact: merged,
    name: nameFrom(merged, number),
  };
}

/** How the audit trail tells of someone new. Names and addresses are left out: it cannot forget them again. */
export function creationOf(
  { extensionId, extensionNumber, type, status, roles }: Extension,
  passwordHash?: string,
): AuditedChange {
  const hasPassword = passwordHash === undefined ? {} : { hasPassword: true };
  const details = { extensionNumber, type, status, roles, ...hasPassword };
  return { action: 'create-extension', target: String(extensionId), details };
}

/** How the audit trail tells of a change: values of number and status, of the contact only which fields. */
export function updateOf(before: Extension, after: Extension): AuditedChange {
  const changedFields = (['extensionNumber', 'status'] as const).filter((field) => before[field] !== after[field]);
  const contact = [...new Set(Object.keys({ ...before.contact, ...after.contact }))]
    .filter((field) => Reflect.get(before.contact, field) !== Reflect.get(after.contact, field))
    .sort();
  return {
    action: 'update-extension',
    target: String(after.extensionId),
    details: {
      ...Object.fromEntries(changedFields.map((field) => [field, { from: before[field], to: after[field] }])),
      ...(contact.length === 0 ? {} : { contact }),
    },
  };
}

/** A living extension of the account. */
export function* requireExtension(extensionId: ExtensionId): Asking<Extension> {
  const extension = yield* ask({ kind: 'extension', extensionId });
  if (extension && !extension.isDeleted) return extension;
  throw new DomainError({ code: 'unknown-resource', parameter: 'extensionId', subject: String(extensionId) });
}

/** Where the vendor's numbers begin. */
const firstNumber = 101;

function* freeNumber(): Asking<string> {
  return String(yield* ask({ kind: 'free-number', from: firstNumber }));
}

function passwordOf({ extensionId }: Extension, hash: string | undefined, timeMs: number): Effect[] {
  return hash === undefined ? [] : [{ kind: 'password-put', password: freshPassword(extensionId, hash, timeMs) }];
}

function requireEmailAddress(contact: Contact, before?: Contact): void {
  if (!hasNoEmailAddress(contact, before)) return;
  const subject = contact.email ?? '';
  throw new DomainError({ code: 'invalid-parameter', parameter: 'contact.email', subject });
}

/** Whether what is given as one is none. What was kept before it was looked at may stay: whole contacts are sent back. */
export function hasNoEmailAddress({ email = '' }: Contact, before: Contact = {}): boolean {
  return email !== '' && email !== before.email && !isEmailAddress(email);
}

function* requireFreeNumber(extensionNumber: string): Asking<void> {
  const holder = yield* ask({ kind: 'extension-by-number', extensionNumber });
  if (!holder) return;
  throw new DomainError({ code: 'extension-number-taken', parameter: 'extensionNumber', subject: extensionNumber });
}

/** Someone must be left who can let the others in again. */
export function* requireOtherAdministrator(leaving: readonly Extension[], parameter: string): Asking<void> {
  const last = yield* lastAdministratorAmong(leaving);
  const refusals: Refusal[] = last ? [{ code: 'last-administrator', parameter, subject: last.extensionNumber }] : [];
  refuseAll(refusals);
}

/** Someone without whom, and the others who leave with them, nobody would be left; undefined if there is somebody. */
export function* lastAdministratorAmong(leaving: readonly Extension[]): Asking<Extension | undefined> {
  const last = leaving.find((one) => isAdministrator(one) && isActive(one));
  if (!last) return undefined;
  const administrators = yield* ask({ kind: 'active-administrators' });
  const isAnyLeft = administrators.some((id) => leaving.every(({ extensionId }) => extensionId !== id));
  return isAnyLeft ? undefined : last;
}
