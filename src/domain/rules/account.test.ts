/** Where the account's sequence and time stand. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Sequence } from '../ids.ts';
import { requireAccount } from './account.ts';
import { nextSequence, nowMs, refusalOf, resolved } from './tables.fixture.ts';

test('as many numbers are used up as are taken, and time does not move by that', () => {
  const account = resolved({}, requireAccount());
  const advanced = { kind: 'account-advanced', nextSequence: (nextSequence + 3) as Sequence, timeMs: nowMs };
  assert.deepEqual(account.advancedBy(3), advanced);
});

test('an account that is not there is refused', () => {
  const refusal = refusalOf(() => resolved({ facts: { account: () => undefined } }, requireAccount()));
  assert.deepEqual(refusal, { code: 'unknown-resource', parameter: 'accountId' });
});
