/** Requests that real clients send and a strict server might turn down: here they work. (WIRE contract, section 2.) */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Page, type PageList, readCompany } from './expected-page.ts';
import { call, mine, signIn } from './person.ts';
import { assertRefused, type ErrorBody, plain } from './refusal.ts';
import { openTarget } from './server-process.ts';

const target = await openTarget();
after(() => target.close());
const company = await readCompany(target);
const maya = await signIn(target, '101');
const jonas = await signIn(target, '102');

interface SentPage extends Page {
  readonly subject: string;
  readonly to: readonly { readonly extensionNumber: string }[];
}

const to = [{ extensionNumber: '102' }];
const text = 'Accepted';
const json = JSON.stringify({ to, text });
const [mayaId, jonasId] = [company.party('101').extensionId, company.party('102').extensionId];
const trickyText = ' "Zoë"\\\r\n\t<b>Łódź</b>  مرحبا 👩‍⚕️ e\u0301 \u2028 ';

interface AcceptedPage {
  readonly body: unknown;
  readonly text?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
}

const accepted: Readonly<Record<string, AcceptedPage>> = {
  'of 1024 code units': { body: { to, text: 'x'.repeat(1024) }, text: 'x'.repeat(1024) },
  'of 512 characters with two code units each': { body: { to, text: '😀'.repeat(512) }, text: '😀'.repeat(512) },
  'of quotes, line ends, other scripts and joined characters': { body: { to, text: trickyText }, text: trickyText },
  'with escaped characters': { body: json.replace(text, '\\u0041ccepted') },
  'of exactly 1 MiB, most of it blanks': { body: json.padEnd(1024 * 1024) },
  'with 1000 recipients, all the same': { body: { to: Array(1000).fill(to[0]), text } },
  'with numbers and ids as JSON numbers': {
    body: { to: [{ extensionNumber: 102, extensionId: Number(jonasId) }], text },
  },
  'with fields nobody knows': { body: { to: [{ ...to[0], location: 'x' }], text, priority: 'High', attachments: [] } },
  'with a key that JavaScript gives a meaning': { body: json.replace('{', '{"__proto__":{"replyOn":1},') },
  'whose content type names its charset': {
    body: json,
    headers: { 'content-type': 'application/json; charset=UTF-8' },
  },
  'whose content type is in capitals': { body: json, headers: { 'content-type': 'APPLICATION/JSON' } },
  'with a scheme in small letters': { body: json, headers: { authorization: `bearer ${maya.tokens.access_token}` } },
  'with a scheme in capitals': { body: json, headers: { authorization: `BEARER ${maya.tokens.access_token}` } },
  'with a slash at the end of its address': { body: json, path: `${mine}/company-pager/` },
  'whose address has ids instead of tildes': {
    body: json,
    path: `/restapi/v1.0/account/${company.accountId}/extension/${mayaId}/company-pager`,
  },
};

for (const [name, { body, path = `${mine}/company-pager`, headers, ...rest }] of Object.entries(accepted)) {
  test(`a page ${name} is delivered as it was written`, async () => {
    const sent = await maya.call<SentPage>(path, { body, ...(headers && { headers }) });
    assert.equal(sent.status, 200, sent.text);
    assert.equal(sent.body.subject, rest.text ?? text);
    const held = await jonas.call<{ records: SentPage[] }>(
      `${mine}/message-store?conversationId=${sent.body.conversationId}`,
    );
    assert.deepEqual(
      held.body.records.map(({ subject }) => subject),
      [rest.text ?? text],
    );
    const content = await jonas.call(held.body.records[0]?.attachments[0]?.uri ?? '');
    assert.equal(content.text, rest.text ?? text);
  });
}

const page = (await maya.call<SentPage>(`${mine}/company-pager`, { body: { to, text } })).body;
const contentUri = page.attachments[0]?.uri ?? '';

test('a token in the address opens a message’s text, as a link must', async () => {
  const content = await call(target, `${contentUri}?access_token=${maya.tokens.access_token}`);
  assert.equal(content.status, 200);
  assert.equal(content.text, text);
});

test('a token in the address does not send a page', async () => {
  const path = `${mine}/company-pager?access_token=${maya.tokens.access_token}`;
  const headers = { 'content-type': 'application/json' };
  assertRefused(await call<ErrorBody>(target, path, { body: json, headers }), plain(401, 'AGW-401'));
});

test('reading with an empty body that calls itself JSON works', async () => {
  const headers = { 'content-type': 'application/json' };
  for (const path of [page.uri, `${mine}/message-store`, '/restapi/v1.0/account/~']) {
    assert.equal((await maya.call(path, { headers })).status, 200, path);
  }
});

const queries: readonly [query: string, isListed: boolean][] = [
  ['perPage=max', true],
  ['perPage=MAX', true],
  ['perPage=1000&recordCountPerConversation=3&unheardOf=1', true],
  ['availability=Alive&availability=Deleted&direction=Inbound&direction=Outbound', true],
  ['readStatus=Unread&messageType=SMS&messageType=Pager', true],
  ['dateFrom=2020-01-01', true],
  ['dateFrom=2020-01-01T00:00:00.000%2B02:00', true],
  ['dateTo=2020-01-01T00:00:00Z', false],
  ['direction=Inbound', false],
  ['readStatus=Read', false],
  ['availability=Deleted', false],
  ['messageType=Fax', false],
];
for (const [query, isListed] of queries) {
  test(`message-store?${query} ${isListed ? 'lists' : 'leaves out'} a page sent just now`, async () => {
    const list = await maya.call<PageList & { paging: { totalPages: unknown } }>(`${mine}/message-store?${query}`);
    assert.equal(list.status, 200, list.text);
    assert.equal(
      list.body.records.some(({ id }) => id === page.id),
      isListed,
    );
    assert.equal(typeof list.body.paging.totalPages, 'number');
  });
}

test('following the next page of a list again and again meets every message once, newest first', async () => {
  interface Leaf extends PageList {
    readonly navigation: Record<string, { uri: string } | undefined>;
    readonly paging: Record<string, number>;
  }
  const whole = await maya.call<Leaf>(`${mine}/message-store?perPage=1000`);
  const met: number[] = [];
  let uri: string | undefined = `${mine}/message-store?perPage=5`;
  let last = '';
  while (uri) {
    const { status, body }: { status: number; body: Leaf } = await maya.call<Leaf>(uri);
    assert.equal(status, 200);
    assert.ok(body.records.length > 0, 'a page that nextPage leads to is empty');
    met.push(...body.records.map(({ id }) => id));
    last = body.navigation.lastPage?.uri ?? '';
    if (body.navigation.nextPage === undefined) assert.equal(body.paging.page, body.paging.totalPages);
    uri = body.navigation.nextPage?.uri;
  }
  assert.deepEqual(
    met,
    whole.body.records.map(({ id }) => id),
  );
  assert.deepEqual(
    met,
    met.toSorted((a, b) => b - a),
  );
  assert.equal((await maya.call<Leaf>(last)).body.records.at(-1)?.id, met.at(-1));
});

test('a browser on another origin is allowed every method, with credentials', async () => {
  const origin = 'https://pages.example';
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
    const asked = 'authorization, client-id, x-user-agent, rc-user-agent, content-type, discovery-tag';
    const preflight = {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': asked },
    };
    const { status, headers } = await call(target, page.uri, preflight);
    assert.equal(status, 204);
    assert.equal(headers.get('access-control-allow-origin'), origin);
    assert.equal(headers.get('access-control-allow-credentials'), 'true');
    assert.ok(headers.get('access-control-allow-methods')?.split(/, */).includes(method), `${method} is not allowed`);
    const allowed = headers.get('access-control-allow-headers')?.toLowerCase().split(/, */);
    for (const header of asked.split(', ')) assert.ok(allowed?.includes(header), `${header} is not allowed`);
  }
});

test('a browser on another origin may read the answer and the headers that matter', async () => {
  const { headers } = await maya.call(page.uri, { headers: { origin: 'https://pages.example' } });
  assert.equal(headers.get('access-control-allow-origin'), 'https://pages.example');
  assert.equal(headers.get('access-control-allow-credentials'), 'true');
  const exposed = headers.get('access-control-expose-headers')?.split(/, */);
  for (const name of ['Retry-After', 'RCRequestId', 'X-Rate-Limit-Group', 'X-Rate-Limit-Remaining', 'Discovery-Tag']) {
    assert.ok(exposed?.includes(name), `${name} is not exposed`);
  }
});
