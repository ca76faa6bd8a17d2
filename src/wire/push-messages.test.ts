/** What a push carries. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Copy, Message, Page } from '../domain/message.ts';
import { pagesPush } from './push-messages.ts';

function message(id: number, conversationId: number, text: string, name = 'Ada Novak'): Message {
  const from = { extensionId: 7, extensionNumber: '107', name };
  return {
    copy: { copyId: id, conversationId } as unknown as Copy,
    page: { pageId: id, conversationId, text, from } as unknown as Page,
  };
}

const pushed = (...args: Parameters<typeof pagesPush>) => JSON.parse(pagesPush(...args));

test('a page is told of by sender, text, ids and how many are unread', () => {
  assert.deepEqual(pushed([message(11, 10, 'Room 4')], 3), {
    kind: 'pages',
    pages: [{ messageId: 11, conversationId: 10, sender: 'Ada Novak', text: 'Room 4', count: 1 }],
    unreadCount: 3,
  });
});

test('of a conversation the newest page is shown, with how many there are; the newest conversation comes first', () => {
  const { pages } = pushed([message(11, 10, 'one'), message(21, 20, 'other'), message(31, 10, 'two')], 3);
  assert.deepEqual(
    pages.map(({ conversationId, text, count }: { conversationId: number; text: string; count: number }) => [
      ...[conversationId, text, count],
    ]),
    [
      [10, 'two', 2],
      [20, 'other', 1],
    ],
  );
});

test('a sender without a name is told of by number', () => {
  assert.equal(pushed([message(11, 10, 'x', '')], 1).pages[0].sender, '107');
});

test('a long text is cut between characters, and says so', () => {
  const { text } = pushed([message(11, 10, '🚑'.repeat(500))], 1).pages[0];
  assert.equal(text, `${'🚑'.repeat(159)}…`);
});

test('whatever is told of fits into what every push service takes', () => {
  const wide = '\u{1F691}'.repeat(512);
  const many = Array.from({ length: 40 }, (_, index) => message(100 + index, 100 + index, wide, wide));
  const text = pagesPush(many, 40);
  assert.ok(Buffer.byteLength(text) <= 3993, `${Buffer.byteLength(text)} bytes`);
  assert.equal(JSON.parse(text).pages[0].messageId, 139);
  // Each of these letters takes six bytes in JSON.
  const control = '\u0001'.repeat(1024);
  assert.ok(Buffer.byteLength(pagesPush([message(1, 1, control, control)], 1)) <= 3993);
});
