/** The rules of the house that a machine can hold: sizes, names, circles, exports. (CONTRIBUTING.md) */

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { parseSync } from 'vite';

const root = join(import.meta.dirname, '../..');
const sources = globSync(['{src,bench,scripts}/**/*.ts', 'web/src/**/*.{ts,tsx}'], { cwd: root }).filter(
  (file) => !file.endsWith('.d.ts'),
);
/** Tests and their fixtures may be as long as what they list. */
const own = sources.filter((file) => !/\.(test|fixture)\.ts$|\/contract\//.test(file));
const maxFileLines = 300;
const maxFunctionLines = 80;
/** Switches with a case for each of a kind. */
const switches = new Set(['src/domain/decide.ts']);

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [part: string]: unknown;
}

const texts = new Map(sources.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
const textOf = (file: string) => texts.get(file) as string;
const statements = new Map(
  sources.map((file) => [file, parseSync(file, textOf(file)).program.body as unknown as readonly Node[]]),
);
const statementsOf = (file: string) => statements.get(file) as readonly Node[];

/** Whatever a file imports of ours, types as well. */
function importsOf(file: string): string[] {
  return statementsOf(file)
    .map(({ source }) => (source as { readonly value?: unknown } | null | undefined)?.value)
    .filter((name) => typeof name === 'string')
    .filter((name) => name.startsWith('.'))
    .map((name) => relative(root, join(root, dirname(file), name)));
}

function circles(): string[] {
  const state = new Map<string, 'open' | 'done'>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]) => {
    if (state.get(file) === 'done' || !texts.has(file)) return;
    if (state.get(file) === 'open') {
      found.push([...path.slice(path.indexOf(file)), file].join(' → '));
      return;
    }
    state.set(file, 'open');
    for (const next of importsOf(file)) visit(next, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of sources) visit(file, []);
  return found;
}

function linesIn(text: string): number {
  return text.split('\n').length;
}

/** How many lines a function has besides those of the functions in it; too many of any is told. */
function longIn(file: string): string[] {
  const text = textOf(file);
  const found: string[] = [];
  /** The lines of functions in it. */
  const look = (value: unknown): number => {
    if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + look(one), 0);
    if (typeof value !== 'object' || value === null || !('type' in value)) return 0;
    const { type, start, end, ...parts } = value as Node;
    const inner = Object.values(parts).reduce((sum: number, part) => sum + look(part), 0);
    if (!/Function/.test(type)) return inner;
    const lines = linesIn(text.slice(start, end)) - 1;
    if (lines - inner > maxFunctionLines && !switches.has(file)) {
      found.push(`${file}, line ${linesIn(text.slice(0, start))}: a function of ${lines - inner} lines of its own`);
    }
    return lines;
  };
  look(statementsOf(file));
  const lines = linesIn(text.trimEnd());
  return lines > maxFileLines ? [`${file}: ${lines} lines`, ...found] : found;
}

test('no file imports, by however many steps, what imports it', () => {
  assert.ok(sources.length > 500, 'the sources were not found');
  assert.deepEqual(circles(), []);
});

test('no file and no function is longer than can be kept in mind', () => {
  assert.deepEqual(own.flatMap(longIn), []);
});

test('files are called what they are about, in kebab-case', () => {
  const empty = /(^|-)(utils?|helpers?|common|manager|base|misc|data)(-|\.|$)/;
  const strays = sources.filter((file) => {
    const name = file.split('/').at(-1) ?? '';
    return !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)+$/.test(name) || empty.test(name);
  });
  assert.deepEqual(strays, []);
});

/** What loads it asks for a default export. */
const reporters = new Set(['scripts/mutation/first-failure.ts']);

test('nothing is exported as a default, and nothing of another file', () => {
  const modules = own.filter((file) => !reporters.has(file));
  const strays = modules.filter((file) =>
    statementsOf(file).some(
      ({ type, source }) => type === 'ExportDefaultDeclaration' || (/^Export/.test(type) && Boolean(source)),
    ),
  );
  assert.deepEqual(strays, []);
});

test('each file opens with a sentence that says what it is for', () => {
  const silent = sources.filter((file) => !/^(#!.*\n)?\/\*\*/.test(textOf(file)));
  assert.deepEqual(silent, []);
});
