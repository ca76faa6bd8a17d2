/** The rooms of the house and who may use whom. Type imports obey too. (docs/ARCHITECTURE.md) */

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../../src');
const files = globSync('**/*.ts', { cwd: root }).filter((file) => !/\.(test|fixture)\.ts$|contract\//.test(file));
const architecture = readFileSync(join(root, '../docs/ARCHITECTURE.md'), 'utf8');

/** For each room, the rooms its files may import from besides their own: as they are drawn. */
const arrows: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  [...architecture.matchAll(/^ {2}(\S+) +─→ +(.*)$/gm)].map(([, room = '', to = '']) => [
    room,
    to === 'nothing' ? [] : to.split(', '),
  ]),
);

/** Packages that a room may use; the pure rooms name theirs one by one. */
const packages: Readonly<Record<string, RegExp>> = {
  domain: /^$/,
  actions: /^$/,
  wire: /^(countries-list|typebox|jose\/jwt\/(sign|verify)|csv-parse\/sync|node:crypto)$/,
};

function roomOf(file: string): string {
  return (file.split('/')[0] ?? '').replace(/\.ts$/, '');
}

/** Of types as well, and those that wait until they are needed. */
function importsOf(file: string): string[] {
  const source = readFileSync(join(root, file), 'utf8');
  const names = source.matchAll(/^(?:import|export)\b[^'"]*?from '([^']+)'|\bimport\('([^']+)'\)/gm);
  return [...names].map(([, first, later]) => first ?? later ?? '');
}

/** The rooms that a room's files import from. */
function roomsUsedBy(file: string): string[] {
  return importsOf(file)
    .filter((name) => name.startsWith('.') && !name.includes('package.json'))
    .map((name) => roomOf(relative(root, join(root, dirname(file), name))))
    .filter((room) => room !== roomOf(file));
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
  const strays = files.flatMap((file) =>
    roomsUsedBy(file)
      .filter((room) => !arrows[roomOf(file)]?.includes(room))
      .map((room) => `${file} → ${room}`),
  );
  assert.deepEqual(strays, []);
});

test('no arrow is drawn that nobody follows, and none runs in a circle', () => {
  const followed = new Set(files.flatMap((file) => roomsUsedBy(file).map((room) => `${roomOf(file)} → ${room}`)));
  const drawn = Object.entries(arrows).flatMap(([room, to]) => to.map((other) => `${room} → ${other}`));
  assert.deepEqual(
    drawn.filter((arrow) => !followed.has(arrow)),
    [],
  );
  const reachable = (room: string, seen = new Set<string>()): Set<string> => {
    for (const next of arrows[room] ?? []) if (!seen.has(next)) reachable(next, seen.add(next));
    return seen;
  };
  assert.deepEqual(
    Object.keys(arrows).filter((room) => reachable(room).has(room)),
    [],
  );
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

test('the web app shares with the server how tables and foreign texts are written, names folded and addresses judged, and nothing else', () => {
  const webRoot = join(root, '../web/src');
  const shared = globSync('**/*.{ts,tsx}', { cwd: webRoot }).flatMap((file) =>
    [...readFileSync(join(webRoot, file), 'utf8').matchAll(/from '((?:\.\.\/)+src\/[^']+)'/g)].map((match) => match[1]),
  );
  const names = new Set(shared.map((name) => name?.replaceAll('../', '')));
  assert.deepEqual([...names].sort(), [
    ...['src/domain/email.ts', 'src/domain/folding.ts', 'src/wire/csv.ts', 'src/wire/isolate.ts'],
  ]);
});

test('only config.ts reads the environment', () => {
  const readers = files.filter((file) => readFileSync(join(root, file), 'utf8').includes('process.env'));
  // The welcome text shows a snippet that does.
  assert.deepEqual(readers.sort(), ['demo/welcome.ts', 'process/config.ts']);
});
