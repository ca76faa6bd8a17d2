/** The time that a change is dated by. */

import { DomainError } from '../errors.ts';
import { type Asking, ask } from '../fact.ts';
import type { Now } from '../facts/account.ts';

/** Refuses with `unknown-resource` where there is no such account. */
export function* requireNow(): Asking<Now> {
  const now = yield* ask({ kind: 'now' });
  if (!now) throw new DomainError({ code: 'unknown-resource', parameter: 'accountId' });
  return now;
}
