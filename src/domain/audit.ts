/** The audit trail: who changed what in the company, when and from where. Append-only; each entry seals the one before. */

import type { AccountId, ExtensionId } from './ids.ts';

export interface AuditEntry {
  /** Counts from 1 within the account, without gaps. */
  readonly number: number;
  readonly timeMs: number;
  /** Null for whoever held the machine itself. */
  readonly actorId: ExtensionId | null;
  /** The network address that the request came from, where there was one. */
  readonly address: string | null;
  /** Verb and noun, such as `update-extension`. */
  readonly action: string;
  /** The id of what was changed, if it has one. */
  readonly target: string | null;
  /** What changed, by field. Never the text of a page, never a secret. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** What a rule says of an entry; number and seal come with the keeping. */
export type AuditDraft = Omit<AuditEntry, 'number'>;

/** The text that an entry's seal is a hash of: everything it says, and the seal of the one before. */
export function sealedText(entry: AuditEntry, sealBefore: string): string {
  const { number, timeMs, actorId, address, action, target, details } = entry;
  return JSON.stringify([sealBefore, number, timeMs, actorId, address, action, target, details]);
}

/** What stands before an account's first entry, so that the trail of one account is never that of another. */
export function firstSeal(accountId: AccountId): string {
  return `account ${accountId}`;
}

/** The newest entry and its seal. Whoever noted it elsewhere can later prove that nothing up to it was changed. */
export interface AuditHead {
  /** 0, with the seal before the first entry, in an account without entries. */
  readonly number: number;
  readonly seal: string;
}

/**
 * `changed`: the entry, or its seal, is not as it was written. `missing`: it is not there though later ones are.
 * `cut-off`: it and everything after it is not there. `added`: it came from elsewhere than a change.
 * `not-as-noted`: the trail is whole in itself, but another than the one whose head was noted.
 */
export type AuditFault = 'changed' | 'missing' | 'cut-off' | 'added' | 'not-as-noted';

export interface AuditVerification {
  /** The newest entry up to which everything is as it was written. */
  readonly head: AuditHead;
  /** The first entry that is not; absent in a whole trail. */
  readonly broken?: { readonly number: number; readonly fault: AuditFault };
}
