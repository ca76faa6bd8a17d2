/** Keeps e-mail addresses apart that people sign in with: nobody is given one that is another's. */

import { DomainError } from '../errors.ts';
import { type Extension, ownsMailbox } from '../extension.ts';
import { type Asking, ask, askAll } from '../fact.ts';

interface Change {
  readonly before: Extension | undefined;
  readonly after: Extension;
}

/** What someone would sign in with from now on and did not before; undefined for those who keep theirs or have none. */
function newAddressOf({ before, after }: Change): string | undefined {
  const address = addressOf(after);
  return address === '' || (before && addressOf(before) === address) ? undefined : address;
}

/** Capitals make no difference, as for whoever looks people up by it. */
function addressOf({ contact, type }: Extension): string {
  return ownsMailbox(type) ? (contact.email ?? '').replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : '';
}

/** Throws unless nobody else has the address. */
export function* requireOwnAddress(change: Change): Asking<void> {
  const email = newAddressOf(change);
  if (email === undefined) return;
  const holders = yield* ask({ kind: 'people-by-email', email });
  if (holders.every(({ extensionId }) => extensionId === change.after.extensionId)) return;
  throw new DomainError({ code: 'email-taken', parameter: 'contact.email' });
}

/** Those of several changes, made together, which would give someone an address that another has then. */
export function* changesToTakenAddresses(changes: readonly Change[]): Asking<ReadonlySet<Change>> {
  const wanted = changes.map(newAddressOf);
  const holders = yield* askAll(wanted.map((email) => ({ kind: 'people-by-email', email: email ?? '' }) as const));
  const changed = new Set(changes.map(({ after }) => after.extensionId));
  const holdersThen = Map.groupBy(changes, ({ after }) => addressOf(after));
  const isTaken = (change: Change, index: number) => {
    const email = wanted[index];
    if (email === undefined) return false;
    const isAnothers = (holdersThen.get(email) ?? []).some(
      ({ after }) => after.extensionId !== change.after.extensionId,
    );
    return isAnothers || (holders[index] ?? []).some(({ extensionId }) => !changed.has(extensionId));
  };
  return new Set(changes.filter(isTaken));
}
