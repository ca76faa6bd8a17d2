/** In an account that is not there nothing is dated, and so nothing is changed. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Command } from '../command.ts';
import { accountId, decideIn } from './company.fixture.ts';

test('a change to an account that is not there is refused', () => {
  const commands: Command[] = [
    { kind: 'begin-export', accountId, actor: 'operator', fromMs: 0 },
    { kind: 'accept-clock', accountId, timeMs: 1 },
    { kind: 'sweep', accountId, task: 'aged', limit: 1 },
  ];
  for (const command of commands) {
    const { result, effects, taken } = decideIn({ facts: { now: () => undefined } }, command);
    const refusal = { code: 'unknown-resource', parameter: 'accountId' };
    assert.deepEqual([result, effects, taken], [{ ok: false, refusal }, [], 0], command.kind);
  }
});
