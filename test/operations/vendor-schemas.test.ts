/**
 * Every answer that the vendor's published description speaks of fits it, field by field. `vendor-schemas.json` has the
 * shapes of that description (1.0.48) and nothing of its texts.
 */

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { Ajv } from 'ajv';
import { jwtGrant, mine, requestTokens, signIn } from '../acceptance/person.ts';
import { startServer } from '../acceptance/server-process.ts';
import published from './vendor-schemas.json' with { type: 'json' };

const server = await startServer();
const hook = createServer((request, answer) => {
  answer.setHeader('Validation-Token', request.headers['validation-token'] ?? '').end();
}).listen(0, '127.0.0.1');
after(() => {
  hook.close();
  return server.close();
});
const [maya, jonas] = [await signIn(server, '101'), await signIn(server, '102')];
const account = '/restapi/v1.0/account/~';

type OperationId = keyof typeof published.operations;
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema({ ...published, $id: 'vendor' });

function faultsOf(operationId: OperationId, body: unknown): string[] {
  const schema = JSON.parse(JSON.stringify(published.operations[operationId]).replaceAll('"#/', '"vendor#/'));
  const validate = ajv.compile(schema);
  validate(body);
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${instancePath.replaceAll(/\/\d+/g, '/*')} ${message} ${JSON.stringify(params)}`,
  );
}

/** Where the description is older than the service: newer clients, and this server, have it otherwise. */
const older: Readonly<Record<string, RegExp>> = {
  listDepartmentMembers: /^\/records\/\*\/id must be string/,
};

const seen = new Set<OperationId>();

/** The body of an answer, which must fit. */
async function fits<Body = never>(
  operationId: OperationId,
  path: string,
  { by = maya, method, body }: { by?: typeof maya; method?: string; body?: object } = {},
): Promise<Body> {
  const answer = await by.call<Body>(path, {
    ...(method === undefined ? {} : { method }),
    ...(body === undefined ? {} : { body }),
  });
  assert.ok(answer.status < 300, `${operationId}: ${answer.status} ${answer.text}`);
  const faults = faultsOf(operationId, answer.body).filter((fault) => !older[operationId]?.test(fault));
  assert.deepEqual([...new Set(faults)], [], operationId);
  seen.add(operationId);
  return answer.body;
}

interface WithId {
  readonly id: number;
}

test('the company, its people and Departments', async () => {
  await fits('readAPIVersions', '/restapi');
  await fits('readAccountInfo', account);
  await fits('listExtensions', `${account}/extension`);
  const person = await fits<WithId>('createExtension', `${account}/extension`, {
    body: { contact: { firstName: 'Ida', lastName: 'Berg', email: 'ida@clinic.example' } },
  });
  await fits('readExtension', `${account}/extension/${person.id}`);
  await fits('updateExtension', `${account}/extension/${person.id}`, { method: 'PUT', body: { status: 'Frozen' } });
  await fits('listDirectoryEntries', `${account}/directory/entries`);
  await fits('readDirectoryEntry', `${account}/directory/entries/${person.id}`);
  await fits('searchDirectoryEntries', `${account}/directory/entries/search`, { body: { searchString: 'Ida' } });
  const { records } = await fits<{ records: { id: string }[] }>('listCallQueues', `${account}/call-queues`);
  const queue = `${account}/call-queues/${records[0]?.id}`;
  await fits('readCallQueueInfo', queue);
  await fits('updateCallQueueInfo', queue, { method: 'PUT', body: { name: 'Front Desk' } });
  await fits('listCallQueueMembers', `${queue}/members`);
  await fits('listDepartmentMembers', `${account}/department/${records[0]?.id}/members`);
  await fits('updateUserCallQueues', `${account}/extension/${person.id}/call-queues`, {
    method: 'PUT',
    body: { records: [] },
  });
});

test('presence, roles and permissions', async () => {
  await fits('readUserPresenceStatus', `${mine}/presence`);
  await fits('updateUserPresenceStatus', `${mine}/presence`, { method: 'PUT', body: { userStatus: 'Busy' } });
  const { records: roles } = await fits<{ records: { id: string }[] }>('listUserRoles', `${account}/user-role`);
  await fits('readUserRole', `${account}/user-role/${roles[0]?.id}`);
  await fits('listStandardUserRole', '/restapi/v1.0/dictionary/user-role');
  await fits('readStandardUserRole', `/restapi/v1.0/dictionary/user-role/${roles[0]?.id}`);
  await fits('listPermissions', '/restapi/v1.0/dictionary/permission');
  await fits('readPermission', '/restapi/v1.0/dictionary/permission/ReadMessages');
  await fits('listPermissionCategories', '/restapi/v1.0/dictionary/permission-category');
  await fits('readPermissionCategory', '/restapi/v1.0/dictionary/permission-category/Messages');
  await fits('readAuthorizationProfile', `${mine}/authz-profile`);
  await fits('checkUserPermission', `${mine}/authz-profile/check?permissionId=ReadMessages`);
});

test('pages and mailboxes', async () => {
  const to = [{ extensionNumber: '102' }, { extensionNumber: '200' }];
  await fits('createInternalTextMessage', `${mine}/company-pager`, { body: { to, text: 'Room 4 is ready' } });
  const list = await fits<{ records: WithId[] }>('listMessages', `${mine}/message-store`, { by: jonas });
  const message = `${mine}/message-store/${list.records[0]?.id}`;
  await fits('readMessage', message, { by: jonas });
  await fits('updateMessage', message, { by: jonas, method: 'PUT', body: { readStatus: 'Read' } });
  const { syncInfo } = await fits<{ syncInfo: { syncToken: string } }>('syncMessages', `${mine}/message-sync`, {
    by: jonas,
  });
  await jonas.call(message, { method: 'DELETE' });
  await fits('syncMessages', `${mine}/message-sync?syncType=ISync&syncToken=${syncInfo.syncToken}`, { by: jonas });
  await fits('readMessageStoreConfiguration', `${account}/message-store-configuration`);
  await fits('updateMessageStoreConfiguration', `${account}/message-store-configuration`, {
    method: 'PUT',
    body: { retentionPeriod: 90 },
  });
  const report = `${account}/message-store-report`;
  const task = await fits<{ id: string }>('createMessageStoreReport', report, { body: {} });
  await fits('readMessageStoreReportTask', `${report}/${task.id}`);
  await fits('readMessageStoreReportArchive', `${report}/${task.id}/archive`);
});

test('subscriptions', async () => {
  const address = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/`;
  const body = {
    eventFilters: [`${mine}/message-store`, '/restapi/v1.0/subscription/~?threshold=60&interval=15'],
    deliveryMode: { transportType: 'WebHook', address },
  };
  const { id } = await fits<{ id: string }>('createSubscription', '/restapi/v1.0/subscription', { body });
  await fits('listSubscriptions', '/restapi/v1.0/subscription');
  await fits('readSubscription', `/restapi/v1.0/subscription/${id}`);
  await fits('updateSubscription', `/restapi/v1.0/subscription/${id}`, { method: 'PUT', body });
  await fits('renewSubscription', `/restapi/v1.0/subscription/${id}/renew`, { method: 'POST' });
});

test('tokens', async () => {
  const { body } = await requestTokens(server, { grant_type: jwtGrant, assertion: server.env.BECKON_JWT_103 ?? '' });
  assert.deepEqual(faultsOf('getToken', body), []);
  seen.add('getToken');
});

test('nothing else is described: what is not served says so', async () => {
  const unseen = (Object.keys(published.operations) as OperationId[]).filter((id) => !seen.has(id));
  assert.deepEqual(unseen.sort(), [
    'listPagingGroupUsers',
    'readCallQueuePresence',
    'readNotificationSettings',
    'updateCallQueuePresence',
    'updateNotificationSettings',
  ]);
});
