/** A first page with an official SDK, whichever of them: the document's exchange, from sending to having been read. */

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import {
  assertIdsAndTimes,
  type Company,
  type Copy,
  expectedMessage,
  expectedSentPage,
  type Page,
  readCompany,
} from './expected-page.ts';
import { assertRefused, parameter, plain } from './refusal.ts';
import { type Connect, type Party, refusalOf, type SdkClient } from './sdk-client.ts';
import type { Target } from './server-process.ts';

const text = 'Hello!';
const toAll: Copy = { holder: '101', direction: 'Outbound', from: '101', to: ['101', '102', '103'], text };

export function firstPageContract(target: Target, connect: Connect): void {
  describe('a first page', () => {
    const clients: Record<string, SdkClient> = {};
    let company: Company;
    let sent: Page;

    const as = (number: string): SdkClient => clients[number] as SdkClient;
    const heldBy = async (number: string, { conversationId }: Page) =>
      (await as(number).listMessages({ conversationId: String(conversationId) })).records;

    before(async () => {
      company = await readCompany(target);
      for (const number of ['101', '102', '103']) {
        clients[number] = await connect(target, target.env[`BECKON_JWT_${number}`] ?? '');
      }
      const to = [{ extensionNumber: '102' }, { extensionNumber: '103' }];
      sent = await as('101').sendPage({ to, from: { extensionNumber: '101' }, text });
    });

    test('a page from 101 to 102 and 103 is answered with the document’s exchange, field by field', () => {
      assertIdsAndTimes(sent);
      assert.equal(sent.conversationId, sent.id, 'the first page of a thread gives the thread its id');
      assert.equal(sent.lastModifiedTime, sent.creationTime);
      assert.deepEqual(sent, expectedSentPage(target, company, sent, toAll));
    });

    test('the addresses in the answer lead to the message and to its text', async () => {
      assert.deepEqual(await as('101').follow(sent.uri), expectedMessage(target, company, sent, toAll));
      assert.deepEqual(await as('101').readMessage(sent.id), expectedMessage(target, company, sent, toAll));
      const contentUri = sent.attachments[0]?.uri ?? '';
      const content = await as('101').followContent(contentUri);
      assert.deepEqual(content, { contentType: 'text/plain; charset=utf-8', text });
    });

    for (const holder of ['102', '103']) {
      test(`${holder} holds one unread Inbound copy that lists all three parties`, async () => {
        const copies = await heldBy(holder, sent);
        const [copy] = copies;
        assert.ok(copy && copies.length === 1, `${holder} holds ${copies.length} copies`);
        assertIdsAndTimes(copy);
        assert.equal(copy.conversationId, sent.conversationId);
        assert.equal(copy.creationTime, sent.creationTime);
        assert.equal(copy.lastModifiedTime, sent.creationTime);
        assert.deepEqual(copy, expectedMessage(target, company, copy, { ...toAll, holder, direction: 'Inbound' }));
        assert.deepEqual(await as(holder).follow(copy.uri), copy);
        assert.equal((await as(holder).followContent(copy.attachments[0]?.uri ?? '')).text, text);
      });

      test(`a list without any filter shows ${holder} the page on top`, async () => {
        const { records } = await as(holder).listMessages({});
        assert.deepEqual(records[0], (await heldBy(holder, sent))[0]);
      });
    }

    test('each copy has an id of its own', async () => {
      const copies = [sent, ...(await heldBy('102', sent)), ...(await heldBy('103', sent))];
      assert.equal(new Set(copies.map(({ id }) => id)).size, 3);
    });

    test('marking a copy read moves its lastModifiedTime forward, and marking it again leaves it alone', async () => {
      const [unread] = await heldBy('102', sent);
      assert.ok(unread);
      const read = await as('102').markAs('Read', unread.id);
      assert.ok(Date.parse(read.lastModifiedTime) > Date.parse(unread.lastModifiedTime));
      assert.deepEqual(read, { ...unread, readStatus: 'Read', lastModifiedTime: read.lastModifiedTime });
      assert.deepEqual(await as('102').markAs('Read', unread.id), read);
      assert.deepEqual(await as('102').readMessage(unread.id), read);
    });

    test('one person’s reading is nothing the others’ copies show', async () => {
      const copies = [...(await heldBy('101', sent)), ...(await heldBy('103', sent))];
      const expected = { readStatus: 'Unread', lastModifiedTime: sent.creationTime };
      assert.partialDeepStrictEqual(copies, [expected, expected]);
    });

    test('a page to one person lists that person alone, and starts a thread', async () => {
      const page = await as('101').sendPage({ to: [{ extensionNumber: '102' }], text });
      const outbound: Copy = { ...toAll, to: ['102'] };
      assert.deepEqual(page, expectedSentPage(target, company, page, outbound));
      assert.equal(page.conversationId, page.id);
      const [inbound] = await heldBy('102', page);
      assert.ok(inbound);
      const copy: Copy = { ...outbound, holder: '102', direction: 'Inbound' };
      assert.deepEqual(inbound, expectedMessage(target, company, inbound, copy));
      assert.deepEqual(await heldBy('103', page), []);
    });

    test('paging oneself leaves an Outbound and an Inbound copy in the one mailbox', async () => {
      const page = await as('101').sendPage({ to: [{ extensionNumber: '101' }], text });
      const held = await heldBy('101', page);
      const [inbound, outbound] = held;
      assert.ok(inbound && outbound && held.length === 2);
      assert.notEqual(inbound.id, outbound.id);
      const copy: Copy = { ...toAll, to: ['101'] };
      assert.deepEqual(outbound, expectedMessage(target, company, page, copy));
      assert.deepEqual(inbound, expectedMessage(target, company, inbound, { ...copy, direction: 'Inbound' }));
    });

    const ways: [string, (party: Required<Party>) => Party][] = [
      ['by number', ({ extensionNumber }) => ({ extensionNumber })],
      ['by id', ({ extensionId }) => ({ extensionId })],
      ['by number and id', ({ extensionNumber, extensionId }) => ({ extensionNumber, extensionId })],
    ];
    for (const [way, named] of ways) {
      test(`parties named ${way} are the same parties, as recipients and as the sender`, async () => {
        const to = [named(company.party('103')), named(company.party('102'))];
        const page = await as('101').sendPage({ to, from: named(company.party('101')), text });
        assert.deepEqual(page, expectedSentPage(target, company, page, toAll));
        assert.equal((await heldBy('103', page)).length, 1);
      });
    }

    test('a recipient named twice, and the sender among others, get no copy more for it', async () => {
      const { extensionId } = company.party('102');
      const to = [{ extensionNumber: '102' }, { extensionId }, { extensionNumber: '101' }, { extensionNumber: '103' }];
      const page = await as('101').sendPage({ to, text });
      assert.deepEqual(page, expectedSentPage(target, company, page, toAll));
      const counts = [await heldBy('101', page), await heldBy('102', page), await heldBy('103', page)];
      assert.deepEqual(
        counts.map(({ length }) => length),
        [1, 1, 1],
      );
    });

    test('without `from` the caller is the sender', async () => {
      const page = await as('102').sendPage({ to: [{ extensionNumber: '103' }], text });
      const copy: Copy = { holder: '102', direction: 'Outbound', from: '102', to: ['103'], text };
      assert.deepEqual(page, expectedSentPage(target, company, page, copy));
    });

    test('another person’s mailbox is refused with 403 CMN-404, to the administrator as well', async () => {
      const mailbox = company.party('102').extensionId;
      const [copy] = await heldBy('102', sent);
      assert.ok(copy);
      for (const number of ['101', '103']) {
        const { listMessages, readMessage, markAs } = as(number);
        const calls = [
          () => listMessages({}, mailbox),
          () => readMessage(copy.id, mailbox),
          () => markAs('Unread', copy.id, mailbox),
        ];
        for (const call of calls) assertRefused(await refusalOf(as(number), call()), plain(403, 'CMN-404'));
      }
      assert.deepEqual(await heldBy('102', sent), [copy]);
    });

    test('another person’s message is not found in one’s own mailbox: 404 CMN-102 [messageId]', async () => {
      const [copy] = await heldBy('102', sent);
      assert.ok(copy);
      const { readMessage, markAs } = as('103');
      const notFound = plain(404, 'CMN-102', 'messageId');
      assertRefused(await refusalOf(as('103'), readMessage(copy.id)), notFound);
      assertRefused(await refusalOf(as('103'), markAs('Unread', copy.id)), notFound);
      assert.deepEqual(await heldBy('102', sent), [copy]);
    });

    test('a recipient nobody has is refused with what clients look for: InvalidParameter, CMN-102 [to]', async () => {
      const refused = as('101').sendPage({ to: [{ extensionNumber: '102' }, { extensionNumber: '999' }], text });
      assertRefused(await refusalOf(as('101'), refused), parameter('CMN-102', 'to'));
    });
  });
}
