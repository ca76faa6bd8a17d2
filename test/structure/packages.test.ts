/** What runs and builds Beckon is installed for whoever only runs it: no package of theirs is one for developers. */

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
/** Snippets are programs to copy: what they import, their readers install. */
const files = [
  ...globSync(['src/**/*.ts', 'web/src/**/*.{ts,tsx}'], { cwd: root }).filter(
    (file) => !/\.(test|fixture)\.ts$|\/snippets\.ts$/.test(file),
  ),
  ...['web/vite.config.ts', 'scripts/bundle.ts', 'start.mjs'],
];

/** Of imports that are still there once types are erased. */
function packagesOf(file: string): string[] {
  const source = read(file);
  const statically = source.matchAll(/^(?:import|export)\s(?!type\b)(?:[^'"]*?\sfrom\s)?'([^']+)'/gm);
  const dynamically = source.matchAll(/\bimport\('([^']+)'\)/g);
  return [...statically, ...dynamically]
    .map(([, name = '']) => name)
    .filter((name) => !/^(\.|node:)/.test(name))
    .map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'));
}

test('every package that the server, the web app and its build need is a dependency, and so is the Node.js they run on', () => {
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, { dev?: boolean }> };
  const used = new Set([...files.flatMap(packagesOf), 'node']);
  assert.ok(used.has('vite') && used.has('preact') && used.has('fastify'), 'the imports were not found');
  for (const name of used) {
    assert.ok(name in dependencies, `${name} is a package for developers alone`);
    assert.notEqual(packages[`node_modules/${name}`]?.dev, true, `the lock file keeps ${name} for developers`);
  }
});

test('the lock file names no registry, so that it is good behind any', () => {
  assert.doesNotMatch(read('package-lock.json'), /"resolved"|registry\./);
});
