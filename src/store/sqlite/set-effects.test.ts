/** What the store does to many rows at once is what doing it one by one would come to. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Effect } from '../../domain/effect.ts';
import type { Hold, PageKeeping } from '../../domain/hold.ts';
import type { AccountId } from '../../domain/ids.ts';
import { type Copy, nextModifiedMs } from '../../domain/message.ts';
import { createApply } from './apply.ts';
import { createGather, type RowRequest } from './gather.ts';
import { openDatabase } from './open-database.ts';

const accountId = 1 as AccountId;
const now = { nowMs: 1000, sureMs: 1000, latestMs: 1000, isBelieved: true };
type Plain = { readonly [key: string]: unknown };

/** A store in memory, in which effects are kept and facts answered. */
function inStore(
  body: (keep: (kind: Effect['kind'], effect: Plain) => void, ask: (request: Plain) => unknown) => void,
) {
  const db = openDatabase(':memory:');
  const [apply, gather] = [createApply(db), createGather(db)];
  try {
    db.raw.exec('PRAGMA synchronous = OFF');
    body(
      (kind, effect) => apply(accountId, { kind, ...effect } as Effect),
      (request) => gather(accountId, request as unknown as RowRequest, now),
    );
  } finally {
    db.raw.close();
  }
}

const person = fc.integer({ min: 101, max: 106 });
const party = (extensionId: number) => ({ extensionId, extensionNumber: String(extensionId), name: 'N' });

function pageOf(
  pageId: number,
  conversationId: number,
  senderId: number,
  reachedIds: readonly number[],
  createdMs = 1,
) {
  return {
    ...{ accountId, pageId, conversationId, from: party(senderId), to: [], isToDepartment: false, text: 'words' },
    ...{ createdMs, blockSize: 1 + reachedIds.length, reachedIds, skipped: [] },
  };
}

test('a hold covers a page whose thread, sender or reached person it is on, while it is in force', () => {
  const pages = fc.array(
    fc.record({
      thread: fc.integer({ min: 0, max: 2 }),
      sender: person,
      reached: fc.uniqueArray(person, { maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 6 },
  );
  const holds = fc.array(
    fc.record({
      on: fc.oneof(
        person.map((extensionId) => ({ extensionId })),
        fc.integer({ min: 0, max: 2 }).map((thread) => ({ thread })),
      ),
      isReleased: fc.boolean(),
    }),
    { maxLength: 3 },
  );
  fc.assert(
    fc.property(pages, holds, (sent, placed) => {
      inStore((keep, ask) => {
        const kept = sent.map(({ thread, sender, reached }, index) =>
          pageOf(5000 + 10 * index, 5000 + thread, sender, reached),
        );
        for (const page of kept) keep('page-added', { page, copies: [] });
        const inForce = placed.map(({ on, isReleased }, index) => ({
          ...{ holdId: index + 1, reason: 'r', placedMs: 1, placedById: 101, releasedMs: isReleased ? 2 : null },
          ...('thread' in on
            ? { conversationId: 5000 + on.thread, extensionId: null }
            : { conversationId: null, ...on }),
        }));
        for (const hold of inForce) keep('hold-put', { hold });
        const covers = (
          hold: Pick<Hold, 'releasedMs'> & { conversationId: number | null; extensionId: number | null },
          page: (typeof kept)[number],
        ) =>
          hold.releasedMs === null &&
          (hold.conversationId === page.conversationId ||
            (hold.extensionId !== null && [page.from.extensionId, ...page.reachedIds].includes(hold.extensionId)));
        const answered = ask({ kind: 'pages-keeping', pageIds: kept.map(({ pageId }) => pageId) }) as PageKeeping[];
        assert.deepEqual(
          answered.map(({ isHeld }) => isHeld),
          kept.map((page) => inForce.some((hold) => covers(hold, page))),
        );
      });
    }),
    { numRuns: 60 },
  );
});

test('whoever comes onto a thread’s list or leaves it has each of their copies of it changed, later than it was', () => {
  const copies = fc.array(
    fc.record({
      ...{
        holder: fc.constantFrom(101, 102),
        thread: fc.constantFrom(5000, 5001),
        createdMs: fc.integer({ min: 1, max: 20 }),
      },
      changedMs: fc.option(fc.integer({ min: 1, max: 20 })),
    }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(copies, fc.boolean(), fc.integer({ min: 1, max: 20 }), (held, isExplicit, timeMs) => {
      inStore((keep, ask) => {
        const begins = { originatorId: 101, explicitIds: [101], audienceId: 0, departmentIds: [], startedMs: 1 };
        for (const conversationId of [5000, 5001])
          keep('conversation-added', { conversation: { conversationId, ...begins } });
        const keys = held.map(({ holder, thread, createdMs, changedMs }, index) => {
          const copyId = 5100 + index;
          const copy = {
            ...{
              extensionId: holder,
              copyId,
              pageId: copyId,
              conversationId: thread,
              direction: 'Inbound',
              isRead: false,
            },
            ...{ availability: 'Alive', isExplicit: !isExplicit, audienceId: 0, modifiedSeq: null, enteredMs: null },
            lastModifiedMs: createdMs,
          };
          keep('page-added', { page: pageOf(copyId, thread, holder, [], createdMs), copies: [copy] });
          const lastModifiedMs = createdMs + (changedMs ?? 0);
          if (changedMs !== null) keep('copy-changed', { copy: { ...copy, modifiedSeq: 5500, lastModifiedMs } });
          return { kind: 'copy', extensionId: holder, copyId };
        });
        const before = keys.map((key) => ask(key) as Copy);
        keep('participant-changed', { conversationId: 5000, extensionId: 101, isExplicit, modifiedSeq: 6000, timeMs });
        const expected = before.map((copy) => {
          if ((copy.extensionId as number) !== 101 || (copy.conversationId as number) !== 5000) return copy;
          return { ...copy, isExplicit, modifiedSeq: 6000, lastModifiedMs: nextModifiedMs(copy, timeMs) };
        });
        assert.deepEqual(keys.map(ask), expected);
      });
    }),
    { numRuns: 60 },
  );
});

test('with an app end the sessions that are with it, and the browsers that rest on them; the others stay', () => {
  const client = fc.constantFrom('app', 'other');
  const sessions = fc.array(
    fc.record({ client, owner: person, isEnded: fc.boolean(), devices: fc.array(client, { maxLength: 2 }) }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(sessions, (opened) => {
      inStore((keep, ask) => {
        opened.forEach(({ client: clientId, owner: extensionId, isEnded, devices }, index) => {
          const sessionId = `s${index}`;
          keep('session-opened', {
            session: {
              ...{ sessionId, extensionId, clientId, scopes: [], endpointId: 'e', method: 'jwt', credentialId: null },
              ...{ openedMs: index, renewedMs: 1, lastAddress: null, expiresMs: 9000 },
            },
          });
          if (isEnded) keep('session-ended', { sessionId, endedMs: 1 });
          devices.forEach((device, place) => {
            const subscriptionId = `${sessionId} ${place}`;
            const channel = { transport: 'WebPush', endpoint: subscriptionId, keys: {}, name: 'n' };
            keep('subscription-put', {
              subscription: {
                ...{ accountId, subscriptionId, extensionId, clientId: device, sessionId, filters: [], channel },
                ...{ createdMs: 1, lifeMs: 1, expiresMs: 9000, status: 'Active', blacklisted: null, position: 1 },
                ...{ toldPosition: 1, lastDelivery: 0, remindedMs: 1 },
              },
            });
          });
        });
        keep('app-devices-forgotten', { clientId: 'app' });
        keep('app-sessions-ended', { clientId: 'app', endedMs: 5 });
        opened.forEach(({ client: clientId, isEnded, devices }, index) => {
          const session = ask({ kind: 'session', sessionId: `s${index}` }) as { isEnded: boolean };
          assert.equal(session.isEnded, isEnded || clientId === 'app');
          devices.forEach((_, place) => {
            const device = ask({ kind: 'subscription', subscriptionId: `s${index} ${place}` });
            assert.equal(device === undefined, clientId === 'app');
          });
        });
      });
    }),
    { numRuns: 60 },
  );
});

test('of a Department that is emptied everyone leaves who is in it, and nobody else', () => {
  const memberships = fc.uniqueArray(fc.tuple(fc.constantFrom(200, 201), person), { selector: String, maxLength: 10 });
  fc.assert(
    fc.property(memberships, (joined) => {
      inStore((keep, ask) => {
        for (const [departmentId, extensionId] of joined) {
          keep('member-joined', { departmentId, extensionId, joinedSeq: 1, joinedMs: 1 });
        }
        keep('department-emptied', { departmentId: 200, leftSeq: 2 });
        for (const extensionId of [101, 102, 103, 104, 105, 106]) {
          const stays = joined.filter(([departmentId, member]) => departmentId === 201 && member === extensionId);
          assert.equal((ask({ kind: 'memberships-of', extensionId }) as unknown[]).length, stays.length);
        }
      });
    }),
    { numRuns: 60 },
  );
});
