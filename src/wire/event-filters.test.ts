/** Event filters: which are understood, which are kept without ever firing, which are refused. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from '../domain/errors.ts';
import type { AccountId, ExtensionId } from '../domain/ids.ts';
import { eventFiltersFrom } from './event-filters.ts';

const owner = { accountId: 7 as AccountId, extensionId: 70 as ExtensionId, subscriptionId: 'sub' };
const account = '/restapi/v1.0/account/7';
const mine = '/restapi/v1.0/account/~/extension/~';

const understood: [given: string, kept: object][] = [
  [`${mine}/message-store`, { kind: 'messages', extensionId: 70, text: `${account}/extension/70/message-store` }],
  [`${account}/extension/70/message-store?type=Pager`, { kind: 'messages', extensionId: 70 }],
  [`${mine}/message-store?direction=Inbound&type=Pager`, { kind: 'messages', direction: 'Inbound' }],
  [`${mine}/message-store?direction=Inbound&direction=Outbound`, { kind: 'messages' }],
  [`${mine}/message-store?type=SMS&type=Pager`, { kind: 'messages' }],
  [`${mine}/message-store?type=Fax`, { kind: 'silent', text: `${account}/extension/70/message-store?type=Fax` }],
  [`${mine}/message-store/instant?type=SMS`, { kind: 'silent' }],
  [mine, { kind: 'extension', extensionId: 70 }],
  ['/restapi/v1.0/account/~/extension/71', { kind: 'extension', extensionId: 71 }],
  ['/restapi/v1.0/account/~/extension', { kind: 'extensions', text: `${account}/extension` }],
  ['/restapi/v1.0/account/~/directory/entries', { kind: 'directory' }],
  ['/restapi/v1.0/account/~/directory/contacts', { kind: 'directory' }],
  [`${mine}/presence?detailedTelephonyState=true`, { kind: 'presence', extensionId: 70, isDetailed: true }],
  ['/restapi/v1.0/account/~/extension/71/presence', { kind: 'presence', extensionId: 71, isDetailed: false }],
  ['/restapi/v1.0/account/~/presence', { kind: 'presences', isDetailed: false }],
  [`${mine}/presence/line`, { kind: 'silent' }],
  ['/restapi/v1.0/account/~/telephony/sessions', { kind: 'silent', text: `${account}/telephony/sessions` }],
  ['/restapi/v1.0/glip/posts', { kind: 'silent' }],
  ['/team-messaging/v1/posts', { kind: 'silent' }],
  [
    '/ai/ringsense/v1/public/accounts/~/domains/pbx/insights',
    { kind: 'silent', text: '/ai/ringsense/v1/public/accounts/7/domains/pbx/insights' },
  ],
  ['/webinar/configuration/v1/company/sessions?webinarId=1', { kind: 'silent' }],
  [
    '/restapi/v1.0/subscription/~?threshold=120&interval=20',
    {
      kind: 'reminder',
      thresholdS: 120,
      intervalS: 20,
      text: '/restapi/v1.0/subscription/sub?threshold=120&interval=20',
    },
  ],
];

for (const [given, kept] of understood) {
  test(`${given} is understood, and shown with its query`, () => {
    const other = '/team-messaging/v1/chats';
    const [filter, second] = eventFiltersFrom([given, other], owner);
    assert.partialDeepStrictEqual(filter, kept);
    assert.equal(filter?.text.split('?')[1], given.split('?')[1]);
    assert.deepEqual(second, { kind: 'silent', text: other });
  });
}

const refused: [given: string[], code: string][] = [
  [[''], 'invalid-filter'],
  [['message-store'], 'invalid-filter'],
  [['/message-store'], 'invalid-filter'],
  [['https://example.com/restapi/v1.0/account/~'], 'invalid-filter'],
  [[`${mine}/message store`], 'invalid-filter'],
  [[`${mine}/message-store#part`], 'invalid-filter'],
  [[`${mine}//message-store`], 'invalid-filter'],
  [[`${mine}/message-store?direction=inward`], 'invalid-filter'],
  [[`${mine}/${'x'.repeat(3000)}`], 'invalid-filter'],
  [['/restapi/v1.0/subscription/~?threshold=soon', `${mine}/message-store`], 'invalid-filter'],
  [['/restapi/v1.0/subscription/~?threshold=60&interval=15'], 'reminder-filter-alone'],
  [['/restapi/v1.0/account/8/extension/~/message-store'], 'foreign-account-filter'],
  [['/restapi/v1.0/account/~/extension/71/message-store'], 'foreign-messages-filter'],
  [['/restapi/v1.0/account/~/extension/71/message-store/instant?type=SMS'], 'foreign-messages-filter'],
  [[], 'invalid-parameter'],
];

for (const [given, code] of refused) {
  test(`${JSON.stringify(given).slice(0, 100)} is refused as ${code}`, () => {
    assert.throws(
      () => eventFiltersFrom(given, owner),
      (error) => error instanceof DomainError && error.refusal.code === code,
    );
  });
}

const variants = (filter: string, count: number) => Array.from({ length: count }, (_, index) => `${filter}v=${index}`);

const manifold: [what: string, filter: string][] = [
  ['messages of one mailbox', `${mine}/message-store?`],
  ['one extension', `${account}/extension/71?`],
  ['all extensions', '/restapi/v1.0/account/~/extension?'],
  ['the directory', '/restapi/v1.0/account/~/directory/entries?'],
  ['everyone’s presence', '/restapi/v1.0/account/~/presence?'],
  ['the end of the subscription', '/restapi/v1.0/subscription/~?threshold=600&'],
];

for (const [what, filter] of manifold) {
  test(`${what} may be listened to by ten different filters and no more, for each is told of all that happens`, () => {
    const others = [`${mine}/telephony/sessions`];
    assert.equal(eventFiltersFrom([...variants(filter, 10), ...variants(filter, 10), ...others], owner).length, 21);
    assert.throws(
      () => eventFiltersFrom([...variants(filter, 11), ...others], owner),
      (error) => error instanceof DomainError && error.refusal.parameter === 'eventFilters',
    );
  });
}

test('hundreds of extensions, and filters that never fire, may stand beside each other', () => {
  const extensions = Array.from({ length: 200 }, (_, index) => `${account}/extension/${100 + index}`);
  assert.equal(eventFiltersFrom([...extensions, ...variants(`${mine}/telephony/sessions?`, 200)], owner).length, 400);
});

test('filters are 500 at most, and 65,536 letters all together', () => {
  const ofLength = (count: number, length: number) => Array<string>(count).fill('/restapi/v1.0/x'.padEnd(length, 'x'));
  for (const good of [ofLength(500, 100), ofLength(64, 1024)]) {
    assert.equal(eventFiltersFrom(good, owner).length, good.length);
  }
  for (const bad of [ofLength(501, 100), [...ofLength(64, 1024), '/restapi/v1.0/x']]) {
    assert.throws(
      () => eventFiltersFrom(bad, owner),
      (error) => error instanceof DomainError && error.refusal.parameter === 'eventFilters',
    );
  }
});

test('nobody is reminded more often than every fifteen seconds', () => {
  const [, often, seldom] = eventFiltersFrom(
    [mine, '/restapi/v1.0/subscription/~?interval=1', '/restapi/v1.0/subscription/~?interval=20'],
    owner,
  );
  assert.partialDeepStrictEqual([often, seldom], [{ intervalS: 15 }, { intervalS: 20 }]);
  assert.match(often?.text ?? '', /interval=1$/);
});
