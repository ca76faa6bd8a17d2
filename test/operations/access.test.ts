/** Every operation there is, asked by someone who may not: whatever is added later is asked as well. */

import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, describe, test } from 'node:test';
import { operations } from '../../src/api/operations.ts';
import type { Operation, Permissions } from '../../src/api/shared/operation.ts';
import { appPermissions, rateGroups } from '../../src/domain/permission.ts';
import { type AssignableRole, roleMay } from '../../src/domain/role.ts';
import { type Answer, accountId, mailbox, serveCompany } from '../simulation/served-company.ts';

const company = await serveCompany(
  { people: ['101', '102', '103'], departments: ['200'], roles: { '102': [], '103': ['auditor'] } },
  { nowMs: () => 1_700_000_000_000 },
);
after(() => company.close());
const everyScope = [...appPermissions];
for (const number of ['100', '101', '102', '103']) await company.signIn(number, everyScope);

type Guarded = Operation & { readonly access: Permissions };
const guarded = operations.filter((one): one is Guarded => one.access !== 'public');
const ofOwnExtension = guarded.filter(
  ({ path, access }) => path.includes(':extensionId') && access.extension !== 'any',
);

/** Calls an operation at the caller's own place, with ids that nothing has. */
function ask(number: string, { method, path }: Operation, place: { accountId?: string; extensionId?: string } = {}) {
  const address = path
    .replace(':accountId', place.accountId ?? '~')
    .replace(':extensionId', place.extensionId ?? '~')
    .replace(/:\w+/g, '1');
  return company.call(number, method as Parameters<typeof company.call>[1], address);
}

function codesOf({ status, body }: Answer) {
  const { errorCode, permissionName, errors, parameterName } = body as {
    errorCode?: string;
    permissionName?: string;
    parameterName?: string;
    errors?: { errorCode: string }[];
  };
  return { status, errorCode, inner: errors?.[0]?.errorCode, permissionName, parameterName };
}

test('the description of the API names every operation, and none besides', async () => {
  const { body } = await company.call('101', 'GET', '/openapi.json');
  const paths = Object.values(body.paths as Record<string, Record<string, { operationId?: string }>>);
  const described = paths.flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId ?? ''));
  assert.deepEqual(described.sort(), operations.map(({ operationId }) => operationId).sort());
});

test('every operation counts against an allowance, or is about the server itself', () => {
  const uncounted = operations.filter(({ rate }) => !(rateGroups as readonly string[]).includes(rate));
  assert.deepEqual([...new Set(uncounted.map(({ tag }) => tag))], ['About']);
});

test('only signing in and what is said of the server itself is for everyone', () => {
  const open = operations.filter(({ access }) => access === 'public');
  assert.deepEqual([...new Set(open.map(({ tag }) => tag))].sort(), ['About', 'Sign-in']);
});

test('operations that look after other people’s extensions are few, and named here', () => {
  const any = guarded.filter(({ access }) => access.extension === 'any').map(({ operationId }) => operationId);
  assert.deepEqual(any.sort(), [
    'assignDefaultRole',
    // Its rule tells a Department, which cannot send, from a person, whose mailbox it is.
    'createInternalTextMessage',
    'createInvitation',
    'deleteExtension',
    'listOfAvailableForAssigningRoles',
    'listUserAssignedRoles',
    'readErasure',
    'readExtension',
    'readScaledProfileImage',
    // Others' is read as far as they allow it.
    'readUserPresenceStatus',
    'readUserProfileImage',
    'requestErasure',
    'updateExtension',
    'updateUserAssignedRoles',
    'updateUserCallQueues',
  ]);
});

test('operations that an app needs no permission for are few, and named here', () => {
  const any = guarded.filter(({ access }) => access.app === undefined).map(({ operationId }) => operationId);
  assert.deepEqual(any.sort(), [
    // Asks for the password.
    'changePassword',
    'checkUserPermission',
    // Each filter and transport asks for its own.
    'createSubscription',
    'deleteSubscription',
    // What every country and every number looks like is nobody's secret.
    'listCountries',
    // The app's own subscriptions alone, unless it may read or change the company.
    'listDeliveries',
    'listPermissionCategories',
    'listPermissions',
    'listStandardUserRole',
    'listSubscriptions',
    'parsePhoneNumber',
    'parsePhoneNumberV2',
    'readAuthorizationProfile',
    'readCountry',
    'readPermission',
    'readPermissionCategory',
    'readPush',
    'readStandardUserRole',
    'readSubscription',
    'renewSubscription',
    'replayDeliveries',
    'replayDelivery',
    'resumeSubscription',
    'updateSubscription',
  ]);
});

describe('without a token', () => {
  for (const operation of guarded) {
    test(`${operation.operationId} answers 401`, async () => {
      assert.deepEqual(codesOf(await ask('nobody', operation)).errorCode, 'AGW-401');
    });
  }
});

describe('without the app’s permission', () => {
  for (const operation of guarded) {
    const { app } = operation.access;
    if (!app) continue;
    test(`${operation.operationId} is refused with CMN-401, naming ${app}`, async () => {
      const implied = app === 'ReadMessages' ? ['InternalMessages'] : [];
      await company.signIn(
        '101',
        everyScope.filter((scope) => scope !== app && !implied.includes(scope)),
      );
      const answer = codesOf(await ask('101', operation));
      await company.signIn('101', everyScope);
      assert.deepEqual(answer, {
        ...{ status: 403, errorCode: 'InsufficientPermissions', inner: 'CMN-401', permissionName: app },
        parameterName: undefined,
      });
    });
  }
});

describe('without the user’s permission', () => {
  for (const operation of guarded) {
    const { user } = operation.access;
    if (!user) continue;
    test(`${operation.operationId} is refused with CMN-408, naming ${user}`, async () => {
      const answer = await ask('102', operation);
      const { status, errorCode, inner } = codesOf(answer);
      assert.deepEqual({ status, errorCode, inner }, { status: 403, errorCode: 'CMN-408', inner: 'CMN-408' });
      assert.ok(String(answer.body.message).includes(`[${user}]`), String(answer.body.message));
    });
  }
});

describe('on the path of another extension', () => {
  for (const operation of ofOwnExtension) {
    test(`${operation.operationId} is refused with CMN-404, to administrators as well`, async () => {
      const answer = codesOf(await ask('100', operation, { extensionId: String(company.idOf('101')) }));
      assert.deepEqual([answer.status, answer.errorCode, answer.inner], [403, 'CMN-404', 'CMN-404']);
    });

    test(`${operation.operationId} does not find an extension that is not there`, async () => {
      const answer = codesOf(await ask('100', operation, { extensionId: '999999' }));
      assert.deepEqual([answer.status, answer.inner, answer.parameterName], [404, 'CMN-102', 'extensionId']);
    });
  }
});

describe('on the path of another account', () => {
  for (const operation of guarded.filter(({ path }) => path.includes(':accountId'))) {
    test(`${operation.operationId} does not find it`, async () => {
      const answer = codesOf(await ask('100', operation, { accountId: String(accountId + 1) }));
      assert.deepEqual([answer.status, answer.inner, answer.parameterName], [404, 'CMN-102', 'accountId']);
    });
  }
});

test('an app that may page may read messages as well', async () => {
  await company.signIn('101', ['InternalMessages']);
  assert.equal((await company.call('101', 'GET', `${mailbox}/message-store`)).status, 200);
  assert.equal((await company.call('101', 'DELETE', `${mailbox}/message-store/1`)).status, 403);
  await company.signIn('101', everyScope);
});

test('a role that is taken while a request is still arriving counts for that request', async () => {
  const extensionId = company.idOf('101');
  const setRoles = (roles: readonly AssignableRole[]) =>
    company.execute({ kind: 'set-roles', accountId, actor: 'operator', extensionId, roles });
  const page = { to: [{ extensionNumber: '103' }], text: 'Too late' };
  const { promise: isDemoted, resolve } = Promise.withResolvers<void>();
  async function* slowly() {
    yield JSON.stringify(page).slice(0, 10);
    await isDemoted;
    yield JSON.stringify(page).slice(10);
  }
  const answer = company.call('101', 'POST', `${mailbox}/company-pager`, Readable.from(slowly()));
  // By now the request was let in: what it asks is not known yet.
  await new Promise((done) => setImmediate(done));
  await setRoles(['auditor']);
  resolve();
  assert.deepEqual(codesOf(await answer).errorCode, 'CMN-408');
  await setRoles(['user']);
  assert.equal((await company.call('101', 'POST', `${mailbox}/company-pager`, page)).status, 200);
});

describe('an auditor', () => {
  const aboutPages = guarded.filter(({ tag }) => tag === 'Messages');

  for (const operation of aboutPages.filter(({ access: { user } }) => user && !roleMay('auditor', user))) {
    test(`may not use ${operation.operationId}`, async () => {
      assert.equal(codesOf(await ask('103', operation)).errorCode, 'CMN-408');
    });
  }

  test('changes nothing but what an export is made with', () => {
    const changes = guarded.filter(
      ({ method, access: { user } }) => method !== 'GET' && user && roleMay('auditor', user),
    );
    const allowed = ['createMessageStoreReport', 'searchDirectoryEntries'];
    assert.deepEqual(
      changes.map(({ operationId }) => operationId).filter((id) => !allowed.includes(id)),
      [],
    );
  });
});
