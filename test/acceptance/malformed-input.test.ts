/** Requests nobody should send: each is refused in the vendor's words, and leaves everything as it was. */

import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, test } from 'node:test';
import { type Page, readCompany } from './expected-page.ts';
import { type Answer, type Call, call, mine, type Person, signIn } from './person.ts';
import { assertRefused, described, type ErrorBody, parameter, plain, type Refusal, token } from './refusal.ts';
import { refusedPages } from './refused-pages.ts';
import { openTarget, peopleNumbers } from './server-process.ts';

const target = await openTarget();
after(() => target.close());
const company = await readCompany(target);
const people = await Promise.all(peopleNumbers.map((number) => signIn(target, number)));
const [maya] = people as [Person];

async function mailboxTotals(): Promise<number[]> {
  const answers = await Promise.all(
    people.map((person) => person.call<{ paging: { totalElements: number } }>(`${mine}/message-store?perPage=1`)),
  );
  return answers.map(({ body }) => body.paging.totalElements);
}

/** A page that is fine; ids are given without gaps, so its own tells whether anything was stored before it. */
async function sendProbe(): Promise<number> {
  const body = { to: [{ extensionNumber: '105' }], text: 'Fine' };
  const answer = await maya.call<Page>(`${mine}/company-pager`, { body });
  assert.equal(answer.status, 200, answer.text);
  return answer.body.id;
}

const copiesOfProbe = 2;
const requestIds = new Set<string>();

/** Every answer says under which id it was logged, and no two the same. */
function assertRequestId({ headers }: Answer<unknown>): void {
  const id = headers.get('rcrequestid');
  assert.ok(id, 'the answer has no RCRequestId');
  assert.ok(!requestIds.has(id), `the RCRequestId ${id} came twice`);
  requestIds.add(id);
}

for (const { name, body, headers, mailbox, refusal } of refusedPages(company)) {
  test(`a page ${name} is refused with ${described(refusal)}, and nothing is stored`, async () => {
    const probe = await sendProbe();
    const totals = await mailboxTotals();
    const path = `/restapi/v1.0/account/~/extension/${mailbox ?? '~'}/company-pager`;
    const answer = await maya.call<ErrorBody>(path, { method: 'POST', body, ...(headers && { headers }) });
    assertRefused(answer, refusal);
    assertRequestId(answer);
    assert.deepEqual(await mailboxTotals(), totals);
    assert.equal(await sendProbe(), probe + copiesOfProbe, 'the refused page took an id');
  });
}

const forged = maya.tokens.access_token.replace(/.{8}$/, 'AAAAAAAA');
const strangers: readonly [name: string, authorization: string | undefined, refusal: Refusal][] = [
  ['no Authorization header', undefined, plain(401, 'AGW-401')],
  ['a Basic Authorization header', 'Basic abc', plain(401, 'AGW-402')],
  ['an Authorization header without a token', 'Bearer', plain(401, 'AGW-402')],
  ['two tokens in one header', 'Bearer abc def', plain(401, 'AGW-402')],
  ['garbage for a token', 'Bearer garbage', token('OAU-149')],
  ['a token nobody was given', `Bearer ${forged}`, token('OAU-213')],
  ['a refresh token', `Bearer ${maya.tokens.refresh_token}`, token('OAU-213')],
];

for (const [name, authorization, refusal] of strangers) {
  test(`a caller with ${name} is refused with ${described(refusal)}, whatever they ask for`, async () => {
    const probe = await sendProbe();
    const totals = await mailboxTotals();
    const sound = { to: [{ extensionNumber: '102' }], text: 'Refused' };
    for (const body of [sound, '{', undefined]) {
      const path = body === undefined ? `${mine}/message-store` : `${mine}/company-pager`;
      const headers = { authorization, 'content-type': 'application/json' };
      const answer = await call<ErrorBody>(target, path, { body, headers });
      assertRefused(answer, refusal);
      assertRequestId(answer);
      assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer /);
    }
    assert.deepEqual(await mailboxTotals(), totals);
    assert.equal(await sendProbe(), probe + copiesOfProbe, 'a refused page took an id');
  });
}

const invalid = (name: string) => parameter('CMN-101', name);
const unknownRoute = plain(404, 'CMN-120');
const store = `${mine}/message-store`;
const ownCopy = `${store}/${await sendProbe()}`;

type RefusedRequest = readonly [path: string, request: Call, refusal: Refusal];

const requests: readonly RefusedRequest[] = [
  ...['page=0', 'page=-1', 'page=1.5', 'page=x', 'page=', 'page=1&page=2', 'page=9007199254740993'].map(
    (query) => [`${store}?${query}`, {}, invalid('page')] as const,
  ),
  ...['perPage=0', 'perPage=1001', 'perPage=-1', 'perPage=x', 'perPage='].map(
    (query) => [`${store}?${query}`, {}, invalid('perPage')] as const,
  ),
  ...['dateFrom=yesterday', 'dateFrom=2026-13-01', 'dateFrom=2026-01-01T25:00:00Z', 'dateFrom=1764000000'].map(
    (query) => [`${store}?${query}`, {}, invalid('dateFrom')] as const,
  ),
  [`${store}?dateTo=tomorrow`, {}, invalid('dateTo')],
  [`${store}?availability=Dead`, {}, invalid('availability')],
  [`${store}?availability=Alive&availability=Dead`, {}, invalid('availability')],
  [`${store}?availability=Alive,Deleted`, {}, invalid('availability')],
  [`${store}?direction=Up`, {}, invalid('direction')],
  [`${store}?readStatus=Seen`, {}, invalid('readStatus')],
  [`${store}?messageType=Telex`, {}, invalid('messageType')],
  [`${store}?conversationId=abc`, {}, invalid('conversationId')],
  [`/restapi/v1.0/account/~/extension?perPage=1001`, {}, invalid('perPage')],
  [`/restapi/v1.0/account/~/extension?type=Robot`, {}, invalid('type')],
  [`/restapi/v1.0/account/~/extension?status=Lost`, {}, invalid('status')],
  ...['1', '0', '-1', 'abc', '1.5', '99999999999999999999'].map(
    (id) => [`${store}/${id}`, {}, plain(404, 'CMN-102', 'messageId')] as const,
  ),
  [`${ownCopy}/content/2`, {}, plain(404, 'CMN-102', 'attachmentId')],
  [`${ownCopy}/content/abc`, {}, plain(404, 'CMN-102', 'attachmentId')],
  [ownCopy, { method: 'PUT', body: {} }, invalid('readStatus')],
  [ownCopy, { method: 'PUT', body: { readStatus: 'read' } }, invalid('readStatus')],
  [ownCopy, { method: 'PUT', body: { readStatus: ['Read'] } }, invalid('readStatus')],
  [ownCopy, { method: 'PUT', body: '{"readStatus":' }, plain(400, 'CMN-103')],
  ['/restapi/v1.0/account/5', {}, plain(404, 'CMN-102', 'accountId')],
  ['/restapi/v1.0/account/~/extension/5', {}, plain(404, 'CMN-102', 'extensionId')],
  ['/restapi/v1.0/account/~/extension/abc', {}, plain(404, 'CMN-102', 'extensionId')],
  ['/nothing', {}, unknownRoute],
  ['/restapi/v1.0/nothing', {}, unknownRoute],
  ['/restapi/v1.0/nothing', { body: {} }, unknownRoute],
  [`${mine}/company-pager`, {}, unknownRoute],
  ['/restapi/v1.0/%zz', {}, unknownRoute],
  [`${store}/%E0%A4%A`, {}, unknownRoute],
];

for (const [path, request, refusal] of requests) {
  const { method = request.body === undefined ? 'GET' : 'POST', body } = request;
  const said = body === undefined ? '' : ` with ${typeof body === 'string' ? body : JSON.stringify(body)}`;
  test(`${method} ${path}${said} is refused with ${described(refusal)}`, async () => {
    const before = await maya.call(ownCopy);
    const answer = await maya.call<ErrorBody>(path, request);
    assertRefused(answer, refusal);
    assertRequestId(answer);
    assert.deepEqual((await maya.call(ownCopy)).body, before.body);
  });
}

test('a name of several lines or of more than 255 letters is refused, and nobody is created or renamed', async () => {
  const path = '/restapi/v1.0/account/~/extension';
  const before = (await maya.call(path)).text;
  for (const firstName of ['A\nB', 'A\u0000B', 'A\u009bB', 'x'.repeat(256)]) {
    const contact = { firstName };
    const created = await maya.call<ErrorBody>(path, { body: { extensionNumber: '98765', contact } });
    assertRefused(created, parameter('CMN-101', 'contact.firstName'));
    const renamed = await maya.call<ErrorBody>(`${path}/~`, { method: 'PUT', body: { contact } });
    assertRefused(renamed, parameter('CMN-101', 'contact.firstName'));
  }
  assert.equal((await maya.call(path)).text, before);
});

test('a request that offers another protocol besides HTTP is answered in this one, body and all', async () => {
  const headers = { upgrade: 'h2c', connection: 'Upgrade, HTTP2-Settings', 'http2-settings': 'AAMAAABk' };
  const body = JSON.stringify({ to: [{ extensionNumber: '102' }], text: 'Offered' });
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  const asking = request(`${target.url}${mine}/company-pager`, {
    method: 'POST',
    headers: { ...headers, authorization: `Bearer ${maya.tokens.access_token}`, 'content-type': 'application/json' },
  });
  asking.on('response', (response) => resolve(response.resume().statusCode)).on('error', reject);
  asking.end(body);
  assert.equal(await promise, 200);
});
