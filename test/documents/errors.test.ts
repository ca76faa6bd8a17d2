/** What docs/errors.md says of errors is what the server answers. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { errorsDocument, errorsFile } from '../../scripts/errors-document.ts';

test('docs/errors.md lists every error as it is answered; "npm run docs:errors" makes it do so again', () => {
  assert.equal(readFileSync(errorsFile, 'utf8'), errorsDocument());
});
