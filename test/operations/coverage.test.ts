/** The table of roles that people read says what the server does. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { userPermissions } from '../../src/domain/permission.ts';
import { type Role, roleMay } from '../../src/domain/role.ts';

const columns: readonly Role[] = ['user', 'department-manager', 'auditor', 'administrator'];

test('docs/COVERAGE.md has a row for every permission, and each role is marked in it if it has it', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/COVERAGE.md'), 'utf8');
  const section = text.split('\n## Roles\n')[1]?.split('\n## ')[0] ?? '';
  const written = section.split('\n').flatMap((line) => {
    const [, first = '', ...cells] = line.split('|');
    const marks = cells.slice(0, columns.length).map((cell) => cell.trim() !== '');
    return [...first.matchAll(/`(\w+)`/g)].map(([, permission]) => [permission, marks.join()]);
  });
  const actual = userPermissions.map((permission) => [
    permission,
    columns.map((role) => roleMay(role, permission)).join(),
  ]);
  assert.deepEqual(written.sort(), actual.sort());
});
