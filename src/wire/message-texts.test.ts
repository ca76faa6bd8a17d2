/** Texts of messages: what the schemas would write, whatever a message says. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import fc from 'fast-check';
import type { AudienceId, ConversationId, ExtensionId, MessageId, Sequence } from '../domain/ids.ts';
import type { Message, Party } from '../domain/message.ts';
import { isoTime } from './iso-times.ts';
import { listBlocks } from './lists.ts';
import { messageListText, messageText, syncRecordTexts } from './message-texts.ts';
import { messageJson, messageListShape, messageShape, syncRecordJson, syncShape } from './messages.ts';
import { createUrls } from './urls.ts';

const accountId = 17 as Message['page']['accountId'];
const schema = (shape: object): ((value: unknown) => string) =>
  SerializerSelector()({}, {})({ schema: shape } as never) as (value: unknown) => string;

const time = fc.integer({ min: 0, max: Date.UTC(2500, 0) });
const id = fc.integer({ min: 1, max: 2 ** 53 - 1 });
const text = fc.string({ unit: 'binary', maxLength: 60 });
const party: fc.Arbitrary<Party> = fc.record({
  extensionId: id as fc.Arbitrary<ExtensionId>,
  extensionNumber: text,
  name: text,
});
const message: fc.Arbitrary<Message> = fc
  .record({
    ids: fc.tuple(id, id, id),
    ...{ from: party, to: fc.array(party, { maxLength: 3 }), text, createdMs: time, modifiedMs: fc.option(time) },
    ...{ writtenMs: fc.option(time), isToDepartment: fc.boolean(), isRead: fc.boolean() },
    direction: fc.constantFrom('Inbound', 'Outbound'),
    availability: fc.constantFrom('Alive', 'Deleted', 'Purged'),
  })
  .map(({ ids: [copyId, pageId, conversationId], from, to, writtenMs, modifiedMs, createdMs, ...rest }) => ({
    page: {
      ...{ accountId, pageId: pageId as MessageId, conversationId: conversationId as ConversationId, from, to },
      ...{ isToDepartment: rest.isToDepartment, text: rest.text, createdMs },
      ...(writtenMs === null ? {} : { writtenMs }),
    },
    copy: {
      ...{ extensionId: 102 as ExtensionId, copyId: copyId as MessageId, pageId: pageId as MessageId },
      ...{ conversationId: conversationId as ConversationId, direction: rest.direction, isRead: rest.isRead },
      ...{ availability: rest.availability, isExplicit: true, audienceId: 0 as AudienceId },
      ...{ modifiedSeq: 5 as Sequence, lastModifiedMs: modifiedMs ?? createdMs, enteredMs: null },
    },
  }));

const addresses = ['http://127.0.0.1:8080', 'https://pager.example/a"path\\/x'].map((url) => createUrls(() => url));

test('a message is told as its schema would tell it', () => {
  const write = schema(messageShape);
  fc.assert(
    fc.property(message, fc.constantFrom(...addresses), (one, urls) => {
      assert.equal(messageText(one, urls), write(messageJson(one, urls)));
      // People who are known from before are told in the same words.
      assert.equal(messageText(one, urls), write(messageJson(one, urls)));
    }),
  );
});

test('a list of messages is told as its schema would tell it', () => {
  const write = schema(messageListShape);
  const asked = fc.record({ page: fc.integer({ min: 1, max: 5 }), perPage: fc.integer({ min: 1, max: 9 }) });
  const total = fc.integer({ min: 0, max: 20 });
  fc.assert(
    fc.property(fc.array(message, { maxLength: 4 }), asked, total, fc.constantFrom(...addresses), (...random) => {
      const [records, paging, totalElements, urls] = random;
      const blocks = listBlocks({ records, totalElements }, paging, `${urls.api}/list`, 'readStatus=Unread');
      const written = write({ ...blocks, records: records.map((one) => messageJson(one, urls)) });
      assert.equal(messageListText(blocks, records, urls), written);
    }),
  );
});

test('what a sync tells is told as its schema would tell it, with what is lost', () => {
  const write = schema(syncShape.properties.records);
  const change = fc.oneof(
    message.map((one) => ({ message: one })),
    message.map(({ copy }) => ({ lost: copy })),
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 4 }), fc.constantFrom(...addresses), (changes, urls) => {
      assert.equal(syncRecordTexts(changes, accountId, urls), write(changes.map((one) => syncRecordJson(one, urls))));
    }),
  );
});

test('a time is told as Date tells it, of however many days', () => {
  const day = 24 * 3600 * 1000;
  fc.assert(fc.property(time, (timeMs) => assert.equal(isoTime(timeMs), new Date(timeMs).toISOString())));
  for (let timeMs = day - 1; timeMs < 1100 * day; timeMs += day) {
    assert.equal(isoTime(timeMs), new Date(timeMs).toISOString());
  }
});
