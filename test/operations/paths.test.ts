/** Below which paths the operations lie: no proxy may put one of them in front of every other. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { operations } from '../../src/api/operations.ts';
import { canBeBasePath } from '../../src/wire/urls.ts';

test('a public address may have no path that an operation has', () => {
  const possible = operations.filter(({ path }) => canBeBasePath(path)).map(({ path }) => path);
  assert.deepEqual(possible, []);
});
