/** Hashes of passwords, and the names that go with them. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loginNameFrom } from './login-names.ts';
import { hashPassword, hashRandomPassword, isOutdated, isPassword } from './passwords.ts';

test('a hash says how it was made, is another each time, and matches its password alone', async () => {
  const [first, second] = await Promise.all([hashPassword('Zoë’s 12 birds'), hashPassword('Zoë’s 12 birds')]);
  assert.match(first, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  assert.notEqual(first, second);
  assert.equal(await isPassword('Zoë’s 12 birds'.normalize('NFD'), first), true);
  assert.equal(await isPassword('zoë’s 12 birds', first), false);
  assert.equal(isOutdated(first), false);
});

test('a cheap hash works, and is known to be one', async () => {
  const hash = hashRandomPassword('made up');
  assert.equal(await isPassword('made up', hash), true);
  assert.equal(isOutdated(hash), true);
});

test('nothing matches no hash, or what is none', async () => {
  assert.equal(await isPassword('', undefined), false);
  assert.equal(await isPassword('plain', 'plain'), false);
});

test('people call themselves by number, company and number, or address', () => {
  const number = (extensionNumber: string) => ({ extensionNumber });
  const rows: readonly [string, string | undefined, object | undefined][] = [
    ['101', undefined, number('101')],
    [' 101 ', '', number('101')],
    ['18005551234*101', undefined, number('101')],
    ['+1 (800) 555-1234*101', undefined, number('101')],
    ['+18005551234', '101', number('101')],
    ['maya@clinic.example', undefined, { email: 'maya@clinic.example' }],
    ['maya@clinic.example', '101', undefined],
    ['*101', undefined, undefined],
    ['18005551234*', undefined, undefined],
    ['1*2*3', undefined, undefined],
    ['18005551234', undefined, undefined],
    ['maya', undefined, undefined],
    ['', undefined, undefined],
  ];
  for (const [username, extension, name] of rows) assert.deepEqual(loginNameFrom(username, extension), name, username);
});
