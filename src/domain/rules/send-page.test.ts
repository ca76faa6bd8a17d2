/** The rules of paging, a row each, in the order of the mission's document. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SendPage } from '../commands/messages.ts';
import type { ErrorCode } from '../errors.ts';
import { compareByNumber } from '../extension.ts';
import { maxWrittenAgoMs } from '../idempotency.ts';
import { lateMs } from '../message.ts';
import {
  copyIdOf,
  decideIn,
  effectOf,
  idOf,
  numberOf,
  numbers,
  pageOf,
  sendFrom,
  type Thread,
  type World,
} from './company.fixture.ts';

interface Delivered {
  /** Everyone who gets an Inbound copy. */
  readonly reached: string[];
  /** The parties that every copy shows. */
  readonly listed: string[];
  readonly skipped?: string[];
  readonly toDepartment?: true;
  /** The thread's explicit list and Departments, where the page begins one. */
  readonly explicit?: string[];
  readonly departments?: string[];
}

function delivers(from: string, page: Partial<SendPage>, expected: Delivered, world: World = {}): void {
  const { result, effects } = decideIn(world, sendFrom(from, page));
  assert.equal(result.ok, true, JSON.stringify(result));
  const { page: kept, copies } = pageOf(effects);
  assert.deepEqual(kept.reachedIds.map(numberOf), expected.reached);
  assert.deepEqual(
    kept.to.map((party) => party.extensionNumber),
    expected.listed,
  );
  assert.deepEqual(
    kept.skipped.map((party) => party.extensionNumber),
    expected.skipped ?? [],
  );
  assert.equal(kept.isToDepartment, expected.toDepartment ?? false);
  assert.deepEqual(
    copies.map((copy) => [numberOf(copy.extensionId), copy.direction]),
    [[from, 'Outbound'], ...expected.reached.map((number) => [number, 'Inbound'])],
  );
  const conversation = effectOf(effects, 'conversation-added')?.conversation;
  if (expected.explicit) assert.deepEqual(conversation?.explicitIds.map(numberOf), expected.explicit);
  if (expected.departments) assert.deepEqual(conversation?.departmentIds.map(numberOf), expected.departments);
}

interface Refused {
  readonly code: ErrorCode;
  readonly parameter?: string;
  readonly subject?: string;
}

function refuses(from: string, page: Partial<SendPage>, expected: Refused, world: World = {}): void {
  const { result, effects } = decideIn(world, sendFrom(from, page));
  assert.deepEqual(result, { ok: false, refusal: expected });
  assert.deepEqual(effects, [], 'a refused page leaves nothing behind');
}

describe('one page to many', () => {
  test('reaches every person named, and lists the sender among several', () => {
    delivers('101', { to: numbers('102', '103') }, { reached: ['102', '103'], listed: ['101', '102', '103'] });
  });
  test('to one person lists that person alone', () => {
    delivers('101', { to: numbers('102') }, { reached: ['102'], listed: ['102'], explicit: ['101', '102'] });
  });
  test('lists parties in the order of their numbers, whatever order they were named in', () => {
    delivers('104', { to: numbers('103', '101') }, { reached: ['101', '103'], listed: ['101', '103', '104'] });
  });
  test('reaches someone named twice, by number and by id, once', () => {
    const to = [...numbers('102', '102'), { extensionId: idOf('102') }];
    delivers('101', { to }, { reached: ['102'], listed: ['102'] });
  });
  test('takes one contiguous block of ids, the first of which names page, own copy and thread', () => {
    const { effects, taken } = decideIn({}, sendFrom('101', { to: numbers('103', '102') }));
    const { page, copies } = pageOf(effects);
    assert.deepEqual(
      copies.map((copy) => copy.copyId),
      [5000, 5001, 5002],
    );
    assert.deepEqual([page.pageId, page.conversationId, page.blockSize], [5000, 5000, 3]);
    assert.equal(taken, 3);
  });
  test('makes the sender and everyone named explicit', () => {
    delivers('101', { to: numbers('102') }, { reached: ['102'], listed: ['102'], explicit: ['101', '102'] });
  });
});

test('parties are in the order of their numbers as numbers: 99 comes before 101', () => {
  assert.deepEqual(
    ['101', '1000', '99'].map((extensionNumber) => ({ extensionNumber })).sort(compareByNumber),
    ['99', '101', '1000'].map((extensionNumber) => ({ extensionNumber })),
  );
});

describe('paging oneself', () => {
  test('alone makes an Outbound and an Inbound copy', () => {
    delivers('101', { to: numbers('101') }, { reached: ['101'], listed: ['101'] });
  });
  test('among others makes the Outbound copy only', () => {
    delivers('101', { to: numbers('101', '102') }, { reached: ['102'], listed: ['102'] });
  });
  test('beside an empty Department is paging oneself alone', () => {
    const expected: Delivered = { reached: ['101'], listed: ['202'], toDepartment: true };
    delivers('101', { to: numbers('101', '202') }, expected);
  });
});

describe('what a page needs', () => {
  const rows: [string, Partial<SendPage>, Refused][] = [
    ['no recipient is refused', { to: [] }, { code: 'invalid-parameter', parameter: 'to' }],
    [
      'more recipients than allowed are refused',
      { to: numbers('102', '103'), maxRecipients: 1 },
      { code: 'invalid-parameter', parameter: 'to' },
    ],
    ['white space is no text', { text: ' \t\n\u00a0' }, { code: 'invalid-parameter', parameter: 'text' }],
    ['a null character is no text', { text: 'a\0b' }, { code: 'invalid-parameter', parameter: 'text' }],
    ['1025 units are too long', { text: 'x'.repeat(1025) }, { code: 'text-too-long', parameter: 'text' }],
    ['513 surrogate pairs are too long', { text: '😀'.repeat(513) }, { code: 'text-too-long', parameter: 'text' }],
    [
      'an unknown number is refused',
      { to: numbers('102', '999') },
      { code: 'unknown-referenced-resource', parameter: 'to', subject: '999' },
    ],
    [
      'an unknown id is refused',
      { to: [{ extensionId: idOf('998') }] },
      { code: 'unknown-referenced-resource', parameter: 'to', subject: '1998' },
    ],
    [
      'a deleted extension is unknown, by number and by id',
      { to: [{ extensionId: idOf('199') }] },
      { code: 'unknown-referenced-resource', parameter: 'to', subject: '1199' },
    ],
    [
      'a number and an id that disagree are refused',
      { to: [{ extensionNumber: '102', extensionId: idOf('103') }] },
      { code: 'recipient-number-mismatch', parameter: 'to', subject: '102' },
    ],
    [
      'an extension without a mailbox is refused',
      { to: numbers('102', '300') },
      { code: 'recipient-cannot-receive', parameter: 'to', subject: '300' },
    ],
  ];
  for (const [name, page, refusal] of rows) {
    test(name, () => refuses('101', { to: numbers('102'), ...page }, refusal));
  }
  test('1024 units are allowed, as are 512 surrogate pairs', () => {
    delivers('101', { to: numbers('102'), text: 'x'.repeat(1024) }, { reached: ['102'], listed: ['102'] });
    delivers('101', { to: numbers('102'), text: '😀'.repeat(512) }, { reached: ['102'], listed: ['102'] });
  });
});

test('half a surrogate pair in a text becomes the replacement character', () => {
  const { effects } = decideIn({}, sendFrom('101', { to: numbers('102'), text: 'cut \ud83d' }));
  assert.equal(pageOf(effects).page.text, 'cut \ufffd');
});

describe('a Department', () => {
  test('is paged through its active members, and listed as itself', () => {
    const expected = { reached: ['102', '103'], listed: ['200'], skipped: ['107'], toDepartment: true } as const;
    delivers(
      '101',
      { to: numbers('200') },
      { ...expected, reached: ['102', '103'], listed: ['200'], skipped: ['107'] },
    );
  });
  test('reaches a member who is also named, or in two of the Departments, once', () => {
    const listed = ['101', '102', '200', '203'];
    const expected: Delivered = { reached: ['102', '103'], listed, skipped: ['107'], toDepartment: true };
    delivers('101', { to: numbers('200', '102', '203') }, expected);
  });
  test('whose member sends gives them the Outbound copy only', () => {
    delivers('102', { to: numbers('203') }, { reached: ['101'], listed: ['203'], toDepartment: true });
  });
  test('with no members is refused', () => {
    refuses('101', { to: numbers('202') }, { code: 'no-department-members', parameter: 'to' });
  });
  test('with no active members is refused', () => {
    refuses('101', { to: numbers('201') }, { code: 'no-department-members', parameter: 'to' });
  });
  test('whose only active member sends is refused', () => {
    refuses('101', { to: numbers('205') }, { code: 'no-department-members', parameter: 'to' });
  });
  test('that is empty does not keep a page from a person beside it', () => {
    const listed = ['101', '102', '202'];
    delivers('101', { to: numbers('202', '102') }, { reached: ['102'], listed, toDepartment: true });
  });
  test('that is Disabled counts as an explicit recipient', () => {
    refuses('101', { to: numbers('204') }, { code: 'recipient-inactive', parameter: 'to', subject: '204' });
  });
  test('may be paged by anyone, member or not', () => {
    delivers('106', { to: numbers('203') }, { reached: ['101', '102'], listed: ['203'], toDepartment: true });
  });
  test('is kept as the audience of its thread; its set gets an id once', () => {
    const first = decideIn({}, sendFrom('106', { to: numbers('203') }));
    assert.deepEqual(effectOf(first.effects, 'audience-added')?.departmentIds.map(numberOf), ['203']);
    assert.equal(first.taken, 4);
    const second = decideIn({ knownAudiences: [['203']] }, sendFrom('106', { to: numbers('203') }));
    assert.equal(effectOf(second.effects, 'audience-added'), undefined);
    assert.equal(effectOf(second.effects, 'conversation-added')?.conversation.audienceId, 77);
    assert.equal(second.taken, 3);
  });
});

describe('the explicit list of a new thread', () => {
  const rows: [string, string, string[], string[]][] = [
    ['holds an originator outside the Department', '106', ['200'], ['106']],
    ['leaves out an originator who is a member and not named', '102', ['200'], []],
    ['holds an originator who is a member but named', '102', ['200', '102'], ['102']],
    ['holds those named, and no member that is not', '101', ['200', '104'], ['101', '104']],
  ];
  for (const [name, from, to, explicit] of rows) {
    test(name, () => {
      const { effects } = decideIn({}, sendFrom(from, { to: numbers(...to) }));
      const conversation = effectOf(effects, 'conversation-added')?.conversation;
      assert.deepEqual(conversation?.explicitIds.map(numberOf), explicit);
      for (const copy of pageOf(effects).copies) {
        assert.equal(copy.isExplicit, explicit.includes(numberOf(copy.extensionId)), numberOf(copy.extensionId));
      }
    });
  }
});

describe('nobody sends as a Department', () => {
  test('by path its manager hears why', () => {
    refuses('103', { mailboxId: idOf('200'), to: numbers('102') }, { code: 'department-cannot-send' });
  });
  test('by path an administrator hears why', () => {
    refuses('101', { mailboxId: idOf('200'), to: numbers('102') }, { code: 'department-cannot-send' });
  });
  test("by path it is another's extension to everyone else", () => {
    refuses('102', { mailboxId: idOf('200'), to: numbers('103') }, { code: 'foreign-extension' });
  });
  test('by `from`, as number or id, anyone hears why', () => {
    const refusal: Refused = { code: 'department-cannot-send', parameter: 'from' };
    refuses('102', { from: { extensionNumber: '200' }, to: numbers('103') }, refusal);
    refuses('102', { from: { extensionId: idOf('200') }, to: numbers('103') }, refusal);
  });
});

describe('the sender', () => {
  const to = numbers('102');
  test('may be named, by number, id or both', () => {
    for (const from of [
      { extensionNumber: '101' },
      { extensionId: idOf('101') },
      { extensionNumber: '101', extensionId: idOf('101') },
    ]) {
      delivers('101', { from, to }, { reached: ['102'], listed: ['102'] });
    }
  });
  test('is not someone else, nor someone unknown', () => {
    const byNumber: Refused = { code: 'sender-number-mismatch', parameter: 'from' };
    refuses('101', { from: { extensionNumber: '103' }, to }, byNumber);
    refuses('101', { from: { extensionNumber: '999' }, to }, byNumber);
    refuses('101', { from: { extensionId: idOf('103') }, to }, { code: 'sender-id-mismatch', parameter: 'from' });
  });
  test("does not send from another's mailbox, not even an administrator", () => {
    refuses('101', { mailboxId: idOf('103'), to }, { code: 'foreign-extension' });
    const unknown: Refused = { code: 'unknown-resource', parameter: 'extensionId', subject: '1999' };
    refuses('101', { mailboxId: idOf('999'), to }, unknown);
  });
  test('is refused once signed out, Frozen or Disabled', () => {
    refuses('101', { to }, { code: 'unknown-token' }, { isSessionEnded: true });
    refuses('107', { to }, { code: 'unknown-token' });
    refuses('108', { to }, { code: 'unknown-token' });
  });
});

describe('an inactive recipient', () => {
  for (const number of ['107', '108', '109', '110']) {
    test(`${number}, named alone or among others, refuses the whole page`, () => {
      const refusal: Refused = { code: 'recipient-inactive', parameter: 'to', subject: number };
      refuses('101', { to: numbers(number) }, refusal);
      refuses('101', { to: numbers('102', number, '200') }, refusal);
    });
  }
  test('is refused by name even when a Department of theirs is paged as well', () => {
    const subject = '107, 108';
    refuses('101', { to: numbers('200', '108', '107') }, { code: 'recipient-inactive', parameter: 'to', subject });
  });
});

describe('a reply', () => {
  const group: Thread = { explicit: ['101', '102', '103'], holders: ['101', '102', '103'] };
  const ward: Thread = { explicit: ['101'], departments: ['200'], holders: ['101', '102', '103', '105'] };
  const on = (thread: Thread, number: string) => ({ replyOn: copyIdOf(thread, number) });

  test('joins the thread of the message it answers', () => {
    const { effects } = decideIn({ thread: group }, sendFrom('102', { ...on(group, '102'), to: numbers('101') }));
    assert.equal(pageOf(effects).page.conversationId, 4001);
    assert.equal(effectOf(effects, 'conversation-added'), undefined);
  });
  test('without `to` goes to everyone on the list but the replier', () => {
    const expected: Delivered = { reached: ['101', '103'], listed: ['101', '102', '103'] };
    delivers('102', on(group, '102'), expected, { thread: group });
  });
  test('without `to` between two lists the other alone', () => {
    const thread: Thread = { explicit: ['101', '102'], holders: ['101', '102'] };
    delivers('102', on(thread, '102'), { reached: ['101'], listed: ['101'] }, { thread });
  });
  test('between two, sent to everyone seen as clients do, lists the other alone', () => {
    const thread: Thread = { explicit: ['101', '102'], holders: ['101', '102'] };
    const page = { ...on(thread, '102'), to: numbers('101', '102') };
    delivers('102', page, { reached: ['101'], listed: ['101'] }, { thread });
  });
  test('without `to` goes to the Department as it is now, and says so', () => {
    const expected: Delivered = {
      reached: ['101', '103'],
      listed: ['101', '102', '200'],
      skipped: ['107'],
      toDepartment: true,
    };
    delivers('102', on(ward, '102'), expected, { thread: ward });
  });
  test('without `to` skips the inactive and does not list them', () => {
    const thread: Thread = { explicit: ['101', '102', '107'], holders: ['101', '102', '107'] };
    delivers('101', on(thread, '101'), { reached: ['102'], listed: ['102'], skipped: ['107'] }, { thread });
  });
  test('without `to` skips a Department that is Disabled', () => {
    const thread: Thread = { explicit: ['101', '103'], departments: ['204'], holders: ['101', '103', '102'] };
    delivers('101', on(thread, '101'), { reached: ['103'], listed: ['103'], skipped: ['204'] }, { thread });
  });
  test('without `to` that nobody is left for is refused', () => {
    const thread: Thread = { explicit: ['101', '107'], holders: ['101', '107'] };
    refuses('101', on(thread, '101'), { code: 'recipient-inactive', parameter: 'to' }, { thread });
  });
  test('with `to` reaches exactly those named', () => {
    const page = { ...on(group, '102'), to: numbers('101') };
    delivers('102', page, { reached: ['101'], listed: ['101'] }, { thread: group });
  });
  test('may name a member by name without making them explicit', () => {
    const { effects } = decideIn({ thread: ward }, sendFrom('101', { ...on(ward, '101'), to: numbers('102') }));
    const copy = pageOf(effects).copies.find(({ extensionId }) => extensionId === idOf('102'));
    assert.equal(copy?.isExplicit, false);
    assert.equal(copy?.audienceId, 77);
  });
  test("by a member leaves the member's own copy without the explicit mark", () => {
    const { effects } = decideIn({ thread: ward }, sendFrom('102', on(ward, '102')));
    assert.equal(pageOf(effects).copies[0]?.isExplicit, false);
  });
  test('that names an outsider is refused', () => {
    const page = { ...on(group, '102'), to: numbers('101', '104') };
    const refusal: Refused = { code: 'invalid-parameter', parameter: 'to', subject: '104' };
    refuses('102', page, refusal, { thread: group });
  });
  test('that names a Department the thread is not addressed to is refused', () => {
    const page = { ...on(group, '102'), to: numbers('200') };
    const refusal: Refused = { code: 'invalid-parameter', parameter: 'to', subject: '200' };
    refuses('102', page, refusal, { thread: group });
  });
  test('that names an inactive participant is refused', () => {
    const thread: Thread = { explicit: ['101', '102', '107'], holders: ['101', '102', '107'] };
    const page = { ...on(thread, '102'), to: numbers('107', '101') };
    refuses('102', page, { code: 'recipient-inactive', parameter: 'to', subject: '107' }, { thread });
  });
  test('by someone who held a copy and left is refused', () => {
    refuses('105', on(ward, '105'), { code: 'not-a-participant', parameter: 'replyOn' }, { thread: ward });
  });
  test('on a message never held is refused as unknown', () => {
    const refusal: Refused = { code: 'unknown-referenced-resource', parameter: 'replyOn', subject: '4001' };
    refuses('104', { replyOn: copyIdOf(ward, '101') }, refusal, { thread: ward });
  });
  test('on a thread older than allowed is refused, and not a moment earlier', () => {
    const page = { ...on(group, '102'), to: numbers('101') };
    const refusal: Refused = { code: 'thread-closed', parameter: 'replyOn' };
    refuses('102', { ...page, maxThreadAgeMs: 1000 }, refusal, { thread: group });
    delivers('102', { ...page, maxThreadAgeMs: 1001 }, { reached: ['101'], listed: ['101'] }, { thread: group });
  });
  test('on a purged message is refused', () => {
    const thread: Thread = { ...group, availability: 'Purged' };
    refuses('102', on(thread, '102'), { code: 'thread-closed', parameter: 'replyOn' }, { thread });
  });
});

describe('a page that was written a while ago', () => {
  const writtenAgo = (writtenAgoMs: number) => decideIn({}, sendFrom('101', { to: numbers('102'), writtenAgoMs }));
  test('says when, if that is five minutes or more', () => {
    assert.equal(pageOf(writtenAgo(lateMs).effects).page.writtenMs, 1_700_000_000_000 - lateMs);
    assert.equal('writtenMs' in pageOf(writtenAgo(lateMs - 1).effects).page, false);
  });
  test('is not sent once its key may be forgotten', () => {
    assert.ok(writtenAgo(maxWrittenAgoMs).result.ok);
    refuses(
      '101',
      { to: numbers('102'), writtenAgoMs: maxWrittenAgoMs + 1 },
      { code: 'written-too-long-ago', parameter: 'writtenAgo' },
    );
  });
});

test('as many recipients as allowed are allowed', () => {
  delivers(
    '101',
    { to: numbers('102', '103'), maxRecipients: 2 },
    { reached: ['102', '103'], listed: ['101', '102', '103'] },
  );
});

test('the Departments of a thread are kept in the order of their ids, whatever order they were named in', () => {
  const { effects } = decideIn({}, sendFrom('104', { to: numbers('203', '200') }));
  assert.deepEqual(effectOf(effects, 'conversation-added')?.conversation.departmentIds, [idOf('200'), idOf('203')]);
  assert.deepEqual(effectOf(effects, 'audience-added')?.departmentIds, [idOf('200'), idOf('203')]);
});

test('every copy begins unread, Alive and unchanged', () => {
  const { effects } = decideIn({}, sendFrom('101', { to: numbers('102') }));
  for (const copy of pageOf(effects).copies) {
    assert.deepEqual(
      [copy.isRead, copy.availability, copy.modifiedSeq, copy.enteredMs, copy.lastModifiedMs],
      [false, 'Alive', null, null, 1_700_000_000_000],
    );
  }
});
