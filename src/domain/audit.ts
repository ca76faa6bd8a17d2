/** The audit trail: who changed what in the company, when and from where. Append-only; each entry seals the one before. */

import type { ExtensionId } from './ids.ts';

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
