/** Whatever can be put can be put back as it was read, and nothing has changed by that. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { operations } from '../../src/api/operations.ts';
import type { AccountId } from '../../src/domain/ids.ts';
import { openTenants, type Tenant, type Tenants } from './tenants.ts';

const account = '/restapi/v1.0/account/~';
const mailbox = `${account}/extension/~`;
const dataDir = mkdtempSync(join(tmpdir(), 'beckon-put-back-'));
let tenants: Tenants;
let tenant: Tenant;
let token: string;

before(async () => {
  tenants = await openTenants(dataDir, { nowMs: () => 1_700_000_000_000 });
  tenant = await tenants.found(7 as AccountId, 'harbour');
  token = (await tenant.tokensOf('100')).access;
});
after(async () => {
  await tenants.close();
  rmSync(dataDir, { recursive: true });
});

type Json = Record<string, unknown>;

async function call(method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, body?: object) {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await tenants.server.inject({ method, url, headers, ...(body ? { payload: body } : {}) });
  return { status: answer.statusCode, body: (answer.body === '' ? {} : answer.json()) as Json };
}

async function made(url: string, body: object): Promise<string> {
  const answer = await call('POST', url, body);
  assert.ok(answer.status < 300, JSON.stringify(answer.body));
  return String(answer.body.id ?? answer.body.clientId);
}

const sentPage = () => made(`${mailbox}/company-pager`, { to: [{ extensionNumber: '101' }], text: 'Hello' });
const person = () => `${account}/extension/${tenant.idOf('102')}`;

/** For each operation that puts, the addresses it is tried at. */
const places: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  updateMessage: async () => [`${mailbox}/message-store/${await sentPage()}`],
  patchMessage: async () => [`${mailbox}/message-store/${await sentPage()}`],
  updateMessageStoreConfiguration: async () => [`${account}/message-store-configuration`],
  updateMessageStoreSettings: async () => ['/beckon/v1/message-store-settings'],
  updateExtension: async () => [person(), mailbox, `${account}/extension/${tenant.idOf('200')}`],
  updateCallQueueInfo: async () => [`${account}/call-queues/${tenant.idOf('200')}`],
  setManagers: async () => [`/beckon/v1/departments/${tenant.idOf('200')}/managers`],
  updateUserPresenceStatus: async () => [`${mailbox}/presence`],
  updateDefaultUserRole: async () => [`${account}/user-role/default`],
  updateUserAssignedRoles: async () => [`${person()}/assigned-role`, `${mailbox}/assigned-role`],
  updateSubscription: async () => {
    const eventFilters = ['/restapi/v1.0/account/~/extension/~/message-store', `${account}/extension`];
    const deliveryMode = { transportType: 'WebHook', address: 'https://hooks.example/a?b=c', verificationToken: 'v' };
    return [`/restapi/v1.0/subscription/${await made('/restapi/v1.0/subscription', { eventFilters, deliveryMode })}`];
  },
};

/** Read in a list alone. */
const listed: Readonly<Record<string, string>> = { updateApp: '/beckon/v1/apps' };
/** Nothing can be read where it puts. */
const unread = ['assignDefaultRole', 'changePassword', 'updateUserCallQueues'];

test('every operation that puts is tried here', () => {
  const putting = operations.filter(({ method }) => method === 'PUT' || method === 'PATCH');
  assert.deepEqual(
    putting.map(({ operationId }) => operationId).sort(),
    [...Object.keys(places), ...Object.keys(listed), ...unread].sort(),
  );
});

for (const { operationId, method } of operations) {
  const find = places[operationId];
  if (!find) continue;
  test(`${operationId} takes back what was read, and leaves it as it was`, async () => {
    for (const place of await find()) {
      const read = await call('GET', place);
      assert.equal(read.status, 200, `${place}: ${JSON.stringify(read.body)}`);
      const put = await call(method as 'PUT', place, read.body);
      assert.ok(put.status === 200 || put.status === 204, `${place}: ${JSON.stringify(put.body)}`);
      assert.deepEqual((await call('GET', place)).body, read.body, place);
    }
  });
}

test('updateUserCallQueues takes back what it answered', async () => {
  const place = `${person()}/call-queues`;
  const answered = await call('PUT', place, { records: [{ id: String(tenant.idOf('200')) }] });
  assert.deepEqual(await call('PUT', place, answered.body), answered);
});

test('updateApp takes back each app as it is listed, but for Beckon’s own, which cannot be changed', async () => {
  const limits = { rateLimits: { Light: 7 }, scopes: ['ReadContacts', 'ReadMessages'] };
  await made('/beckon/v1/apps', { name: 'Night rota', ...limits });
  await made('/beckon/v1/apps', { name: 'Phones', clientType: 'public', redirectUris: ['com.example:/signed-in'] });
  const { body } = await call('GET', '/beckon/v1/apps');
  const apps = body.records as Json[];
  assert.equal(apps.length, 4);
  for (const app of apps) {
    const put = await call('PUT', `/beckon/v1/apps/${app.clientId}`, app);
    if (app.isFirstParty) assert.ok(put.status >= 400, JSON.stringify(put.body));
    else assert.deepEqual([put.status, put.body], [200, app]);
  }
  assert.deepEqual((await call('GET', '/beckon/v1/apps')).body, body);
});
