/** People who are created with less, or with more, than a number and a name. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { requestTokens, signIn } from './person.ts';
import { assertRefused, type ErrorBody, parameter } from './refusal.ts';
import { startServer } from './server-process.ts';

// A demo of its own: which numbers are free is asked.
const server = await startServer();
after(() => server.close());
const maya = await signIn(server, '101');

interface Extension {
  readonly id: number;
  readonly extensionNumber: string;
  readonly name: string;
}

const account = '/restapi/v1.0/account/~';
const create = (body: object) => maya.call<Extension & ErrorBody>(`${account}/extension`, { body });
const remove = ({ id }: Extension) => maya.call(`${account}/extension/${id}`, { method: 'DELETE' });
const password = 'three quiet herons';

test('someone without a number is given the first that is free, also one that was given back', async () => {
  const [first, second] = [await create({ contact: { firstName: 'Ida' } }), await create({})];
  assert.deepEqual([first.status, first.body.extensionNumber, first.body.name], [200, '107', 'Ida']);
  assert.deepEqual([second.body.extensionNumber, second.body.name], ['108', 'Extension 108']);
  await remove(first.body);
  const third = await create({ type: 'Department' });
  assert.equal(third.body.extensionNumber, '107');
  for (const one of [second, third]) await remove(one.body);
});

test('someone who is created with a password signs in with it', async () => {
  const { body: ida } = await create({ password, contact: { firstName: 'Ida' } });
  const form = { grant_type: 'password', username: ida.extensionNumber, password };
  assert.equal((await requestTokens(server, form)).status, 200);
  await remove(ida);
  assert.equal((await requestTokens(server, form)).status, 400);
});

test('a password that is too weak, or of someone who cannot sign in, is refused by name and creates nobody', async () => {
  const weak = await create({ password: 'secret' });
  assertRefused(weak, parameter('CMN-101', 'password'));
  assertRefused(await create({ password, type: 'Department' }), parameter('CMN-101', 'password'));
  const { body } = await maya.call<{ paging: { totalElements: number } }>(`${account}/extension?type=User`);
  assert.equal(body.paging.totalElements, 6);
});

test('a password in a change of someone is refused by name: they are sent a link instead', async () => {
  const path = `${account}/extension/~`;
  assertRefused(
    await maya.call<ErrorBody>(path, { method: 'PUT', body: { password } }),
    parameter('CMN-101', 'password'),
  );
});
