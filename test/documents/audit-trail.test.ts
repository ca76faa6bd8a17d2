/** What the documents say the audit trail tells, beside what the rules put into it. */

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../..');

test('every kind of entry is named in COVERAGE, and in words in the web app', () => {
  const coverage = readFileSync(join(root, 'docs/COVERAGE.md'), 'utf8');
  const chapter = coverage.slice(coverage.indexOf('## What the audit trail tells')).split(/^## /m)[1] ?? '';
  // Such as `create-`, `update-` and `delete-extension`.
  const named = [...chapter.matchAll(/((?:`[a-z]+-`(?:,| and)\s)*)`([a-z]+)-([a-z-]+)`/g)].flatMap(
    ([, firsts = '', verb, rest]) =>
      [...[...firsts.matchAll(/`([a-z]+)-`/g)].map(([, one]) => one), verb].map((one) => `${one}-${rest}`),
  );
  const rules = globSync(join(root, 'src/domain/rules/*.ts')).filter((file) => !file.endsWith('.test.ts'));
  const kept = rules.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/action: '([a-z]+-[a-z-]+)'/g)].map(([, action]) => action),
  );
  assert.ok(kept.length > 25);
  assert.deepEqual(new Set(kept).difference(new Set([...named, 'invite'])), new Set());
  const sentences = readFileSync(join(root, 'web/src/text/en/audit.ts'), 'utf8');
  const unsaid = [...new Set(kept)].filter((action) => !sentences.includes(`'audit.${action}'`));
  assert.deepEqual(unsaid, []);
});
