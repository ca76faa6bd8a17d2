/** What people do to their own messages: mark, delete, bring back and erase them, one by one and many at once. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { SDK } from '@ringcentral/sdk';
import { type Answer, mine, type Person, signIn } from './person.ts';
import { openTarget, type Target } from './server-process.ts';

interface Message {
  readonly id: number;
  readonly uri: string;
  readonly subject: string;
  readonly readStatus: string;
  readonly availability: string;
  readonly lastModifiedTime: string;
  readonly conversationId: number;
  readonly attachments: readonly unknown[];
}
interface ErrorBody {
  readonly errorCode: string;
  readonly errors: readonly { readonly errorCode: string; readonly parameterName?: string }[];
}
type Entry = { readonly resourceId: string; readonly status: number; readonly body: Message & ErrorBody };

const bulkJson = 'application/vnd.ringcentral.multipart+json';
const store = `${mine}/message-store`;

let target: Target;
let sender: Person;
let reader: Person;

before(async () => {
  target = await openTarget();
  sender = await signIn(target, '101');
  reader = await signIn(target, '104');
});
after(() => target.close());

/** Pages 104 and gives 104's copies, oldest first. */
async function page(...texts: string[]): Promise<Message[]> {
  for (const text of texts) {
    const body = { to: [{ extensionNumber: '104' }, { extensionNumber: '105' }], text };
    assert.equal((await sender.call(`${mine}/company-pager`, { body })).status, 200);
  }
  const { body } = await reader.call<{ records: Message[] }>(`${store}?perPage=max`);
  return body.records.slice(0, texts.length).reverse();
}

async function read(message: Message): Promise<Answer<Message>> {
  return await reader.call<Message>(`${store}/${message.id}`);
}

function remove(path: string): Promise<Answer<Entry[]>> {
  return reader.call<Entry[]>(`${store}${path}`, { method: 'DELETE', headers: { accept: bulkJson } });
}

/** Marks messages, `count` of them named in the body, that are not there. */
function putAll(count: number): Promise<Answer<unknown>> {
  const entries = Array.from({ length: count }, (_, id) => ({ resourceId: id + 1, body: { readStatus: 'Read' } }));
  const headers = { 'content-type': bulkJson, accept: bulkJson };
  return reader.call(`${store}/*`, { method: 'PUT', body: JSON.stringify(entries), headers });
}

/** The entries of a bulk answer in its JSON form. */
function entriesOf({ status, text, headers }: Answer<unknown>): Entry[] {
  assert.equal(status, 207);
  assert.ok(headers.get('content-type')?.startsWith(bulkJson));
  return JSON.parse(text) as Entry[];
}

test('pages have no phone numbers: a list of some number’s messages is empty', async () => {
  await page('no number');
  const { body } = await reader.call<{ records: Message[] }>(`${store}?phoneNumber=18005551234`);
  assert.deepEqual(body.records, []);
});

describe('deleting', () => {
  test('goes from Alive to Deleted to Purged, each time with a later time, and for one person alone', async () => {
    const [message] = (await page('delete me')) as [Message];
    assert.equal((await remove(`/${message.id}`)).status, 204);
    const deleted = (await read(message)).body;
    assert.deepEqual([deleted.availability, deleted.subject], ['Deleted', 'delete me']);
    assert.ok(deleted.lastModifiedTime > message.lastModifiedTime);

    assert.equal((await remove(`/${message.id}`)).status, 204);
    const purged = (await read(message)).body;
    assert.deepEqual([purged.availability, purged.subject, purged.attachments], ['Purged', '', []]);
    assert.ok(purged.lastModifiedTime > deleted.lastModifiedTime);
    assert.equal((await reader.call(`${store}/${message.id}/content/1`)).status, 404);

    const other = await signIn(target, '105');
    const { body } = await other.call<{ records: Message[] }>(`${store}?perPage=max`);
    assert.equal(body.records[0]?.subject, 'delete me');
  });

  test('hides from the list, which shows each state when asked for it', async () => {
    const [first, second] = (await page('goes', 'stays')) as [Message, Message];
    await remove(`/${first.id}`);
    const ids = async (query: string) => {
      const { body } = await reader.call<{ records: Message[] }>(`${store}?perPage=max&${query}`);
      return new Set(body.records.map(({ id }) => id));
    };
    assert.deepEqual([(await ids('')).has(first.id), (await ids('')).has(second.id)], [false, true]);
    assert.ok((await ids('availability=Deleted')).has(first.id));
    assert.equal((await ids('availability=Purged')).has(first.id), false);
    assert.ok((await ids('availability=Alive&availability=Deleted')).has(first.id));
  });

  test('with purge erases at once', async () => {
    const [message] = (await page('erase me')) as [Message];
    assert.equal((await remove(`/${message.id}?purge=true`)).status, 204);
    assert.equal((await read(message)).body.availability, 'Purged');
  });

  test('many at once is 204 if all of them are there, else 207 with each one’s own answer', async () => {
    const [first, second, third] = (await page('one', 'two', 'three')) as [Message, Message, Message];
    assert.equal((await remove(`/${first.id},${second.id}`)).status, 204);
    const entries = entriesOf(await remove(`/${third.id},1`));
    assert.deepEqual(
      entries.map(({ resourceId, status }) => [resourceId, status]),
      [
        [String(third.id), 200],
        ['1', 404],
      ],
    );
    assert.equal(entries[1]?.body.errorCode, 'CMN-102');
    assert.equal((await read(third)).body.availability, 'Deleted');
  });

  test('takes a body in any form, and purges only if the query says so', async () => {
    for (const body of ['', '{}', '[]', '{"purge":true}', '{"readStatus":"Read"}']) {
      const [message] = (await page('with a body')) as [Message];
      const headers = { 'content-type': 'application/json' };
      for (const state of ['Deleted', 'Purged']) {
        const { status } = await reader.call(`${store}/${message.id}`, { method: 'DELETE', body, headers });
        assert.deepEqual([status, (await read(message)).body.availability], [204, state], body);
      }
    }
    const [message] = (await page('True, as the vendor writes it')) as [Message];
    assert.equal((await remove(`/${message.id}?purge=True`)).status, 204);
    assert.equal((await read(message)).body.availability, 'Purged');
    assert.equal((await reader.call(`${store}?conversationId=1`, { method: 'DELETE', body: {} })).status, 204);
  });

  test('takes ids in the body, where the path has a star', async () => {
    const [first, second, third] = (await page('in', 'the', 'body')) as [Message, Message, Message];
    const send = (body: unknown) =>
      reader.call(`${store}/*`, { method: 'DELETE', body, headers: { accept: bulkJson } });
    assert.equal((await send([String(first.id), second.id])).status, 204);
    assert.equal((await read(second)).body.availability, 'Deleted');
    assert.deepEqual(
      entriesOf(await send([String(third.id), 'x'])).map(({ status }) => status),
      [200, 404],
    );
    const tooMany = Array.from({ length: 1001 }, (_, id) => String(id + 1));
    assert.equal((await send(tooMany)).status, 400);
  });

  test('one that is not there is 404, several of which none is there 207', async () => {
    assert.equal((await remove('/1')).status, 404);
    assert.deepEqual(
      entriesOf(await remove('/1,2')).map(({ status }) => status),
      [404, 404],
    );
  });

  test('of many, in part, is told so that the SDK can read it even where answers are the browser’s', async () => {
    const [message] = (await page('in a browser')) as [Message];
    const path = `${target.url}${store}/${message.id},1`;
    const headers = { authorization: `Bearer ${reader.tokens.access_token}` };
    const response = await fetch(path, { method: 'DELETE', headers });
    const sdk = new SDK({ server: target.url, Response, Headers, fetch, Request } as never);
    const parts = await sdk.client().multipart(response as never);
    assert.deepEqual(
      parts.map(({ status }) => status),
      [200, 404],
    );
  });

  test('takes far more ids than other lists, as clients delete whole conversations so', async () => {
    const [message] = (await page('among many')) as [Message];
    const ids = [message.id, ...Array.from({ length: 2000 }, (_, index) => index + 1)];
    const entries = entriesOf(await remove(`/${ids.join(',')}`));
    assert.equal(entries.length, ids.length);
    assert.equal((await read(message)).body.availability, 'Deleted');
  });

  test('a conversation deletes all of its messages and no other', async () => {
    const [first, second] = (await page('this thread', 'that thread')) as [Message, Message];
    const reply = { replyOn: first.id, text: 'my answer' };
    const { body: answer } = await reader.call<Message>(`${mine}/company-pager`, { body: reply });
    assert.equal((await remove(`?conversationId=${first.conversationId}`)).status, 204);
    const states = await Promise.all([first, answer, second].map(async (one) => (await read(one)).body.availability));
    assert.deepEqual(states, ['Deleted', 'Deleted', 'Alive']);
    const purge = { method: 'DELETE', body: [String(first.conversationId)] };
    assert.equal((await reader.call(`${store}?purge=true`, purge)).status, 204);
    const purged = await Promise.all([first, answer, second].map(async (one) => (await read(one)).body.availability));
    assert.deepEqual(purged, ['Purged', 'Purged', 'Alive']);
    assert.equal((await remove('')).status, 400);
    assert.equal((await remove(`?conversationId=${second.conversationId}&type=Fax`)).status, 204);
    assert.equal((await read(second)).body.availability, 'Alive');
  });
});

describe('PATCH', () => {
  const patch = (message: Message, body: object) =>
    reader.call<Message & ErrorBody>(`${store}/${message.id}`, { method: 'PATCH', body });

  test('brings a Deleted message back, and cannot bring back a Purged one', async () => {
    const [message] = (await page('come back')) as [Message];
    await remove(`/${message.id}`);
    const { status, body } = await patch(message, { availability: 'Alive', readStatus: 'Read' });
    assert.deepEqual([status, body.availability, body.readStatus], [200, 'Alive', 'Read']);
    await remove(`/${message.id}?purge=true`);
    assert.equal((await patch(message, { availability: 'Alive' })).status, 404);
  });

  test('refuses any other change', async () => {
    const [message] = (await page('leave me')) as [Message];
    for (const [body, parameter] of [
      [{}, 'readStatus'],
      [{ availability: 'Deleted' }, 'availability'],
      [{ readStatus: 'Seen' }, 'readStatus'],
    ] as const) {
      const answer = await patch(message, body);
      assert.equal(answer.status, 400);
      assert.deepEqual(answer.body.errors[0]?.parameterName, parameter);
    }
    assert.deepEqual((await read(message)).body, message);
  });
});

describe('several messages in one request', () => {
  test('are read with the SDK’s multipart parser, a missing one as its error', async () => {
    const [first, second] = (await page('read', 'us')) as [Message, Message];
    const { env, url } = target;
    const platform = new SDK({
      server: url,
      clientId: env.RINGCENTRAL_CLIENT_ID ?? '',
      clientSecret: env.RINGCENTRAL_CLIENT_SECRET ?? '',
      cachePrefix: 'bulk',
    }).platform();
    await platform.login({ jwt: env.BECKON_JWT_104 ?? '' });
    const response = await platform.get(`${store}/${second.id},1,${first.id}`);
    assert.equal(response.status, 207);
    const parts = await new SDK({ server: url }).client().multipart(response);
    assert.deepEqual(
      parts.map(({ status }) => status),
      [200, 404, 200],
    );
    assert.deepEqual(await parts[0]?.json(), second);
    assert.equal(((await parts[1]?.json()) as ErrorBody).errorCode, 'CMN-102');
  });

  test('are marked each as its own part says, in either encoding; one that is wrong fails alone', async () => {
    const [first, second] = (await page('mark', 'me')) as [Message, Message];
    const put = (ids: string, contentType: string, body: string) =>
      reader.call(`${store}/${ids}`, {
        method: 'PUT',
        body,
        headers: { 'content-type': contentType, accept: bulkJson },
      });
    const parts = ['{"readStatus":"Read"}', '{"readStatus":"Wrong"}'];
    const multipart = `${parts.map((part) => `--B\r\nContent-Type: application/json\r\n\r\n${part}\r\n`).join('')}--B--`;
    const ids = `${first.id},${second.id}`;
    const byParts = entriesOf(await put(ids, 'multipart/mixed; boundary=B', multipart));
    assert.deepEqual([byParts[0]?.body.readStatus, byParts[1]?.body.errorCode], ['Read', 'InvalidParameter']);

    const json = (entries: object[]) => JSON.stringify(entries);
    const unread = { readStatus: 'Unread' };
    const byPath = entriesOf(await put(ids, bulkJson, json([{ body: unread }, { body: { readStatus: 'Read' } }])));
    assert.deepEqual(
      byPath.map(({ body }) => body.readStatus),
      ['Unread', 'Read'],
    );
    const named = [
      { resourceId: String(second.id), body: unread },
      { resourceId: '1', body: unread },
    ];
    const byBody = entriesOf(await put('*', bulkJson, json(named)));
    assert.deepEqual(
      byBody.map(({ status }) => status),
      [200, 404],
    );
    assert.equal((await put(ids, bulkJson, json([{ body: unread }]))).status, 400, 'one body for two ids');
    assert.equal((await put(ids, 'multipart/mixed; boundary=B', '--B\r\n\r\n{')).status, 400);
  });

  test('may be named twice: a part for each time, in order', async () => {
    const [first, second] = (await page('twice', 'one after the other')) as [Message, Message];
    const ids = [second.id, first.id, second.id];
    const headers = { accept: bulkJson };
    const read = entriesOf(await reader.call(`${store}/${ids}`, { headers }));
    assert.deepEqual(
      read.map(({ body }) => body.id),
      ids,
    );
    const marked = await reader.call(`${store}/${ids}`, { method: 'PUT', body: { readStatus: 'Read' }, headers });
    assert.deepEqual(
      entriesOf(marked).map(({ status, body }) => [status, body.id, body.readStatus]),
      ids.map((id) => [200, id, 'Read']),
    );
    const one = await reader.call(`${store}/${first.id},${first.id}`, { headers });
    assert.equal(entriesOf(one).length, 2);
    for (const path of ['', '/presence']) {
      const { body: me } = await reader.call<{ id: number }>(mine);
      const people = await reader.call(`/restapi/v1.0/account/~/extension/${me.id},${me.id}${path}`, { headers });
      assert.equal(entriesOf(people).length, 2);
    }
  });

  test('are at most 50 in a path and 1000 in a body', async () => {
    const path = Array.from({ length: 51 }, (_, index) => index + 1).join(',');
    const tooMany = await reader.call<ErrorBody>(`${store}/${path}`);
    assert.deepEqual([tooMany.status, tooMany.body.errors[0]?.errorCode], [400, 'CMN-106']);
    const body = JSON.stringify(Array.from({ length: 1001 }, (_, id) => ({ resourceId: String(id + 1), body: {} })));
    const headers = { 'content-type': bulkJson, accept: bulkJson };
    const tooMuch = await reader.call<ErrorBody>(`${store}/*`, { method: 'PUT', body, headers });
    assert.deepEqual([tooMuch.status, tooMuch.body.errors[0]?.errorCode], [400, 'CMN-106']);
    const fifty = (count: number) => Array.from({ length: count }, (_, index) => (index % 50) + 1).join(',');
    assert.equal((await reader.call(`${store}/${fifty(60)}`)).status, 207, 'the same id counts once');
    assert.equal((await reader.call(`${store}/${fifty(1001)}`)).status, 400, 'however few they are');
    assert.equal(entriesOf(await putAll(1000)).length, 1000);
  });

  test('are named by the path or by the body: a star alone cannot be understood', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const { status, body } = await reader.call<ErrorBody>(`${store}/*`, { method, body: { readStatus: 'Read' } });
      assert.deepEqual([status, body.errors[0]?.errorCode], [400, 'CMN-104'], method);
    }
    assert.equal((await reader.call(`${store}/*`)).status, 404);
  });

  test('marked again as they are keep their time, one by one and in a list', async () => {
    const [first, second] = (await page('mark', 'again')) as [Message, Message];
    const mark = (ids: string) =>
      reader.call<Message>(`${store}/${ids}`, {
        ...{ method: 'PUT', body: { readStatus: 'Read' } },
        headers: { accept: bulkJson },
      });
    const once = (await mark(String(first.id))).body;
    assert.ok(once.lastModifiedTime > first.lastModifiedTime);
    assert.deepEqual((await mark(String(first.id))).body, once);
    const [again, other] = entriesOf(await mark(`${first.id},${second.id}`));
    assert.deepEqual(again?.body, once);
    assert.equal(other?.body.readStatus, 'Read');
  });
});
