/** A data file that cannot be used is named with what to do, and left as it is. */

import assert from 'node:assert/strict';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { UnusableDataError } from '../../domain/errors.ts';
import { openDatabase } from './open-database.ts';
import { migrate } from './schema.ts';
import { usingFile } from './unusable-file.ts';

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'beckon-unusable-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

const sql = (file: string, text: string) => {
  const raw = new DatabaseSync(file);
  raw.exec(text);
  raw.close();
};
const ours = (file: string) => openDatabase(join(file, '..')).raw.close();

/** What lies in the folder, what it says, and who may read it. */
function contentOf(folder: string): unknown {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const { mode, size } = statSync(join(folder, name));
      const isBounded = statSync(join(folder, name)).isFile();
      return [name, mode, size, isBounded ? readFileSync(join(folder, name), 'latin1') : ''];
    });
}

const files: [what: string, make: (file: string) => void, says: RegExp][] = [
  ['a text', (file) => writeFileSync(file, 'Minutes of the meeting\n'.repeat(50)), /is no data file of Beckon/],
  ['a few bytes', (file) => writeFileSync(file, 'PK'), /is no data file of Beckon/],
  ['a folder', (file) => mkdirSync(file), /is a folder and no file/],
  [
    'a database of another program',
    (file) => sql(file, 'CREATE TABLE bookmark (url TEXT); PRAGMA user_version = 1'),
    /belongs to another program/,
  ],
  [
    'one that keeps a log as ours does',
    (file) => sql(file, 'PRAGMA journal_mode = WAL; CREATE TABLE server (name TEXT)'),
    /belongs to another program/,
  ],
  [
    'data that a newer version wrote',
    (file) => {
      ours(file);
      sql(file, 'PRAGMA user_version = 9999');
    },
    /newer version of Beckon/,
  ],
  [
    'data that were cut short',
    (file) => {
      ours(file);
      truncateSync(file, statSync(file).size - 5000);
    },
    /ends after \d+ of \d+ bytes/,
  ],
  [
    'data whose first page was overwritten',
    (file) => {
      ours(file);
      const bytes = readFileSync(file);
      writeFileSync(file, bytes.fill('x', 100, 1024));
    },
    /is damaged/,
  ],
];
for (const [what, make, says] of files) {
  test(`${what} in place of the data file is named, with what to do, and left as it is`, (t) => {
    const folder = folderOf(t);
    const file = join(folder, 'beckon.sqlite');
    make(file);
    const before = contentOf(folder);
    assert.throws(
      () => openDatabase(folder),
      (error) => {
        assert.ok(error instanceof UnusableDataError, String(error));
        assert.match(error.message, says);
        assert.ok(error.message.startsWith(`${file} `) && /: [a-z]/.test(error.message), error.message);
        return true;
      },
    );
    assert.deepEqual(contentOf(folder), before);
  });
}

test('a file in place of the folder is named, and so is one in place of the folder above', (t) => {
  const file = join(folderOf(t), 'file');
  appendFileSync(file, 'text');
  assert.throws(() => openDatabase(file), /file is a file and no folder: .*--data/);
  assert.throws(() => openDatabase(join(file, 'data')), /data lies in a file and not in a folder: .*--data/);
});

test('a disk that is full while the data are brought up to date is said with the file, and they stay as they were', (t) => {
  const file = join(folderOf(t), 'beckon.sqlite');
  const raw = new DatabaseSync(file);
  t.after(() => raw.close());
  raw.exec('PRAGMA max_page_count = 20');
  assert.throws(
    () => usingFile(file, () => migrate(raw)),
    new UnusableDataError(`${file} finds no space left on its disk: free some and start again`),
  );
  assert.deepEqual(raw.prepare('SELECT name FROM sqlite_schema').all(), []);
});

test('an empty file, which a start that was broken off leaves, is used', (t) => {
  const folder = folderOf(t);
  writeFileSync(join(folder, 'beckon.sqlite'), '');
  openDatabase(folder).raw.close();
});

test('where no data file was, one that could not be finished is taken away again', (t) => {
  const folder = folderOf(t);
  mkdirSync(join(folder, 'beckon.sqlite-journal'));
  assert.throws(() => openDatabase(folder), UnusableDataError);
  assert.equal(existsSync(join(folder, 'beckon.sqlite')), false);
});

test('what the system says of permissions and disks is said with the file; defects are not', () => {
  const failing = (error: object) => () =>
    usingFile('/data/beckon.sqlite', () => assert.fail(Object.assign(new Error('no'), error)));
  assert.throws(failing({ code: 'EACCES' }), /^.*\/data\/beckon\.sqlite cannot be written: let the user/);
  assert.throws(failing({ code: 'EROFS' }), /on a disk that cannot be written: name another/);
  assert.throws(failing({ code: 'ERR_SQLITE_ERROR', errcode: 1032 }), /cannot be written: let the user/);
  assert.throws(failing({ code: 'ERR_SQLITE_ERROR', errcode: 1 }), /^Error: no$/);
});
