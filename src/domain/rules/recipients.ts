/** Whom a page is addressed to: the extensions its `to` names, each of a kind and in a state to receive it. */

import type { PartyReference } from '../commands/messages.ts';
import { DomainError } from '../errors.ts';
import { compareByNumber, type Extension, isActive, isDepartment, ownsMailbox } from '../extension.ts';
import { type Asking, askAll, type FactRequest } from '../fact.ts';

/** The named extensions, each once, whether they are active or not. */
export function* resolveRecipients(to: readonly PartyReference[]): Asking<Extension[]> {
  const found = yield* askAll(to.map(requestFor));
  const recipients = new Map<number, Extension>();
  for (const [index, reference] of to.entries()) {
    const extension = found[index] as Extension | undefined;
    if (!extension || extension.isDeleted) {
      const subject = reference.extensionNumber ?? String(reference.extensionId);
      throw new DomainError({ code: 'unknown-referenced-resource', parameter: 'to', subject });
    }
    if (reference.extensionNumber !== undefined && reference.extensionNumber !== extension.extensionNumber) {
      const subject = reference.extensionNumber;
      throw new DomainError({ code: 'recipient-number-mismatch', parameter: 'to', subject });
    }
    recipients.set(extension.extensionId, extension);
  }
  return [...recipients.values()];
}

function requestFor({ extensionId, extensionNumber }: PartyReference): FactRequest & { kind: `extension${string}` } {
  if (extensionId !== undefined) return { kind: 'extension', extensionId };
  return { kind: 'extension-by-number', extensionNumber: extensionNumber ?? '' };
}

/** Refuses the page if any one it names is of a type that has no mailbox, or is not active. */
export function requireReceivers(recipients: readonly Extension[]): void {
  const unable = recipients.filter((recipient) => !isDepartment(recipient) && !ownsMailbox(recipient.type));
  if (unable.length > 0) {
    throw new DomainError({ code: 'recipient-cannot-receive', parameter: 'to', subject: numbersOf(unable) });
  }
  const inactive = recipients.filter((recipient) => !isActive(recipient));
  if (inactive.length > 0) {
    throw new DomainError({ code: 'recipient-inactive', parameter: 'to', subject: numbersOf(inactive) });
  }
}

export function numbersOf(extensions: readonly Extension[]): string {
  return extensions
    .toSorted(compareByNumber)
    .map((extension) => extension.extensionNumber)
    .join(', ');
}
