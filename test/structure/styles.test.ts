/** Style sheets of the web app are one sheet in the browser: what one area calls its own must not mean something in another. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const folder = join(import.meta.dirname, '../../web/src/design');

/** Selectors that are nothing but one class, by the file that gives it its looks. */
function classesOf(file: string): Set<string> {
  const text = readFileSync(join(folder, file), 'utf8').replaceAll(/\/\*.*?\*\//gs, '');
  const selectors = [...text.matchAll(/([^{}]+)\{/g)].flatMap(([, list = '']) => list.split(','));
  return new Set(selectors.map((one) => one.trim()).filter((one) => /^\.[\w-]+$/.test(one)));
}

test('every class has its looks in one style sheet', () => {
  const homes = new Map<string, string[]>();
  const files = readdirSync(folder).filter((file) => file.endsWith('.css'));
  assert.ok(files.length > 5);
  for (const file of files) {
    for (const one of classesOf(file)) homes.set(one, [...(homes.get(one) ?? []), file]);
  }
  const shared = [...homes]
    .filter(([, found]) => found.length > 1)
    .map(([one, found]) => `${one}: ${found.join(', ')}`);
  assert.deepEqual(shared, []);
});
