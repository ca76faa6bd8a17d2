/** What every store must do about legal holds and erasure: a part of the store's contract. */

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { unwrap } from '../../domain/errors.ts';
import { dayMs } from '../../domain/retention.ts';
import type { StoreTest } from './company.fixture.ts';
import { configure, erase, heardOf, held, hold, positionOf, remove, startMs, statesOf, sweep } from './life.fixture.ts';

export function holdContract(storeTest: StoreTest): void {
  describe('a legal hold', () => {
    storeTest(
      'keeps text and rows while everyone purges, and lets go of them when it is released',
      async (company, clock) => {
        const { copy } = await company.send('101', ['102'], { text: 'evidence' });
        const { holdId } = await hold(company, { thread: copy });
        await remove(company, '101', copy, true);
        await remove(company, '102', copy, true);
        clock.setMs(startMs + 3000 * dayMs);
        await sweep(company);
        for (const number of ['101', '102']) assert.deepEqual(await statesOf(company, number), ['evidence Purged']);

        unwrap(await company.change({ kind: 'release-hold', holdId }));
        assert.deepEqual(await statesOf(company, '101'), ['evidence Purged'], 'until the next sweep');
        const since = await positionOf(company, '102');
        clock.setMs(startMs + 3001 * dayMs);
        await sweep(company);
        assert.deepEqual(await statesOf(company, '101'), []);
        assert.deepEqual(await heardOf(company, '102', since), []);
      },
    );

    storeTest('on a person covers what they sent and what they were sent, and nothing else', async (company) => {
      const sent = (await company.send('102', ['103'], { text: 'sent' })).copy;
      const got = (await company.send('101', ['200'], { text: 'got' })).copy;
      const others = (await company.send('101', ['103'], { text: 'others' })).copy;
      await hold(company, { person: '102' });
      for (const [number, copy] of [
        ['102', sent],
        ['103', sent],
        ['101', got],
        ['102', got],
        ['103', got],
        ['101', others],
        ['103', others],
      ] as const) {
        await remove(company, number, copy, true);
      }
      await sweep(company);
      assert.deepEqual(await statesOf(company, '103'), ['sent Purged', 'got Purged', ' Purged']);
    });

    storeTest('that is released leaves what another one keeps', async (company, clock) => {
      const { copy } = await company.send('101', ['102'], { text: 'evidence' });
      const first = await hold(company, { thread: copy });
      const second = await hold(company, { person: '101' });
      await remove(company, '101', copy, true);
      await remove(company, '102', copy, true);
      clock.setMs(startMs + 100 * dayMs);
      await sweep(company);
      unwrap(await company.change({ kind: 'release-hold', holdId: first.holdId }));
      await sweep(company);
      assert.deepEqual(await statesOf(company, '101'), ['evidence Purged']);
      unwrap(await company.change({ kind: 'release-hold', holdId: second.holdId }));
      await sweep(company);
      assert.deepEqual(await statesOf(company, '101'), []);
    });

    storeTest('keeps what retention and the mailbox maximum put away', async (company, clock) => {
      await configure(company, { retentionDays: 10, mailboxMaximum: 1, deletedDays: 0 });
      const { copy } = await company.send('101', ['102'], { text: 'evidence' });
      await hold(company, { thread: copy });
      await company.send('101', ['102'], { text: 'newer' });
      await sweep(company);
      clock.setMs(startMs + 100 * dayMs);
      await sweep(company);
      assert.deepEqual(await statesOf(company, '102'), ['evidence Purged', ' Purged']);
      clock.setMs(startMs + 200 * dayMs);
      await sweep(company);
      assert.deepEqual(await statesOf(company, '102'), ['evidence Purged']);
    });

    storeTest(
      'placed when copies are gone already keeps their rows, and the text of the others',
      async (company, clock) => {
        const { copy } = await company.send('101', ['102'], { text: 'evidence' });
        const since = await positionOf(company, '101');
        await remove(company, '101', copy, true);
        clock.setMs(startMs + 5 * dayMs);
        await sweep(company);
        await hold(company, { thread: copy });
        await remove(company, '102', copy, true);
        clock.setMs(startMs + 500 * dayMs);
        await sweep(company);
        assert.deepEqual(await statesOf(company, '102'), ['evidence Purged']);
        assert.deepEqual(await heardOf(company, '101', since), [`${copy.copyId} Purged`], 'the row is there');
      },
    );

    storeTest('puts what it keeps into exports: purged texts, and what is gone', async (company, clock) => {
      const kept = (await company.send('101', ['102'], { text: 'evidence' })).copy;
      const other = (await company.send('101', ['102'], { text: 'other' })).copy;
      for (const copy of [kept, other]) await remove(company, '101', copy, true);
      const exported = async () => {
        const { store, accountId, idOf } = company;
        const range = await store.server.readExportRange(
          accountId,
          unwrap(await store.execute({ kind: 'begin-export', accountId, actor: 'operator', fromMs: 0 })),
        );
        const messages = await store.server.listMailbox(accountId, idOf('101'), range, { afterId: 0, limit: 10 });
        return messages.map(({ page, copy }) => `${page.text} ${copy.availability}`);
      };
      assert.deepEqual(await exported(), [' Purged', ' Purged'], 'though 102 still has the texts');
      clock.setMs(startMs + 5 * dayMs);
      await sweep(company);
      assert.deepEqual(await exported(), []);
      const { holdId } = await hold(company, { thread: kept });
      for (const copy of [kept, other]) await remove(company, '102', copy, true);
      await sweep(company);
      assert.deepEqual(await exported(), ['evidence Purged']);
      unwrap(await company.change({ kind: 'release-hold', holdId }));
      await sweep(company);
      assert.deepEqual(await exported(), []);
    });

    storeTest('is listed, newest first, released ones as such', async (company) => {
      const { copy } = await company.send('101', ['102']);
      const [first, second] = [await hold(company, { thread: copy }), await hold(company, { person: '102' })];
      unwrap(await company.change({ kind: 'release-hold', holdId: first.holdId }));
      unwrap(await company.change({ kind: 'release-hold', holdId: first.holdId }));
      const list = async (query: object) => {
        const listed = await company.store.as(company.actorOf('101')).listHolds({ page: 1, perPage: 10, ...query });
        return listed.records.map(({ holdId, releasedMs }) => [holdId, releasedMs]);
      };
      assert.deepEqual(await list({}), [
        [second.holdId, null],
        [first.holdId, startMs],
      ]);
      assert.deepEqual(await list({ isReleased: false }), [[second.holdId, null]]);
      assert.deepEqual(await list({ isReleased: true, page: 2 }), []);
    });
  });

  describe('erasing a person', () => {
    storeTest('purges what they sent in every mailbox, and all of their own, and nothing else', async (company) => {
      for (let count = 0; count < 5; count++) await company.send('102', ['101', '103'], { text: 'mine' });
      await company.send('101', ['102', '103'], { text: 'theirs' });
      const since = await positionOf(company, '103');
      unwrap(await erase(company, '102'));
      await company.send('102', ['103'], { text: 'afterwards' });
      await sweep(company);
      const mine = Array(5).fill(' Purged');
      assert.deepEqual(await statesOf(company, '102'), [...mine, 'theirs Purged', 'afterwards Alive']);
      assert.deepEqual(await statesOf(company, '103'), [...mine, 'theirs Alive', 'afterwards Alive']);
      assert.deepEqual(await statesOf(company, '101'), [...mine, 'theirs Alive']);
      assert.equal((await heardOf(company, '103', since)).filter((one) => one.endsWith('Purged')).length, 5);
      const erasure = await company.store.as(company.actorOf('101')).readErasure(company.idOf('102'));
      assert.deepEqual([erasure?.phase, erasure?.purgedCount], ['finished', 16]);
    });

    storeTest('is refused with nothing erased while they, or a thread of theirs, are held', async (company) => {
      const { copy } = await company.send('101', ['102'], { text: 'evidence' });
      for (const what of [{ person: '102' }, { thread: copy }]) {
        const { holdId } = await hold(company, what);
        const refusal = { code: 'held', subject: String(holdId) };
        assert.deepEqual(await erase(company, '102'), { ok: false, refusal });
        await sweep(company);
        assert.deepEqual(await statesOf(company, '102'), ['evidence Alive']);
        assert.equal((await erase(company, '103')).ok, true, 'nobody else is stopped');
        unwrap(await company.change({ kind: 'release-hold', holdId }));
      }
      assert.equal((await erase(company, '102')).ok, true);
    });

    storeTest('is refused also to who left a held thread', async (company) => {
      const list = (await company.send('101', ['104', '105'], { text: 'evidence' })).copy;
      const queue = (await company.send('101', ['200'], { text: 'evidence' })).copy;
      unwrap(
        await company.change({
          kind: 'change-participants',
          conversationId: list.conversationId,
          addedIds: [],
          removedIds: [company.idOf('104')],
        }),
      );
      const changes = [{ departmentId: company.idOf('200'), addedIds: [], removedIds: [company.idOf('102')] }];
      unwrap(await company.change({ kind: 'change-members', changes }));
      for (const thread of [list, queue]) await hold(company, { thread });
      const asked = await Promise.all(['101', '102', '103', '104', '105', '106'].map((one) => erase(company, one)));
      assert.deepEqual(
        asked.map(({ ok }) => ok),
        [false, false, false, false, false, true],
      );
    });

    storeTest('leaves the text of what another held person was sent on disk until their release', async (company) => {
      const { copy } = await company.send('102', ['103'], { text: 'evidence' });
      const { holdId } = await hold(company, { person: '103' });
      unwrap(await erase(company, '102'));
      await sweep(company);
      assert.equal((await held(company, '103', copy))?.page.text, 'evidence');
      unwrap(await company.change({ kind: 'release-hold', holdId }));
      await sweep(company);
      assert.equal((await held(company, '103', copy))?.page.text, '');
    });

    storeTest('asked for twice is one, and asked for again later another', async (company) => {
      const [first, second] = [unwrap(await erase(company, '102')), unwrap(await erase(company, '102'))];
      assert.deepEqual(second, first);
      await sweep(company);
      assert.notDeepEqual(unwrap(await erase(company, '102')), first);
    });
  });
}
