/** People who are created with less, or with more, than a number and a name. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { requestTokens, signIn } from './person.ts';
import { assertRefused, type ErrorBody, parameter, plain } from './refusal.ts';
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

test('several people leave with one request; whoever cannot is told why, and the others are gone', async () => {
  const [first, second] = [(await create({})).body, (await create({})).body];
  interface Deleted {
    readonly records: readonly {
      readonly id: string;
      readonly bulkItemSuccessful: boolean;
      readonly bulkItemErrors?: readonly { readonly errorCode: string }[];
    }[];
  }
  const extensions = '/restapi/v2/accounts/~/extensions';
  const { body: own } = await maya.call<Extension>(`${account}/extension/~`);
  const records = [{ id: String(first.id) }, { id: String(own.id) }, { id: '1' }, { id: second.id }];
  const { status, body } = await maya.call<Deleted>(extensions, { method: 'DELETE', body: { records } });
  assert.equal(status, 200);
  assert.deepEqual(
    body.records.map(({ id, bulkItemSuccessful, bulkItemErrors = [] }) => [
      id,
      bulkItemSuccessful,
      bulkItemErrors[0]?.errorCode,
    ]),
    [
      [String(first.id), true, undefined],
      [String(own.id), false, 'CMN-101'],
      ['1', false, 'CMN-102'],
      [String(second.id), true, undefined],
    ],
  );
  for (const { id } of [first, second]) assert.equal((await maya.call(`${account}/extension/${id}`)).status, 404);
  const others = await signIn(server, '102');
  assertRefused(
    await others.call<ErrorBody>(extensions, { method: 'DELETE', body: { records } }),
    plain(403, 'CMN-408'),
  );
});

test('the Departments that someone is in are set at once: they join these and leave all others', async () => {
  const [night, day] = [
    (await create({ type: 'Department', contact: { firstName: 'Night' } })).body,
    (await create({ type: 'Department', contact: { firstName: 'Day' } })).body,
  ];
  const { body: person } = await create({});
  const set = (...ids: (number | string)[]) =>
    maya.call<{ records: { id: string; name: string }[] } & ErrorBody>(
      `${account}/extension/${person.id}/call-queues`,
      {
        method: 'PUT',
        body: { records: ids.map((id) => ({ id })) },
      },
    );
  const named = async (...ids: (number | string)[]) => (await set(...ids)).body.records.map(({ name }) => name);
  assert.deepEqual(await named(night.id, String(day.id)), ['Night', 'Day']);
  assert.deepEqual(await named(day.id), ['Day']);
  assert.deepEqual(await named(day.id), ['Day']);
  assertRefused(await set(day.id, 999), parameter('CMN-102', 'departmentId'));
  assert.deepEqual(await named(), []);
  for (const one of [night, day, person]) await remove(one);
});

test('newer clients read the company under its own address', async () => {
  const { status, body } = await maya.call<{ id: string; companyName: string; status: string }>(
    '/restapi/v2/accounts/~',
  );
  const { body: older } = await maya.call<{ id: number; serviceInfo: { brand: { name: string } } }>(account);
  assert.deepEqual([status, body.status, body.id], [200, 'Confirmed', String(older.id)]);
  assert.equal(body.companyName, older.serviceInfo.brand.name);
});
