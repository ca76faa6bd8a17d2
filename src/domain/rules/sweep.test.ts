/** What the sweep, holds and erasure decide, as tables. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Command } from '../command.ts';
import type { SweepTask } from '../commands/upkeep.ts';
import type { Verdict } from '../decide.ts';
import type { Effect } from '../effect.ts';
import type { Erasure, ErasureId } from '../erasure.ts';
import type { Stage } from '../facts/upkeep.ts';
import type { Hold, HoldId, PageKeeping } from '../hold.ts';
import type { AudienceId, ConversationId, MessageId, Sequence, SessionId } from '../ids.ts';
import type { Copy } from '../message.ts';
import { dayMs, type RetentionSettings, standardRetention } from '../retention.ts';
import { accountId, copyIdOf, decideIn, effectOf, idOf, type Thread, type World } from './company.fixture.ts';
import { decides } from './tables.fixture.ts';

const timeMs = 1_700_000_000_000;
const page = (id: number, rest: Partial<PageKeeping> = {}): PageKeeping => {
  return { pageId: id as MessageId, unpurgedCount: 1, copyCount: 1, isHeld: false, ...rest };
};

function copy(id: number, pageId: number): Copy {
  return {
    extensionId: idOf('102'),
    copyId: id as MessageId,
    pageId: pageId as MessageId,
    conversationId: pageId as ConversationId,
    direction: 'Inbound',
    isRead: true,
    availability: 'Alive',
    isExplicit: true,
    audienceId: 0 as AudienceId,
    modifiedSeq: 10 as Sequence,
    lastModifiedMs: timeMs + 5,
    enteredMs: 1,
  };
}

const actorOf = (number: string) => ({ accountId, sessionId: 's' as SessionId, extensionId: idOf(number) });
const sweepOf = (task: SweepTask, limit = 10) => ({ kind: 'sweep', accountId, task, limit }) as const;

/** A world with copies that are due in one stage, and what is kept of their pages. */
function dueWorld(copies: readonly Copy[], pages: readonly PageKeeping[]): World {
  return {
    facts: {
      'due-copies': () => copies,
      'pages-keeping': ({ pageIds }) => pageIds.map((id) => pages.find(({ pageId }) => pageId === id) as PageKeeping),
    },
  };
}

/** Effects in short: kind, and the id of what they are about. */
function briefly(effects: readonly Effect[]): string[] {
  return effects.map((effect) => {
    const id = 'copy' in effect ? effect.copy.copyId : 'pageId' in effect ? effect.pageId : '';
    return `${effect.kind} ${'isWaiting' in effect && !effect.isWaiting ? 'on ' : ''}${id}`.trim();
  });
}

test('each stage asks for what came into it long enough ago, as the settings say', () => {
  const settings: RetentionSettings = { retentionDays: 30, deletedDays: 2, purgedDays: 3, mailboxMaximum: null };
  const rows: [SweepTask, Stage, number][] = [
    ['restored', 'Alive', 30],
    ['deleted', 'Deleted', 2],
    ['purged', 'Purged', 3],
    ['gone', 'Gone', 62],
  ];
  for (const [task, stage, days] of rows) {
    const asked: unknown[] = [];
    const facts: World['facts'] = {
      'retention-state': () => ({ settings, retainedToId: 0 as MessageId, recheckAfterId: null }),
      'due-copies': (request) => {
        asked.push(request);
        return [];
      },
    };
    const { result, effects } = decideIn({ facts }, sweepOf(task));
    assert.deepEqual(asked, [{ kind: 'due-copies', stage, untilMs: timeMs - days * dayMs, limit: 10 }]);
    assert.deepEqual([result, effects], [{ ok: true, value: { count: 0, isDone: true } }, []]);
  }
});

test('a text is erased with its last copy, counting those of the same step, unless a hold keeps it', () => {
  const copies = [copy(1, 1), copy(2, 1), copy(5, 5), copy(9, 9)];
  const rows: [string, readonly PageKeeping[], string[]][] = [
    ['all last', [page(1, { unpurgedCount: 2 }), page(5), page(9)], ['1', '5', '9']],
    ['others left', [page(1, { unpurgedCount: 3 }), page(5), page(9, { unpurgedCount: 2 })], ['5']],
    ['held', [page(1, { unpurgedCount: 2, isHeld: true }), page(5), page(9, { isHeld: true })], ['5']],
  ];
  for (const [name, pages, erased] of rows) {
    const { effects } = decideIn(dueWorld(copies, pages), sweepOf('deleted'));
    const expected = [1, 2, 5, 9].map((id) => `copy-purged ${id}`);
    assert.deepEqual(briefly(effects), [...expected, ...erased.map((id) => `page-erased ${id}`)], name);
  }
});

test('what is swept moves to places of its own in the sequence and to later times', () => {
  const copies = [copy(1, 1), copy(5, 5)];
  const { effects, taken } = decideIn(dueWorld(copies, [page(1), page(5)]), sweepOf('deleted'));
  const purged = effects.flatMap((effect) => (effect.kind === 'copy-purged' ? [effect.copy] : []));
  assert.deepEqual(
    purged.map(({ modifiedSeq, lastModifiedMs, enteredMs, isRead }) => [
      modifiedSeq,
      lastModifiedMs,
      enteredMs,
      isRead,
    ]),
    [
      [5000, timeMs + 6, timeMs, true],
      [5001, timeMs + 6, timeMs, true],
    ],
  );
  assert.equal(taken, 2);
});

test('what is held neither goes nor leaves the disk, but waits; a page leaves with its last copy', () => {
  const copies = [copy(1, 1), copy(2, 1), copy(5, 5), copy(9, 9)];
  const pages = [page(1, { copyCount: 2 }), page(5, { copyCount: 2 }), page(9, { isHeld: true })];
  assert.deepEqual(briefly(decideIn(dueWorld(copies, pages), sweepOf('purged')).effects), [
    ...['copy-gone 1', 'copy-gone 2', 'copy-gone 5', 'copy-waits 9'],
  ]);
  assert.deepEqual(briefly(decideIn(dueWorld(copies, pages), sweepOf('gone')).effects), [
    ...['copy-removed 1', 'copy-removed 2', 'copy-removed 5', 'copy-waits 9', 'page-removed 1'],
  ]);
});

test('a full step is not the last, whatever is left', () => {
  const copies = [copy(1, 1), copy(5, 5)];
  const world = dueWorld(copies, [page(1), page(5)]);
  for (const [limit, isDone] of [
    [2, false],
    [3, true],
  ] as const) {
    const { result } = decideIn(world, sweepOf('deleted', limit));
    assert.deepEqual(result, { ok: true, value: { count: 2, isDone } });
  }
});

test('after a release all that waits goes on first, and then the texts that no hold keeps are erased', () => {
  const recheck = (recheckAfterId: number | null): World['facts'] => ({
    'retention-state': () => ({
      settings: standardRetention,
      retainedToId: 0 as MessageId,
      recheckAfterId: recheckAfterId as MessageId | null,
    }),
    'waiting-copies': () => [],
    'unerased-pages': () => [1, 5].map((id) => id as MessageId),
    'pages-keeping': () => [page(1, { isHeld: true }), page(5)],
  });
  assert.deepEqual(briefly(decideIn({ facts: recheck(null) }, sweepOf('released')).effects), []);
  const waiting = { ...recheck(0), 'waiting-copies': () => [copy(7, 7)] };
  const { result, effects } = decideIn({ facts: waiting }, sweepOf('released'));
  assert.deepEqual(briefly(effects), ['copy-waits on 7']);
  assert.deepEqual(result, { ok: true, value: { count: 1, isDone: false } });
  const half = decideIn({ facts: recheck(0) }, sweepOf('released', 2)).effects;
  assert.deepEqual(briefly(half), ['page-erased 5', 'recheck-reached']);
  assert.equal(effectOf(half, 'recheck-reached')?.afterId, 5);
  const last = decideIn({ facts: recheck(0) }, sweepOf('released', 3)).effects;
  assert.equal(effectOf(last, 'recheck-reached')?.afterId, null);
});

test('purging by hand erases the text with the last copy, unless a hold keeps it', () => {
  const thread: Thread = { explicit: ['101', '102'], holders: ['101', '102'] };
  const purge = (world: World) => {
    const copyId = copyIdOf(thread, '102');
    const command = { kind: 'delete-message', accountId, actor: actorOf('102'), copyId, isPurge: true } as const;
    return briefly(decideIn({ thread, ...world }, command).effects);
  };
  assert.deepEqual(purge({}), ['copy-purged 4002']);
  assert.deepEqual(purge({ othersUnpurged: 0 }), ['copy-purged 4002', 'page-erased 4001']);
  const facts: World['facts'] = { 'pages-keeping': () => [page(4001, { isHeld: true })] };
  assert.deepEqual(purge({ facts }), ['copy-purged 4002']);
});

const hold: Hold = {
  holdId: 44 as HoldId,
  conversationId: null,
  extensionId: idOf('102'),
  reason: 'matter',
  placedMs: 1,
  placedById: idOf('101'),
  releasedMs: null,
};
const erasure: Erasure = {
  erasureId: 55 as ErasureId,
  extensionId: idOf('102'),
  requestedMs: 1,
  requestedById: idOf('101'),
  beforeId: 4000 as MessageId,
  phase: 'sent',
  nextId: 20 as MessageId,
  purgedCount: 3,
  finishedMs: null,
};

test('only administrators configure, hold, release and erase', () => {
  const actor = actorOf('102');
  const held = { conversationId: null, extensionId: idOf('103') };
  const commands: [audited: string, Command][] = [
    ['configure-store', { kind: 'configure-retention', accountId, actor, changes: { retentionDays: 7 } }],
    ['place-hold', { kind: 'place-hold', accountId, actor, held, reason: 'matter' }],
    ['release-hold', { kind: 'release-hold', accountId, actor, holdId: hold.holdId }],
    ['request-erasure', { kind: 'request-erasure', accountId, actor, extensionId: idOf('103') }],
  ];
  const facts: World['facts'] = { hold: () => hold };
  for (const [audited, command] of commands) {
    const { result, effects }: Verdict = decideIn({ facts }, command);
    const refusal = { code: 'missing-user-permission', subject: 'AccountAdministration' };
    assert.deepEqual([result, effects], [{ ok: false, refusal }, []], command.kind);
    const allowed: Verdict = decideIn({ facts }, { ...command, actor: actorOf('101') } as Command);
    assert.equal(effectOf(allowed.effects, 'audit-recorded')?.entry.action, audited);
    assert.equal(effectOf(allowed.effects, 'audit-recorded')?.entry.actorId, idOf('101'));
  }
});

test('holds and erasures name people who own a mailbox, deleted or not, and threads that exist', () => {
  const actor = actorOf('101');
  const thread: Thread = { explicit: ['101'], holders: ['101'] };
  const conversationId = 4001 as ConversationId;
  const place = (number: string): Command => {
    const held = { conversationId: null, extensionId: idOf(number) };
    return { kind: 'place-hold', accountId, actor, held, reason: 'matter' };
  };
  const erase = (number: string): Command => {
    return { kind: 'request-erasure', accountId, actor, extensionId: idOf(number) };
  };
  const onThread: Command = { ...place('102'), held: { conversationId, extensionId: null } } as Command;
  const rows: [Command, World, string | undefined][] = [
    [place('102'), {}, undefined],
    [place('199'), {}, undefined],
    [place('999'), {}, 'unknown-referenced-resource'],
    [place('200'), {}, 'unknown-referenced-resource'],
    [onThread, { thread }, undefined],
    [onThread, {}, 'unknown-referenced-resource'],
    [{ ...place('102'), reason: ' ' } as Command, {}, 'invalid-parameter'],
    [{ kind: 'release-hold', accountId, actor, holdId: hold.holdId }, {}, 'unknown-resource'],
    [erase('199'), {}, undefined],
    [erase('999'), {}, 'unknown-resource'],
    [erase('200'), {}, 'unknown-resource'],
    [erase('102'), { facts: { 'hold-on-person': () => hold } }, 'held'],
  ];
  for (const [command, world, code] of rows) {
    const { result, effects } = decideIn(world, command);
    assert.equal(result.ok ? undefined : result.refusal.code, code, JSON.stringify(command));
    assert.equal(effects.length === 0, code !== undefined);
  }
});

test('releasing twice, configuring what is so already and asking again for an erasure change nothing', () => {
  const actor = actorOf('101');
  const rows: [Command, World['facts']][] = [
    [{ kind: 'release-hold', accountId, actor, holdId: hold.holdId }, { hold: () => ({ ...hold, releasedMs: 5 }) }],
    [{ kind: 'configure-retention', accountId, actor, changes: { deletedDays: 5, retentionDays: null } }, {}],
    [{ kind: 'request-erasure', accountId, actor, extensionId: idOf('102') }, { 'open-erasure': () => erasure }],
  ];
  for (const [command, facts] of rows) {
    const { result, effects } = decideIn({ facts: facts ?? {} }, command);
    assert.deepEqual([result.ok, effects], [true, []], command.kind);
  }
});

test('an erasure goes through what the person sent, then through their mailbox, and is then finished', () => {
  const step = (before: Erasure, stretch: { nextId: MessageId; isEnd: boolean }) => {
    const copies = [copy(1, 1)];
    const facts: World['facts'] = {
      'open-erasure': () => before,
      'sent-copies': () => ({ copies, ...stretch }),
      'unpurged-copies': () => ({ copies, ...stretch }),
    };
    const after = effectOf(decideIn({ facts }, sweepOf('erasures')).effects, 'erasure-put')?.erasure;
    return [after?.phase, after?.nextId, after?.purgedCount, after?.finishedMs];
  };
  const nextId = 30 as MessageId;
  assert.deepEqual(step(erasure, { nextId, isEnd: false }), ['sent', 30, 4, null]);
  assert.deepEqual(step(erasure, { nextId, isEnd: true }), ['mailbox', 0, 4, null]);
  const own: Erasure = { ...erasure, phase: 'mailbox' };
  assert.deepEqual(step(own, { nextId, isEnd: false }), ['mailbox', 30, 4, null]);
  assert.deepEqual(step(own, { nextId, isEnd: true }), ['finished', 20, 4, timeMs]);
});

test('a step over mailboxes stops at its limit and says whose is looked at next', () => {
  const facts: World['facts'] = {
    'retention-state': () => ({
      settings: { ...standardRetention, mailboxMaximum: 2 },
      retainedToId: 0 as MessageId,
      recheckAfterId: null,
    }),
    'changed-mailboxes': () => ['101', '102', '103'].map(idOf),
    'surplus-copies': ({ extensionIds, limit }) =>
      extensionIds
        .filter((extensionId) => extensionId !== idOf('103'))
        .flatMap((extensionId) => [copy(1, 1), copy(2, 2)].map((one) => ({ ...one, extensionId })))
        .slice(0, limit),
  };
  const step = (limit: number) => {
    const sinceSeq = 0 as Sequence;
    const command = { kind: 'sweep-mailboxes', accountId, sinceSeq, afterId: idOf('100'), limit } as const;
    const { result } = decideIn({ facts }, command);
    return result.ok && [result.value.count, result.value.lastId, result.value.isDone];
  };
  assert.deepEqual(step(1), [1, idOf('100'), false]);
  assert.deepEqual(step(3), [3, idOf('101'), false]);
  assert.deepEqual(step(10), [4, idOf('103'), true]);
});

/** With this in the store's settings. */
function keptFor(retentionDays: number | null, facts: World['facts'] = {}): World {
  const settings = { ...standardRetention, retentionDays };
  return {
    facts: { 'retention-state': () => ({ settings, retainedToId: 7 as MessageId, recheckAfterId: null }), ...facts },
  };
}

test('what is past its retention becomes Deleted, a stretch at a time', () => {
  const asked: unknown[] = [];
  const stretch = (nextId: number, isEnd: boolean, copies = [copy(1, 1), copy(2, 2)]): World =>
    keptFor(30, {
      'untouched-copies': (request) => {
        asked.push(request);
        return { copies, nextId: nextId as MessageId, isEnd };
      },
    });
  const deleted = [1, 2].map((id, index) => ({
    ...copy(id, id),
    ...{ availability: 'Deleted', modifiedSeq: 5000 + index, lastModifiedMs: timeMs + 6, enteredMs: timeMs },
  }));
  for (const isEnd of [false, true]) {
    decides(stretch(20, isEnd), sweepOf('aged'), {
      value: { count: 2, isDone: isEnd },
      effects: [
        ...deleted.map((one) => ({ kind: 'copy-changed', copy: one }) as Effect),
        { kind: 'retention-reached', nextId: 20 as MessageId },
      ],
    });
  }
  const beforeMs = timeMs - 30 * dayMs;
  assert.deepEqual(asked[0], { kind: 'untouched-copies', fromId: 7, beforeMs, limit: 10 });
  decides(stretch(7, true, []), sweepOf('aged'), { value: { count: 0, isDone: true }, effects: [] });
});

test('where messages stay for ever none is past its time', () => {
  const never: World['facts'] = {
    'untouched-copies': () => ({ copies: [copy(1, 1)], nextId: 9 as MessageId, isEnd: false }),
    'due-copies': () => [copy(1, 1)],
  };
  for (const task of ['aged', 'restored'] as const) {
    decides(keptFor(null, never), sweepOf(task), { value: { count: 0, isDone: true }, effects: [] });
  }
});

test('what was brought back becomes Deleted once it has stayed as long again', () => {
  const deleted: Copy = {
    ...copy(1, 1),
    ...{ availability: 'Deleted', modifiedSeq: 5000 as Sequence, lastModifiedMs: timeMs + 6, enteredMs: timeMs },
  };
  decides(keptFor(30, { 'due-copies': () => [copy(1, 1)] }), sweepOf('restored'), {
    value: { count: 1, isDone: true },
    effects: [{ kind: 'copy-changed', copy: deleted }],
  });
});

test('what sign-ins left behind is forgotten piece by piece, until fewer than asked for are left of each kind', () => {
  const tokenHashes = ['a', 'b'];
  const sessionIds = ['s' as SessionId];
  const sends = [{ extensionId: idOf('102'), key: 'k' }];
  const world: World = { facts: { leftovers: () => ({ tokenHashes, sessionIds, sends }) } };
  const effects: Effect[] = [
    { kind: 'token-forgotten', tokenHash: 'a' },
    { kind: 'token-forgotten', tokenHash: 'b' },
    { kind: 'session-forgotten', sessionId: 's' as SessionId },
    { kind: 'send-forgotten', extensionId: idOf('102'), key: 'k' },
  ];
  decides(world, sweepOf('signed-out', 3), { value: { count: 4, isDone: true }, effects });
  decides(world, sweepOf('signed-out', 2), { value: { count: 4, isDone: false }, effects });
});

test('subscriptions that ran out end, and the log forgets what it need not hold', () => {
  const stale = { subscriptionId: 'one', number: 3 };
  const facts: World['facts'] = { 'expired-subscriptions': () => ['one'], 'stale-deliveries': () => [stale] };
  decides({ facts }, sweepOf('subscriptions'), {
    value: { count: 1, isDone: true },
    effects: [{ kind: 'subscription-deleted', subscriptionId: 'one' }],
  });
  decides({ facts }, sweepOf('deliveries', 1), {
    value: { count: 1, isDone: false },
    effects: [{ kind: 'delivery-forgotten', ...stale }],
  });
});

test('a recheck of the last pages is over; of as many as it takes it goes on after the last of them', () => {
  const recheck = (pageIds: number[]): World => ({
    facts: {
      'retention-state': () => ({
        ...{ settings: standardRetention, retainedToId: 0 as MessageId },
        recheckAfterId: 1 as MessageId,
      }),
      'unerased-pages': () => pageIds as MessageId[],
      'pages-keeping': ({ pageIds: ids }) => ids.map((id) => page(id)),
    },
  });
  const erased = (id: number): Effect => ({ kind: 'page-erased', pageId: id as MessageId });
  const reached = (afterId: number | null): Effect => ({
    kind: 'recheck-reached',
    afterId: afterId as MessageId | null,
  });
  decides(recheck([3, 4]), sweepOf('released', 2), {
    value: { count: 2, isDone: false },
    effects: [erased(3), erased(4), reached(4)],
  });
  decides(recheck([]), sweepOf('released', 2), { value: { count: 0, isDone: true }, effects: [reached(null)] });
});
