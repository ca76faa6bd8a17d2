/** The vendor's SDKs for .NET, Java, PHP and Python by their bytes: what each sends, and what it reads of the answer. */

import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { jwtGrant, mine, signIn } from './person.ts';
import { exchange, header, type RawAnswer, type RawRequest } from './raw-http.ts';
import { RawSocket } from './raw-socket.ts';
import { type GivenTokens, type Hand, hands, spacedJson } from './sdk-hands.ts';
import { startServer } from './server-process.ts';
import { until } from './until.ts';
import { WebhookReceiver } from './webhook-receiver.ts';

const server = await startServer();
const webhook = await WebhookReceiver.open();
after(() => Promise.all([server.close(), webhook.close()]));

const text = 'Größe 42 / “Übergabe” 🚑';
const jsonType = 'application/json; charset=utf-8';

/** The JSON of an answer, which all of them take for JSON by its type. */
function jsonIn(answer: RawAnswer, status = 200) {
  assert.equal(answer.status, status, answer.text);
  assert.equal(header(answer, 'content-type'), jsonType);
  assert.equal(header(answer, 'content-encoding'), undefined);
  return JSON.parse(answer.text);
}

/** What typed languages keep in 64 bits, and JavaScript must not round. */
const assertLong = (value: unknown) => assert.ok(Number.isSafeInteger(value), `${value} is no whole number`);

function assertMessage(message: Record<string, unknown>): void {
  for (const name of ['id', 'conversationId']) assertLong(message[name]);
  const { conversation, attachments, to, from } = message as never as Record<string, { id: unknown }[]>;
  assert.equal(typeof (conversation as never as { id: unknown }).id, 'string');
  assertLong(attachments?.[0]?.id);
  assert.partialDeepStrictEqual(from, { extensionNumber: '101' });
  assert.partialDeepStrictEqual(to, [{ extensionNumber: '102' }]);
  for (const name of ['uri', 'type', 'creationTime', 'lastModifiedTime', 'subject', 'readStatus', 'availability'])
    assert.equal(typeof message[name], 'string', name);
  assert.equal(message.pgToDepartment, false);
}

/** The parts of an answer of several, strictly by their delimiters. */
function partsOf(answer: RawAnswer): { type: string; body: unknown }[] {
  // One of them takes the boundary as it stands, up to a quotation mark.
  const boundary = /^multipart\/mixed; boundary=([^";]+)$/i.exec(header(answer, 'content-type') ?? '')?.[1];
  assert.ok(boundary, header(answer, 'content-type'));
  const pieces = `\r\n${answer.text}`.split(`\r\n--${boundary}`);
  assert.equal(pieces[0], '');
  assert.equal(pieces.at(-1)?.trim(), '--');
  return pieces.slice(1, -1).map((piece) => {
    const [head = '', ...body] = piece.split('\r\n\r\n');
    return { type: head.trim(), body: JSON.parse(body.join('\r\n\r\n')) };
  });
}

const grants: Readonly<Record<string, Record<string, string>>> = {
  jwt: { grant_type: jwtGrant, assertion: server.env.BECKON_JWT_101 ?? '' },
  password: {
    ...{ grant_type: 'password', username: '101', extension: '', password: server.env.BECKON_PASSWORD_101 ?? '' },
    ...{ access_token_ttl: '3600', refresh_token_ttl: '604800' },
  },
};

for (const hand of hands) describe(hand.name, () => follow(hand));

function follow(hand: Hand): void {
  const ask = (request: RawRequest) => exchange(server, request);
  let tokens: GivenTokens & { readonly refresh_token: string };
  let id: number;
  const send = (method: string, path: string, body?: object) => ask(hand.asPerson(server, tokens, method, path, body));

  for (const [name, form] of Object.entries(grants)) {
    test(`is given tokens for a form with the ${name}, and their times as numbers`, async () => {
      tokens = jsonIn(await ask(hand.asApp(server, '/restapi/oauth/token', form)));
      assert.partialDeepStrictEqual(tokens, {
        token_type: 'bearer',
        expires_in: 3600,
        refresh_token_expires_in: 604_800,
      });
      for (const name of ['access_token', 'refresh_token', 'scope', 'owner_id', 'endpoint_id'] as const)
        assert.equal(typeof (tokens as never as Record<string, unknown>)[name], 'string', name);
    });
  }

  test('sends a page, whose text arrives as it was meant', async () => {
    const body = { to: [{ extensionNumber: '102' }], text };
    const sent = jsonIn(await send('POST', `${mine}/company-pager`, body));
    assertMessage(sent);
    assert.equal(sent.subject, text);
    id = sent.id;
  });

  test('lists messages by its way of writing queries', async () => {
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().replace('Z', '+00:00');
    const directions = [
      ['direction', 'Inbound'],
      ['direction', 'Outbound'],
    ] as const;
    const query = hand.query([...directions, ['dateFrom', yesterday], ['perPage', '1']]);
    const { records, paging, navigation } = jsonIn(await send('GET', `${mine}/message-store?${query}`));
    assert.deepEqual(
      records.map((record: { id: number }) => record.id),
      [id],
    );
    assertMessage(records[0]);
    assert.partialDeepStrictEqual(paging, { page: 1, perPage: 1, pageStart: 0, pageEnd: 0 });
    assert.equal(typeof navigation.firstPage.uri, 'string');
  });

  test('reads several at once: first what became of each, then each', async () => {
    const answer = await send('GET', `${mine}/message-store/${id},1`);
    assert.equal(answer.status, 207);
    const [summary, found, missing, ...more] = partsOf(answer);
    assert.deepEqual(more, []);
    const { response } = summary?.body as { response: { status: number; href: string; responseDescription: string }[] };
    assert.deepEqual(
      response.map(({ status }) => status),
      [200, 404],
    );
    for (const { href, responseDescription } of response) assert.ok(href && responseDescription);
    for (const { type } of [summary, found, missing] as { type: string }[])
      assert.equal(type, 'Content-Type: application/json');
    assertMessage(found?.body as Record<string, unknown>);
    assert.partialDeepStrictEqual(missing?.body, { errorCode: 'CMN-102' });
  });

  test('is refused in words that it can show', async () => {
    const refused = jsonIn(await send('GET', `${mine}/message-store/1`), 404);
    assert.deepEqual([typeof refused.message, refused.errorCode], ['string', 'CMN-102']);
  });

  test('downloads a text as it is, whatever type it says that it takes', async () => {
    const { attachments } = jsonIn(await send('GET', `${mine}/message-store/${id}`));
    const { pathname } = new URL(attachments[0].uri);
    const content = await send('GET', pathname);
    assert.deepEqual([content.status, content.text], [200, text]);
    assert.equal(header(content, 'content-type'), 'text/plain; charset=utf-8');
  });

  test('subscribes, renews with what it sends for nothing, and unsubscribes', async () => {
    const eventFilters = ['/restapi/v1.0/account/~/extension/~/message-store'];
    const deliveryMode = { transportType: 'WebHook', address: webhook.url };
    const made = jsonIn(await send('POST', '/restapi/v1.0/subscription', { eventFilters, deliveryMode }));
    assert.deepEqual([made.status, made.eventFilters.length], ['Active', 1]);
    assertLong(made.expiresIn);
    const renewed = jsonIn(await send('POST', `/restapi/v1.0/subscription/${made.id}/renew`));
    assert.equal(renewed.id, made.id);
    assert.ok(Date.parse(renewed.expirationTime) >= Date.parse(made.expirationTime));
    const gone = await send('DELETE', `/restapi/v1.0/subscription/${made.id}`);
    assert.deepEqual([gone.status, gone.text], [204, '']);
  });

  test('asks for a WebSocket with nothing in its body', async () => {
    const { uri, expires_in, ws_access_token } = jsonIn(await send('POST', '/restapi/oauth/wstoken'));
    assert.deepEqual([uri, expires_in], [`${server.url.replace('http', 'ws')}/ws`, 600]);
    const socket = new RawSocket(`${uri}?access_token=${ws_access_token}`);
    assert.equal((await socket.details())[0].status, 200);
    await socket.close();
  });

  test('renews its tokens, and revokes them for an empty answer', async () => {
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token };
    tokens = jsonIn(await ask(hand.asApp(server, '/restapi/oauth/token', form)));
    const revoked = await ask(hand.asApp(server, '/restapi/oauth/revoke', { token: tokens.access_token }));
    assert.deepEqual([revoked.status, revoked.text], [200, '']);
    const dead = jsonIn(await send('GET', mine), 401);
    assert.equal(dead.errorCode, 'TokenInvalid');
  });
}

describe('over a WebSocket', () => {
  test('Python subscribes in spaced JSON at an address with a slash at its end', async () => {
    const socket = await RawSocket.open(server, await signIn(server, '103'));
    const meta = { type: 'ClientRequest', messageId: 'p', method: 'POST', path: '/restapi/v1.0/subscription/' };
    const body = { eventFilters: [`${mine}/message-store`], deliveryMode: { transportType: 'WebSocket' } };
    socket.socket.send(spacedJson([meta, body]));
    const [answered, subscription] = await until(
      () => socket.frames.find(([{ messageId }]) => messageId === 'p'),
      'it',
    );
    assert.deepEqual([answered.status, typeof subscription.id], [200, 'string']);
    await socket.close();
  });

  test('.NET sends null for no body, and keeps the numbers of marks in 32 bits, the largest of all', async () => {
    const reader = await signIn(server, '104');
    const socket = await RawSocket.open(server, reader);
    const [read, extension] = await socket.request('GET', mine, null);
    assert.deepEqual([read.status, extension.extensionNumber], [200, '104']);
    await socket.subscribe(`${mine}/message-store`);
    const sender = await signIn(server, '105');
    const page = (said: string) =>
      sender.call(`${mine}/company-pager`, { body: { to: [{ extensionNumber: '104' }], text: said } });
    const numbers = () => socket.frames.flatMap(([{ wsc }]) => wsc?.sequence ?? []);
    for (const count of [1, 2]) {
      await page(`page ${count}`);
      await until(() => socket.newIds.length === count, 'a notification');
    }
    assert.equal(numbers().length, 3);
    assert.deepEqual(
      numbers().toSorted((one, other) => one - other),
      numbers(),
    );
    const last = numbers().at(-1) ?? 0;
    socket.drop();
    const again = await RawSocket.open(server, reader, socket.wsc);
    const [{ wsc }, { recoveryState }] = await again.details();
    assert.equal(recoveryState, 'Successful');
    for (const number of [...numbers(), wsc?.sequence ?? 0]) assert.ok(number > 0 && number < 2 ** 31, `${number}`);
    assert.ok((wsc?.sequence ?? 0) >= last, 'who took it up again has a mark that is not older');
    await again.close();
  });
});
