/** In whose name a page may go: only the actor's own, and never a Department's. */

import type { PartyReference, SendPage } from '../commands/messages.ts';
import { DomainError } from '../errors.ts';
import { type Extension, isDepartment } from '../extension.ts';
import { type Asking, ask } from '../fact.ts';
import type { ExtensionId } from '../ids.ts';
import { isAdministrator } from '../role.ts';

export function* requireOwnName(command: SendPage, actor: Extension): Asking<void> {
  if (command.mailboxId !== actor.extensionId) yield* refuseMailboxOf(command.mailboxId, actor);
  if (command.from) yield* requireFrom(command.from, actor);
}

/** By path: a Department's managers and administrators hear why it cannot send; to others it is someone else's mailbox. */
function* refuseMailboxOf(mailboxId: ExtensionId, actor: Extension): Asking<never> {
  const mailbox = yield* ask({ kind: 'extension', extensionId: mailboxId });
  if (!mailbox || mailbox.isDeleted) {
    throw new DomainError({ code: 'unknown-resource', parameter: 'extensionId', subject: String(mailboxId) });
  }
  if (isDepartment(mailbox)) {
    const isManager = yield* ask({ kind: 'is-manager', departmentId: mailboxId, extensionId: actor.extensionId });
    if (isManager || isAdministrator(actor)) throw new DomainError({ code: 'department-cannot-send' });
  }
  throw new DomainError({ code: 'foreign-extension' });
}

function* requireFrom(from: PartyReference, actor: Extension): Asking<void> {
  if (from.extensionNumber !== undefined && from.extensionNumber !== actor.extensionNumber) {
    const named = yield* ask({ kind: 'extension-by-number', extensionNumber: from.extensionNumber });
    refuseNamed(named, 'sender-number-mismatch');
  }
  if (from.extensionId !== undefined && from.extensionId !== actor.extensionId) {
    const named = yield* ask({ kind: 'extension', extensionId: from.extensionId });
    refuseNamed(named, 'sender-id-mismatch');
  }
}

function refuseNamed(named: Extension | undefined, otherwise: 'sender-number-mismatch' | 'sender-id-mismatch'): never {
  const isSendingDepartment = named !== undefined && isDepartment(named) && !named.isDeleted;
  throw new DomainError({ code: isSendingDepartment ? 'department-cannot-send' : otherwise, parameter: 'from' });
}
