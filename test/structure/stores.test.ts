/** Tests ask for a store, not for an engine: what holds of one must hold of every other. */

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../..');
const door = 'src/store/open-test-store.fixture.ts';

test('a test opens a store through openTestStore, unless it is an engine’s own', () => {
  const files = globSync(['src/**/*.{test,fixture}.ts', 'src/store/contract/*.ts', 'test/**/*.ts'], { cwd: root });
  const naming = files
    .filter((file) => file !== door && !file.startsWith('src/store/sqlite/'))
    .filter((file) => /from '[^']*\/sqlite\//.test(readFileSync(join(root, file), 'utf8')));
  assert.ok(files.length > 100, 'the tests were not found');
  assert.deepEqual(naming, []);
});
