/** A rule cannot lose a check by a slip of the pen: a generator that is called and not yielded to does nothing. */

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../../src/domain');
const files = globSync(['rules/*.ts', 'fact.ts'], { cwd: root }).filter((file) => !/\.(test|fixture)\.ts$/.test(file));
const sources = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));

const generatorsIn = (source: string) => [...source.matchAll(/function\* (\w+)/g)].map(([, name = '']) => name);

/** Those of a file, and those that it imports from other rules. */
function generatorsKnownTo(file: string, source: string): string[] {
  const imported = [...source.matchAll(/import (?:type )?\{([^}]*)\} from '(\.[^']+)'/g)].flatMap(
    ([, names = '', from = '']) => {
      const there = generatorsIn(sources.get(join(dirname(file), from)) ?? '');
      return names
        .split(',')
        .map((name) => name.replace('type ', '').trim())
        .filter((name) => there.includes(name));
    },
  );
  return [...generatorsIn(source), ...imported];
}

test('every generator that a rule calls is yielded to, or is the rule that is chosen', () => {
  let calls = 0;
  const lost = [...sources].flatMap(([file, source]) => {
    const names = generatorsKnownTo(file, source);
    if (names.length === 0) return [];
    const called = new RegExp(`(?<![\\w.*])(?:${names.join('|')})(?:<[^()]*>)?\\(`, 'g');
    return source.split('\n').flatMap((line, index) => {
      if (/^\s*(\*|\/\/|\/\*)|function\*/.test(line)) return [];
      return [...line.matchAll(called)]
        .map(({ index: at }) => line.slice(0, at))
        .filter((before) => {
          calls += 1;
          return !/(yield\* |return |=> |\? |: )$/.test(before);
        })
        .map(() => `${file}:${index + 1} ${line.trim()}`);
    });
  });
  assert.ok(calls > 150, `only ${calls} calls were found`);
  assert.deepEqual(lost, []);
});
