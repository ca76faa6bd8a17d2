/** The rooms of the house and who may use whom. Type imports obey too. (docs/ARCHITECTURE.md) */

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';

/** For each room, the rooms its files may import from besides their own. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  wire: ['domain'],
  actions: ['domain'],
  store: ['conditions', 'domain'],
  api: ['actions', 'conditions', 'connections', 'wire', 'domain'],
  delivery: ['outgoing', 'wire', 'domain'],
  outgoing: [],
  export: ['wire', 'domain'],
  upkeep: ['conditions', 'domain'],
  demo: ['wire', 'domain'],
  cli: [
    'actions',
    'config',
    'demo',
    'domain',
    'export',
    'kept-address',
    'listening',
    'main',
    'options',
    'user-error',
    'version',
    'wire',
  ],
  main: [
    'activity',
    'api',
    'conditions',
    'delivery',
    'demo',
    'door',
    'export',
    'folder-lock',
    'kept-address',
    'lifecycle',
    'listening',
    'metrics',
    'observing',
    'options',
    'outgoing',
    'settings',
    'store',
    'upkeep',
    'version',
    'wire',
    'domain',
  ],
  'kept-address': ['listening', 'options'],
  'folder-lock': ['user-error'],
  lifecycle: [],
  door: ['listening', 'options'],
  settings: ['listening', 'option-values', 'options'],
  config: ['options', 'user-error'],
  options: ['option-values'],
  'option-values': ['user-error'],
  listening: ['options', 'user-error', 'wire'],
  'user-error': [],
  version: [],
  observing: [],
  conditions: [],
  connections: [],
  activity: ['conditions', 'observing', 'wire'],
  metrics: ['observing', 'user-error'],
};

/** Packages that a room may use; the pure rooms name theirs one by one. */
const packages: Readonly<Record<string, RegExp>> = {
  domain: /^$/,
  actions: /^$/,
  wire: /^(countries-list|typebox|jose\/jwt\/(sign|verify)|csv-parse\/sync|node:crypto)$/,
};

const root = join(import.meta.dirname, '../../src');
const files = globSync('**/*.ts', { cwd: root }).filter((file) => !/\.(test|fixture)\.ts$|contract\//.test(file));

function roomOf(file: string): string {
  return (file.split('/')[0] ?? '').replace(/\.ts$/, '');
}

function importsOf(file: string): string[] {
  const source = readFileSync(join(root, file), 'utf8');
  return [...source.matchAll(/^(?:import|export)\b[^'"]*?from '([^']+)'/gm)].map((match) => match[1] ?? '');
}

test('every file lies in a room that is drawn', () => {
  assert.ok(files.length > 50, 'the sources were not found');
  assert.deepEqual(
    [...new Set(files.map(roomOf))].filter((room) => !(room in arrows)),
    [],
  );
});

test('imports follow the arrows', () => {
  const strays = files.flatMap((file) =>
    importsOf(file)
      .filter((name) => name.startsWith('.') && !name.includes('package.json'))
      .map((name) => roomOf(relative(root, join(root, dirname(file), name))))
      .filter((room) => room !== roomOf(file) && !arrows[roomOf(file)]?.includes(room))
      .map((room) => `${file} → ${room}`),
  );
  assert.deepEqual(strays, []);
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
  assert.deepEqual(readers.sort(), ['config.ts', 'demo/welcome.ts']);
});
