/** The rooms of the house and who may use whom. Type imports obey too. (docs/ARCHITECTURE.md) */

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../../src');
const files = globSync('**/*.ts', { cwd: root }).filter((file) => !/\.(test|fixture)\.ts$|contract\//.test(file));
const architecture = readFileSync(join(root, '../docs/ARCHITECTURE.md'), 'utf8');

/** For each room, the rooms its files may import from besides their own. */
type Arrows = Readonly<Record<string, readonly string[]>>;

/** As they are drawn below a heading. */
function drawnBelow(heading: string): Arrows {
  const [, section = ''] = architecture.split(`\n## ${heading}\n`);
  const drawn = (section.split('\n## ')[0] ?? '').matchAll(/^ {2}(\S+) +─→ +(.*)$/gm);
  return Object.fromEntries([...drawn].map(([, room = '', to = '']) => [room, to === 'nothing' ? [] : to.split(', ')]));
}
const arrows = drawnBelow('The arrows');

const webRoot = join(root, '../web/src');
const webFiles = globSync('**/*.{ts,tsx}', { cwd: webRoot });
const webArrows = drawnBelow('The arrows of the web app');

/** Packages that a room may use; the pure rooms name theirs one by one. */
const packages: Readonly<Record<string, RegExp>> = {
  domain: /^$/,
  actions: /^$/,
  wire: /^(countries-list|typebox|jose\/jwt\/(sign|verify)|csv-parse\/sync|node:crypto)$/,
};

function roomOf(file: string): string {
  return (file.split('/')[0] ?? '').replace(/\.tsx?$/, '');
}

/** Of types as well, and those that wait until they are needed. */
function importsOf(file: string, of = root): string[] {
  const source = readFileSync(join(of, file), 'utf8');
  const names = source.matchAll(/^(?:import|export)\b[^'"]*?from '([^']+)'|\bimport\('([^']+)'\)/gm);
  return [...names].map(([, first, later]) => first ?? later ?? '');
}

/** The files of the same sources that a file imports. */
function filesUsedBy(file: string, of = root): string[] {
  return importsOf(file, of)
    .filter((name) => name.startsWith('.') && !name.includes('package.json'))
    .map((name) => relative(of, join(of, dirname(file), name)))
    .filter((name) => !name.startsWith('..'));
}

/** The rooms that a room's files import from. */
function roomsUsedBy(file: string, of = root): string[] {
  return filesUsedBy(file, of)
    .map(roomOf)
    .filter((room) => room !== roomOf(file));
}

function strayArrows(all: readonly string[], drawn: Arrows, of: string): string[] {
  return all.flatMap((file) =>
    roomsUsedBy(file, of)
      .filter((room) => !drawn[roomOf(file)]?.includes(room))
      .map((room) => `${file} → ${room}`),
  );
}

function unfollowedArrows(all: readonly string[], drawn: Arrows, of: string): string[] {
  const followed = new Set(all.flatMap((file) => roomsUsedBy(file, of).map((room) => `${roomOf(file)} → ${room}`)));
  return Object.entries(drawn)
    .flatMap(([room, to]) => to.map((other) => `${room} → ${other}`))
    .filter((arrow) => !followed.has(arrow));
}

/** Those from which arrows lead back to where they began. */
function inCircles(drawn: Arrows): string[] {
  const reachable = (room: string, seen = new Set<string>()): Set<string> => {
    for (const next of drawn[room] ?? []) if (!seen.has(next)) reachable(next, seen.add(next));
    return seen;
  };
  return Object.keys(drawn).filter((room) => reachable(room).has(room));
}

test('every file lies in a room that is drawn', () => {
  assert.ok(files.length > 50, 'the sources were not found');
  assert.deepEqual(
    [...new Set(files.map(roomOf))].filter((room) => !(room in arrows)),
    [],
  );
});

test('the tree names every room, and no other', () => {
  const tree = architecture.slice(architecture.indexOf('\nsrc/\n'), architecture.indexOf('\nweb/ '));
  const named = [...tree.matchAll(/^ {2}([\w-]+)(?:\.ts|\/)/gm)].map(([, room]) => room);
  assert.deepEqual(named.sort(), Object.keys(arrows).sort());
});

test('imports follow the arrows', () => {
  assert.deepEqual(strayArrows(files, arrows, root), []);
});

test('no arrow is drawn that nobody follows, and none runs in a circle', () => {
  assert.deepEqual(unfollowedArrows(files, arrows, root), []);
  assert.deepEqual(inCircles(arrows), []);
});

test('the web app’s rooms are drawn, every file lies in one, and imports follow their arrows, none of which runs in a circle', () => {
  assert.ok(webFiles.length > 100, 'the sources were not found');
  assert.deepEqual([...new Set(webFiles.map(roomOf))].sort(), Object.keys(webArrows).sort());
  assert.deepEqual(strayArrows(webFiles, webArrows, webRoot), []);
  assert.deepEqual(unfollowedArrows(webFiles, webArrows, webRoot), []);
  assert.deepEqual(inCircles(webArrows), []);
});

test('the pure rooms use no packages but those named for them', () => {
  const strays = files.flatMap((file) => {
    const allowed = packages[roomOf(file)];
    return importsOf(file)
      .filter((name) => !name.startsWith('.') && allowed && !allowed.test(name))
      .map((name) => `${file} → ${name}`);
  });
  assert.deepEqual(strays, []);
});

test('the web app shares with the server how tables and foreign texts are written, names folded and addresses judged, and else types alone, of what travels', () => {
  const shared = webFiles.flatMap((file) =>
    [
      ...readFileSync(join(webRoot, file), 'utf8').matchAll(
        /^(?:import|export) (type )?[^']*?from '((?:\.\.\/)+src\/[^']+)'/gm,
      ),
    ].map(([, asType, name = '']) => ({ isType: asType !== undefined, name: name.replaceAll('../', '') })),
  );
  const values = new Set(shared.filter(({ isType }) => !isType).map(({ name }) => name));
  assert.deepEqual([...values].sort(), [
    ...['src/domain/email.ts', 'src/domain/folding.ts', 'src/wire/csv.ts', 'src/wire/isolate.ts'],
  ]);
  const types = shared.filter(({ isType }) => isType).map(({ name }) => name);
  assert.ok(types.length > 10, 'the types were not found');
  assert.deepEqual(
    types.filter((name) => !name.startsWith('src/wire/')),
    [],
  );
});

test('only config.ts reads the environment', () => {
  const readers = files.filter((file) => readFileSync(join(root, file), 'utf8').includes('process.env'));
  // The welcome text shows a snippet that does.
  assert.deepEqual(readers.sort(), ['demo/welcome.ts', 'process/config.ts']);
});
