/** What passes for an e-mail address wherever one is given. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isEmailAddress } from './email.ts';

test('an address has one @, with something that can be a mailbox before it and a host after it', () => {
  const good = [
    'ada@clinic.example',
    'a.b+pages@x.example',
    "o'hara@clinic",
    'müller@klinik-süd.example',
    '看護@病院.example',
  ];
  assert.deepEqual(
    good.filter((one) => !isEmailAddress(one)),
    [],
  );
});

test('what no letter could reach is none', () => {
  const bad = [
    ...['nomail', '', '@', '@x.example', 'ada@', 'ada@@x.example', 'a@b@x.example', 'ada@x..example', 'ada@.example'],
    ...['ada@x.', 'ada@-x.example', 'ada novak@x.example', 'ada@x example', 'a,b@x.example', '<ada@x.example>'],
    ...['ada\u202e@x.example', 'ada@x\n.example', `${'a'.repeat(65)}@x.example`, `a@${'b.'.repeat(130)}c`],
  ];
  assert.deepEqual(bad.filter(isEmailAddress), []);
});
