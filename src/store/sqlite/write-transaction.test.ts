/** How safe a commit is from a power failure: what somebody is answered is synced, what is done again need not be. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openDatabase } from './open-database.ts';
import { nothingToWatch } from './watch-files.ts';
import { createWrite, createWriteRedoable } from './write-transaction.ts';

const [normal, full] = [1, 2];

function opened(t: TestContext) {
  const dataDir = mkdtempSync(join(tmpdir(), 'beckon-writes-'));
  const db = openDatabase(dataDir);
  t.after(() => {
    db.raw.close();
    rmSync(dataDir, { recursive: true });
  });
  const synced = () => db.raw.prepare('PRAGMA synchronous').get()?.synchronous;
  const write = createWrite(db, nothingToWatch);
  return { db, synced, write, writeRedoable: createWriteRedoable(db, write) };
}

test('only what can be done again is committed without waiting for the disk', (t) => {
  const { synced, write, writeRedoable } = opened(t);
  assert.equal(write(synced), full);
  assert.equal(writeRedoable(synced), normal);
  assert.equal(write(synced), full);
});

test('a step that fails leaves nothing, and the next commit is synced', (t) => {
  const { db, synced, write, writeRedoable } = opened(t);
  const failing = () => {
    db.raw.exec('UPDATE server SET secret = randomblob(32)');
    throw new RangeError('a defect');
  };
  const before = db.raw.prepare('SELECT secret FROM server').get();
  assert.throws(() => writeRedoable(failing), RangeError);
  assert.deepEqual(db.raw.prepare('SELECT secret FROM server').get(), before);
  assert.equal(write(synced), full);
});

test('a file that is not synced on purpose stays so', (t) => {
  const { db, synced, write } = opened(t);
  db.raw.exec('PRAGMA synchronous = OFF');
  assert.equal(createWriteRedoable(db, write)(synced), 0);
  assert.equal(synced(), 0);
});
