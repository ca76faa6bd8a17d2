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

/** What the API needs to know before anyone is signed in, and of who asks. All else it reads as somebody. */
const ofNobody: ReadonlySet<string> = new Set([
  ...['readGrant', 'readSessionState', 'readSecret', 'readApp', 'readLogin', 'isSharedName', 'readInvitation'],
  ...['listAccounts', 'listApps', 'listPeople', 'listCredentials'],
]);

test('whoever asks the API reads as themselves: of the server’s own reads it has those for signing in alone', () => {
  const files = globSync('src/{api,actions}/**/*.ts', { cwd: root }).filter(
    (file) => !/\.(test|fixture)\.ts$/.test(file),
  );
  let count = 0;
  const strays = files.flatMap((file) => {
    const uses = [...readFileSync(join(root, file), 'utf8').matchAll(/tore\s*\.server\b(?:\s*\.(\w+))?/g)];
    count += uses.length;
    return uses.filter(([, name = '']) => !ofNobody.has(name)).map(([use]) => `${file}: ${use}`);
  });
  assert.ok(count > 20, `only ${count} were found`);
  assert.deepEqual(strays, []);
});
