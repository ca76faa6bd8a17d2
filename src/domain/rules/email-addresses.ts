/** Keeps e-mail addresses apart that people sign in with: nobody is given one that is another's. */

import { DomainError } from '../errors.ts';
import { type Extension, ownsMailbox } from '../extension.ts';
import { type Asking, ask, askAll } from '../fact.ts';

interface Change {
  /** Undefined for someone new, who has no id yet. */
  readonly before: Extension | undefined;
  readonly after: Pick<Extension, 'contact' | 'type'>;
}

/** What someone would sign in with from now on and did not before; undefined for those who keep theirs or have none. */
function newAddressOf({ before, after }: Change): string | undefined {
  const address = addressOf(after);
  return address === '' || (before && addressOf(before) === address) ? undefined : address;
}

/** Capitals make no difference, as for whoever looks people up by it. */
function addressOf({ contact, type }: Change['after']): string {
  return ownsMailbox(type) ? (contact.email ?? '').replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : '';
}

/** Throws unless nobody else has the address. */
export function* requireOwnAddress(change: Change): Asking<void> {
  const email = newAddressOf(change);
  if (email === undefined) return;
  const holders = yield* ask({ kind: 'people-by-email', email });
  if (holders.every(({ extensionId }) => extensionId === change.before?.extensionId)) return;
  throw new DomainError({ code: 'email-taken', parameter: 'contact.email' });
}

/** Those of several changes, made together, which would give someone an address that another has then. */
export function* changesToTakenAddresses(changes: readonly Change[]): Asking<ReadonlySet<Change>> {
  const given = changes.flatMap((change) => {
    const email = newAddressOf(change);
    return email === undefined ? [] : [{ change, email }];
  });
  const holders = yield* askAll(given.map(({ email }) => ({ kind: 'people-by-email', email }) as const));
  const changed = new Set(changes.map(({ before }) => before?.extensionId));
  const changesThen = Map.groupBy(changes, ({ after }) => addressOf(after));
  const isTaken = ({ change, email }: (typeof given)[number], index: number) => {
    const isAnothers = (changesThen.get(email) ?? []).some((other) => !isOfTheSame(other, change));
    return isAnothers || (holders[index] ?? []).some(({ extensionId }) => !changed.has(extensionId));
  };
  return new Set(given.filter(isTaken).map(({ change }) => change));
}

/** Two changes to nobody yet make two people. */
function isOfTheSame(one: Change, other: Change): boolean {
  return one === other || (one.before !== undefined && one.before.extensionId === other.before?.extensionId);
}
