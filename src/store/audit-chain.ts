/** Seals the entries of an audit trail to one another, and walks a trail to see whether it is whole. */

import { hash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type AuditEntry,
  type AuditFault,
  type AuditHead,
  type AuditVerification,
  firstSeal,
  sealedText,
} from '../domain/audit.ts';
import type { AccountId } from '../domain/ids.ts';

export function sealOf(entry: AuditEntry, sealBefore: string): string {
  return hash('sha256', sealedText(entry, sealBefore), 'base64url');
}

/** An entry as it lies in the store, believed in nothing. */
export interface KeptEntry {
  /** Undefined if its details cannot even be read. */
  readonly entry: AuditEntry | undefined;
  readonly number: number;
  readonly seal: string;
}

export interface TrailEnds {
  /** What the account says its newest entry is. */
  readonly head: AuditHead;
  /** The number of the newest entry that is there, read at the same moment as `head`; 0 for none. */
  readonly lastNumber: number;
}

export interface KeptTrail extends TrailEnds {
  /** The next entries after a number, in order; none after the last. */
  read(afterNumber: number): Promise<readonly KeptEntry[]>;
}

/** Entries that are added meanwhile are left for the next time. */
export async function verifyTrail(
  accountId: AccountId,
  { head, lastNumber, read }: KeptTrail,
  noted?: AuditHead,
): Promise<AuditVerification> {
  let good: AuditHead = { number: 0, seal: firstSeal(accountId) };
  const broken = (number: number, fault: AuditFault): AuditVerification => ({ head: good, broken: { number, fault } });
  while (good.number < head.number) {
    const entries = (await read(good.number)).filter(({ number }) => number <= head.number);
    if (entries.length === 0) return broken(good.number + 1, 'cut-off');
    for (const { entry, number, seal } of entries) {
      if (number !== good.number + 1) return broken(good.number + 1, 'missing');
      if (!entry || sealOf(entry, good.seal) !== seal) return broken(number, 'changed');
      if (number === head.number && seal !== head.seal) return broken(number, 'changed');
      if (noted?.number === number && noted.seal !== seal) return broken(number, 'not-as-noted');
      good = { number, seal };
    }
    await nextTurn();
  }
  if (lastNumber > head.number) return broken(head.number + 1, 'added');
  if (noted && noted.number > head.number) return broken(head.number + 1, 'cut-off');
  return { head: good };
}
