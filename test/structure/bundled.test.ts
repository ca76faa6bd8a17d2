/** The launcher runs the bundle only where it was made of the sources that lie beside it. */

import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '../..');

test('a bundle counts until a source changes, goes or is newer, and where there are no sources at all', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'beckon-bundled-'));
  t.after(() => rmSync(folder, { recursive: true }));
  copyFileSync(join(root, 'bundled.mjs'), join(folder, 'bundled.mjs'));
  const { isBundled } = await import(pathToFileURL(join(folder, 'bundled.mjs')).href);
  assert.equal(isBundled(), true, 'a package has no sources');

  const source = join(folder, 'src/one.ts');
  mkdirSync(join(folder, 'src'));
  mkdirSync(join(folder, 'dist'));
  writeFileSync(source, 'one');
  assert.equal(isBundled(), false, 'nothing says what it was made of');
  const { size, mtimeMs } = statSync(source);
  writeFileSync(join(folder, 'dist/sources.json'), JSON.stringify([['src/one.ts', size, Math.floor(mtimeMs / 1000)]]));
  assert.equal(isBundled(), true);

  utimesSync(source, mtimeMs / 1000 + 2, mtimeMs / 1000 + 2);
  assert.equal(isBundled(), false, 'it was written later');
  writeFileSync(source, 'other');
  utimesSync(source, mtimeMs / 1000, mtimeMs / 1000);
  assert.equal(isBundled(), false, 'it has another length');
  rmSync(source);
  assert.equal(isBundled(), false, 'it is gone');
});
