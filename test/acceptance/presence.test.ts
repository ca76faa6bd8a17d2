/** What people tell of their presence, and who may see it. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { readCompany } from './expected-page.ts';
import { mine, signIn } from './person.ts';
import { assertRefused, type ErrorBody, parameter, plain } from './refusal.ts';
import { openTarget } from './server-process.ts';

const target = await openTarget();
after(() => target.close());
const company = await readCompany(target);
const [elena, sam] = [await signIn(target, '105'), await signIn(target, '106')];
const elenaId = company.party('105').extensionId;

interface Presence {
  readonly presenceStatus: string;
  readonly userStatus: string;
  readonly dndStatus: string;
  readonly message: string;
  readonly allowSeeMyPresence: boolean;
  readonly telephonyStatus: string;
  readonly extension: { readonly id: number; readonly extensionNumber: string };
}

const change = (body: object) => elena.call<Presence & ErrorBody>(`${mine}/presence`, { method: 'PUT', body });
const seen = (ids = elenaId) => sam.call<Presence & ErrorBody>(`/restapi/v1.0/account/~/extension/${ids}/presence`);
const standard = { userStatus: 'Available', dndStatus: 'TakeAllCalls', message: '', allowSeeMyPresence: true };

test('what someone tells is what others see, and what they leave out stays', async () => {
  assert.equal((await change({ ...standard, userStatus: 'Busy', message: 'At the desk' })).status, 200);
  await change({ dndStatus: 'DoNotAcceptDepartmentCalls' });
  const { body } = await seen();
  assert.deepEqual(
    [body.userStatus, body.presenceStatus, body.dndStatus, body.message, body.telephonyStatus],
    ['Busy', 'Busy', 'DoNotAcceptDepartmentCalls', 'At the desk', 'NoCall'],
  );
  assert.deepEqual([String(body.extension.id), body.extension.extensionNumber], [elenaId, '105']);
  await change(standard);
});

test('whoever takes no calls at all is shown as busy', async () => {
  await change({ ...standard, dndStatus: 'DoNotAcceptAnyCalls' });
  assert.equal((await seen()).body.presenceStatus, 'Busy');
  await change(standard);
  assert.equal((await seen()).body.presenceStatus, 'Available');
});

test('presence that is hidden is hidden from others, not from oneself', async () => {
  await change({ allowSeeMyPresence: false });
  assertRefused(await seen(), plain(403, 'CMN-404'));
  assert.equal((await elena.call(`${mine}/presence`)).status, 200);
  await change(standard);
});

test('several are asked for at once, and each answers alone', async () => {
  const accept = 'application/vnd.ringcentral.multipart+json';
  const ids = `${elenaId},${company.party('200').extensionId}`;
  const { status, text } = await sam.call(`/restapi/v1.0/account/~/extension/${ids}/presence`, { headers: { accept } });
  assert.equal(status, 207);
  assert.deepEqual(
    (JSON.parse(text) as { status: number }[]).map((item) => item.status),
    [200, 404],
  );
});

test('a status there is none of, and too many words, are refused by name', async () => {
  assertRefused(await change({ userStatus: 'Asleep' }), parameter('CMN-101', 'userStatus'));
  assertRefused(await change({ message: 'x'.repeat(76) }), parameter('CMN-101', 'message'));
});

test('nobody changes another’s', async () => {
  const path = `/restapi/v1.0/account/~/extension/${elenaId}/presence`;
  assertRefused(await sam.call<ErrorBody>(path, { method: 'PUT', body: standard }), plain(403, 'CMN-404'));
});
