/** What people may do by their roles, and that a role given or taken counts at once, with `@rc-ex/core` and plain HTTP. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import RingCentral from '@rc-ex/core';
import { type Company, readCompany } from './expected-page.ts';
import { mine, type Person, signIn } from './person.ts';
import { assertRefused, type ErrorBody, parameter, plain } from './refusal.ts';
import { startServer, type Target } from './server-process.ts';

const account = '/restapi/v1.0/account/~';

let target: Target;
let company: Company;
let rc: RingCentral;
let maya: Person;
let tom: Person;

before(async () => {
  target = await startServer();
  company = await readCompany(target);
  [maya, tom] = [await signIn(target, '101'), await signIn(target, '104')];
  const { RINGCENTRAL_CLIENT_ID: clientId = '', RINGCENTRAL_CLIENT_SECRET: clientSecret = '' } = target.env;
  rc = new RingCentral({ server: target.url, clientId, clientSecret });
  await rc.authorize({ jwt: target.env.BECKON_JWT_101 ?? '' });
});
after(() => target.close());

function idOf(number: string): string {
  return company.party(number).extensionId ?? '';
}

const assigned = (number: string) => rc.restapi().account().extension(idOf(number)).assignedRole();
const namesOf = (list: { records?: { displayName?: string }[] }) => (list.records ?? []).map((one) => one.displayName);

/** Gives someone roles by their ids for as long as `body` runs. */
async function withRoles(number: string, ids: readonly string[], body: () => Promise<void>): Promise<void> {
  const { records } = await assigned(number).get();
  await assigned(number).put({ records: ids.map((id) => ({ id })) });
  try {
    await body();
  } finally {
    await assigned(number).put({ records: records ?? [] });
  }
}

async function statusOf(person: Person, path: string, body?: unknown): Promise<[number, string | undefined]> {
  const { status, body: answer } = await person.call<ErrorBody | undefined>(path, { body });
  return [status, answer?.errorCode];
}

const page = { to: [{ extensionNumber: '102' }], text: 'Fine' };

describe('roles as the vendor’s SDK reads them', () => {
  test('the dictionary, the account and someone’s own list agree', async () => {
    const standard = await rc.restapi().dictionary().userRole().list();
    assert.deepEqual(namesOf(standard), ['Super Admin', 'Department Manager', 'Standard User', 'Auditor']);
    assert.deepEqual(namesOf(await rc.restapi().account().userRole().list()), namesOf(standard));
    const [administrator] = standard.records ?? [];
    const read = await rc.restapi().account().userRole(administrator?.id).get();
    assert.deepEqual(read.permissions, administrator?.permissions);
    assert.deepEqual(namesOf(await assigned('101').get()), ['Super Admin', 'Standard User', 'Department Manager']);
    assert.deepEqual(namesOf(await assigned('102').get()), ['Standard User']);
    const everyone = await rc.restapi().account().assignedRole().get();
    assert.equal(everyone.records?.length, 6);
    const assignable = await rc.restapi().account().extension(idOf('102')).assignableRoles().get();
    assert.deepEqual(namesOf(assignable), ['Super Admin', 'Standard User', 'Auditor']);
  });

  test('a permission is named as the vendor names it, by the words of its id', async () => {
    const { displayName } = await rc.restapi().dictionary().permission('ReadMessageContent').get();
    assert.equal(displayName, 'Read Message Content');
  });

  test('every address among them can be followed', async () => {
    const [role] = (await rc.restapi().account().userRole().list()).records ?? [];
    const [permission] = (await rc.restapi().dictionary().permission().list()).records ?? [];
    const own = await assigned('101').get();
    const addresses = [role?.uri, role?.permissions?.[0]?.uri, permission?.uri, permission?.category?.uri, own.uri];
    for (const address of [...addresses, own.records?.[0]?.uri]) {
      const { status } = await maya.call(address ?? '');
      assert.equal(status, 200, address);
    }
  });

  test('one’s own profile says what one may do, and to whom', async () => {
    const profile = await rc.restapi().account().extension().authzProfile().get();
    const granted = new Map(profile.permissions?.map((one) => [one.permission?.id, one.scopes?.join()]));
    assert.equal(granted.get('InternalSMS'), 'Self');
    assert.equal(granted.get('AddRemoveUsers'), 'AllExtensions');
    const check = (permissionId: string) =>
      rc.restapi().account().extension().authzProfile().check().get({ permissionId });
    assert.equal((await check('EditUserRoles')).successful, true);
    assert.equal((await check('LaunchMissiles')).successful, false);
    const unnamed = await maya.call<{ successful: boolean }>(`${mine}/authz-profile/check`);
    assert.deepEqual([unnamed.status, unnamed.body.successful], [200, false]);
  });

  test('a manager’s permission reaches the Departments they manage', async () => {
    const priya = await signIn(target, '103');
    const check = async (number: string) => {
      const query = `permissionId=Groups&targetExtensionId=${idOf(number)}`;
      return (await priya.call<{ successful: boolean }>(`${mine}/authz-profile/check?${query}`)).body.successful;
    };
    assert.deepEqual([await check('201'), await check('200')], [true, false]);
  });

  test('features say what is there, and why something is not', async () => {
    const featureId = ['PagesSending', 'PagesReceiving', 'ReadExtensions', 'SMSSending'];
    const { records } = await rc.restapi().account().extension().features().get({ featureId });
    assert.deepEqual(
      records?.map(({ id, available, reason }) => [id, available, reason?.code]),
      [...featureId.slice(0, 3).map((id) => [id, true, undefined]), ['SMSSending', false, 'ServicePlanLimitation']],
    );
  });
});

describe('a role that is given or taken', () => {
  test('counts at once, for the token one has already', async () => {
    assert.deepEqual(await statusOf(tom, `${mine}/message-store`), [200, undefined]);
    await withRoles('104', ['4'], async () => {
      assert.deepEqual(await statusOf(tom, `${mine}/message-store`), [403, 'CMN-408']);
      assert.deepEqual(await statusOf(tom, `${mine}/company-pager`, page), [403, 'CMN-408']);
      assert.deepEqual(await statusOf(tom, `${account}/extension`), [200, undefined]);
    });
    assert.deepEqual(await statusOf(tom, `${mine}/company-pager`, page), [200, undefined]);
  });

  test('makes an administrator, and ends that again', async () => {
    const rename = () => tom.call(`${account}/extension/${idOf('106')}`, { method: 'PUT', body: { contact: {} } });
    assert.equal((await rename()).status, 403);
    const bulk = rc.restapi().account().userRole('1').bulkAssign();
    await bulk.post({ addedExtensionIds: [idOf('104')] });
    assert.equal((await rename()).status, 200);
    await bulk.post({ removedExtensionIds: [idOf('104')] });
    assert.equal((await rename()).status, 403);
    assert.deepEqual(namesOf(await assigned('104').get()), ['Standard User']);
  });

  test('cannot be that of the last administrator, by any way', async () => {
    const own = `${account}/extension/${idOf('101')}`;
    const ways: [string, string, object, string][] = [
      ['PUT', `${own}/assigned-role`, { records: [{ id: '3' }] }, 'records'],
      ['PUT', `${own}/assigned-role/default`, {}, 'records'],
      ['POST', `${account}/user-role/1/bulk-assign`, { removedExtensionIds: [idOf('101')] }, 'removedExtensionIds'],
      ['PUT', own, { status: 'Disabled' }, 'status'],
      ['DELETE', own, {}, 'extensionId'],
    ];
    for (const [method, path, body, name] of ways) {
      assertRefused(await maya.call<ErrorBody>(path, { method, body }), parameter('CMN-101', name));
    }
    assert.deepEqual(namesOf(await assigned('101').get()), ['Super Admin', 'Standard User', 'Department Manager']);
  });

  test('is not given by those who may not, and not to oneself', async () => {
    const path = `${mine}/assigned-role`;
    const answer = await tom.call<ErrorBody>(path, { method: 'PUT', body: { records: [{ id: '1' }] } });
    assertRefused(answer, plain(403, 'CMN-408'));
    assert.match(answer.body.message, /\[EditAssignedRoles\]/);
  });

  test('is not that of a manager, which comes with a Department', async () => {
    const give = (id: string) =>
      maya.call<ErrorBody>(`${account}/extension/${idOf('104')}/assigned-role`, {
        ...{ method: 'PUT', body: { records: [{ id: '3' }, { id }] } },
      });
    assertRefused(await give('2'), parameter('CMN-101', 'records.id'));
    assertRefused(await give('77'), parameter('CMN-102', 'records.id'));
  });
});

test('a manager adds and removes members of their Department alone', async () => {
  const priya = await signIn(target, '103');
  const change = (number: string, body: object) =>
    priya.call<ErrorBody>(`${account}/call-queues/${idOf(number)}/bulk-assign`, { body });
  assert.equal((await change('201', { addedExtensionIds: [idOf('105')] })).status, 204);
  assert.equal((await change('201', { removedExtensionIds: [idOf('105')] })).status, 204);
  assertRefused(await change('200', { addedExtensionIds: [idOf('104')] }), plain(403, 'CMN-408'));
  const managers = `/beckon/v1/departments/${idOf('201')}/managers`;
  const answer = await priya.call<ErrorBody>(managers, { method: 'PUT', body: { extensionIds: [idOf('104')] } });
  assertRefused(answer, plain(403, 'CMN-408'));
});

test('new people have the role that was chosen for them', async () => {
  const chosen = rc.restapi().account().userRole().default();
  assert.equal((await chosen.get()).displayName, 'Standard User');
  await chosen.put({ id: '4' });
  const body = { extensionNumber: '107', contact: { firstName: 'Nia' } };
  const created = await maya.call<{ id: number }>(`${account}/extension`, { body });
  await chosen.put({ id: '3' });
  const roles = rc.restapi().account().extension(String(created.body.id)).assignedRole();
  assert.deepEqual(namesOf(await roles.get()), ['Auditor']);
  assert.deepEqual(namesOf(await roles.default().put()), ['Standard User']);
});

test('roles of one’s own making, and what belongs to phones, are not offered, and that is said', async () => {
  const requests: [string, string][] = [
    ['POST', `${account}/user-role`],
    ['PUT', `${account}/user-role/3`],
    ['DELETE', `${account}/user-role/3`],
    ['GET', `${mine}/notification-settings`],
    ['GET', `${account}/call-queues/${idOf('200')}/presence`],
    ['GET', '/restapi/v1.0/client-info'],
  ];
  for (const [method, path] of requests) {
    const call = method === 'GET' ? {} : { method, body: {} };
    assertRefused(await maya.call<ErrorBody>(path, call), plain(501, 'BKN-501'));
  }
});
