/** What every store must do about who may read a thread, as people come and leave. */

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { ExtensionId, MessageId } from '../../domain/ids.ts';
import type { SyncPosition } from '../../domain/reads/messages.ts';
import type { Company, StoreTest } from './company.fixture.ts';
import { codeOf, heldBy, move, startMs, textsOf } from './thread.fixture.ts';

export function threadContract(storeTest: StoreTest): void {
  describe('leaving a Department', () => {
    storeTest('hides its threads at once, own replies included, and bars replying', async (company) => {
      await company.send('101', ['200'], { text: 'to all' });
      const held = await heldBy(company, '102', 'to all');
      await company.send('102', [], { text: 'my answer', replyOn: held.copy.copyId });
      await move(company, '200', { removed: ['102'] });
      assert.deepEqual(await textsOf(company, '102'), []);
      const actor = company.actorOf('102');
      assert.equal(await company.store.as(actor).readMessage(held.copy.copyId), undefined);
      const reply = await company.store.execute(company.page('102', [], { replyOn: held.copy.copyId }));
      assert.equal(codeOf(reply), 'not-a-participant');
      const { accountId, store } = company;
      const mark = {
        kind: 'change-message',
        accountId,
        actor,
        copyId: held.copy.copyId,
        change: { isRead: true },
      } as const;
      assert.equal(codeOf(await store.execute(mark)), 'unknown-resource');
      assert.deepEqual(await textsOf(company, '103'), ['to all', 'my answer'], 'the others keep everything');
    });

    storeTest(
      'and coming back shows what was held, as new as the return, and nothing sent meanwhile',
      async (company, clock) => {
        await company.send('101', ['200'], { text: 'before' });
        await move(company, '200', { removed: ['102'] });
        clock.setMs(startMs + 1000);
        await company.send('101', ['200'], { text: 'meanwhile' });
        clock.setMs(startMs + 2000);
        await move(company, '200', { added: ['102'] });
        assert.deepEqual(await textsOf(company, '102'), ['before']);
        const { copy } = await heldBy(company, '102', 'before');
        assert.equal(copy.lastModifiedMs, startMs + 2000);
        const { accountId, store } = company;
        const actor = company.actorOf('102');
        await store.execute({
          kind: 'change-message',
          accountId,
          actor,
          copyId: copy.copyId,
          change: { isRead: true },
        });
        assert.equal((await heldBy(company, '102', 'before')).copy.lastModifiedMs, startMs + 2001);
        assert.equal((await company.store.execute(company.page('102', [], { replyOn: copy.copyId }))).ok, true);
      },
    );

    storeTest('leaves other ways in open', async (company) => {
      await company.send('101', ['200', '102'], { text: 'named too' });
      await company.send('101', ['200', '201'], { text: 'two ways' });
      await move(company, '200', { removed: ['102', '103'] });
      assert.deepEqual(await textsOf(company, '102'), ['named too']);
      assert.deepEqual(await textsOf(company, '103'), ['two ways']);
    });

    storeTest('that never happened, and joining twice, change nothing', async (company) => {
      await company.send('101', ['200'], { text: 'page' });
      const before = (await heldBy(company, '102', 'page')).copy;
      assert.equal((await move(company, '200', { added: ['102'], removed: ['106'] })).ok, true);
      assert.deepEqual((await heldBy(company, '102', 'page')).copy, before);
    });
  });

  describe('whoever keeps a copy of their mailbox', () => {
    const frame = { direction: [], dateFromMs: 0, dateToMs: Number.MAX_SAFE_INTEGER };
    const begin = async ({ store, actorOf }: Company) => (await store.as(actorOf('103')).syncAll(frame, 10)).position;
    /** What 103 hears to have lost, and what to have. */
    const heardSince = async ({ store, actorOf }: Company, position: SyncPosition) => {
      const changes = (await store.as(actorOf('103')).syncChanges(frame, position))?.changes ?? [];
      return changes.map((change) => ('message' in change ? change.message.page.text : 'lost'));
    };

    storeTest('hears of threads that were left and joined again in between', async (company, clock) => {
      await company.send('101', ['200'], { text: 'page' });
      const position = await begin(company);
      assert.deepEqual(await heardSince(company, position), []);
      await move(company, '200', { removed: ['103'] });
      clock.setMs(startMs + 1000);
      await move(company, '200', { added: ['103'] });
      assert.deepEqual(await heardSince(company, position), ['page']);
    });

    storeTest('hears what is lost by a change from one Department to another', async (company) => {
      await move(company, '201', { removed: ['103'] });
      await company.send('101', ['200'], { text: 'page' });
      const position = await begin(company);
      await move(company, '200', { removed: ['103'] });
      await move(company, '201', { added: ['103'] });
      assert.deepEqual(await heardSince(company, position), ['lost']);
    });
  });

  describe('joining a Department', () => {
    storeTest('shows nothing of the past, and everything from then on', async (company) => {
      await company.send('101', ['200'], { text: 'past' });
      await move(company, '200', { added: ['104'] });
      const held = await heldBy(company, '102', 'past');
      await company.send('102', [], { text: 'answer', replyOn: held.copy.copyId });
      assert.deepEqual(await textsOf(company, '104'), ['answer']);
      const answer = await heldBy(company, '104', 'answer');
      assert.equal((await company.store.execute(company.page('104', [], { replyOn: answer.copy.copyId }))).ok, true);
    });

    storeTest('with a wrong id among the right ones is refused whole, each wrong one named', async (company) => {
      const result = await company.change({
        kind: 'change-members',
        changes: [
          { departmentId: company.idOf('200'), addedIds: [company.idOf('104')], removedIds: [] },
          { departmentId: company.idOf('101'), addedIds: [99 as ExtensionId, company.idOf('201')], removedIds: [] },
        ],
      });
      assert.equal(result.ok, false);
      const refusal = result.ok ? undefined : result.refusal;
      assert.deepEqual(
        [refusal, ...(refusal?.others ?? [])].map((one) => [one?.parameter, one?.subject]),
        [
          ['departmentId', String(company.idOf('101'))],
          ['addedExtensionIds', '99'],
          ['addedExtensionIds', String(company.idOf('201'))],
        ],
      );
      await company.send('101', ['200'], { text: 'page' });
      assert.deepEqual(await textsOf(company, '104'), []);
    });
  });

  describe('someone Frozen', () => {
    const setStatus = (company: Company, number: string, status: 'Frozen' | 'Enabled') =>
      company.change({ kind: 'update-extension', extensionId: company.idOf(number), changes: { status } });

    storeTest('is skipped in their Departments, and signed out', async (company) => {
      await setStatus(company, '102', 'Frozen');
      const sent = await company.send('101', ['200'], { text: 'page' });
      const reach = await company.store.as(company.actorOf('101')).readReach(sent.copy.copyId);
      assert.deepEqual(
        reach?.reached.map(({ extensionNumber }) => extensionNumber),
        ['103'],
      );
      assert.deepEqual(
        reach?.skipped.map(({ extensionNumber, reason }) => [extensionNumber, reason]),
        [['102', 'Frozen']],
      );
      await setStatus(company, '102', 'Enabled');
      await assert.rejects(company.mailboxOf('102'), 'the session stays ended');
    });

    storeTest('cannot renew a session nor open one', async (company, clock) => {
      await setStatus(company, '102', 'Frozen');
      clock.setMs(startMs + 1);
      const tokens = { accessHash: 'a', accessTtlS: 60, refreshHash: 'r', refreshTtlS: 60 };
      const { accountId, store } = company;
      const refresh = { kind: 'refresh-session', accountId, refreshHash: 'refresh-102', tokens } as const;
      assert.equal(codeOf(await store.execute({ ...refresh, clientId: 'app-7' as never })), 'invalid-grant');
    });
  });

  describe('the explicit list', () => {
    storeTest('can be changed by the originator, and decides who reads', async (company) => {
      const { copy } = await company.send('102', ['103', '104'], { text: 'page' });
      const { conversationId } = copy;
      const change = (by: string, addedIds: ExtensionId[], removedIds: ExtensionId[]) =>
        company.store.execute({
          kind: 'change-participants',
          accountId: company.accountId,
          actor: company.actorOf(by),
          conversationId,
          addedIds,
          removedIds,
        });
      assert.equal(codeOf(await change('103', [], [company.idOf('104')])), 'missing-user-permission');
      assert.equal(codeOf(await change('105', [company.idOf('105')], [])), 'unknown-resource');
      assert.equal((await change('102', [company.idOf('105')], [company.idOf('103')])).ok, true);
      assert.deepEqual(await textsOf(company, '103'), []);
      await company.send('102', [], { text: 'second', replyOn: copy.copyId });
      assert.deepEqual(await textsOf(company, '104'), ['page', 'second']);
      assert.deepEqual(await textsOf(company, '105'), ['second']);

      const before = copy.lastModifiedMs;
      assert.equal((await change('101', [company.idOf('103')], [])).ok, true, 'an administrator may');
      assert.deepEqual(await textsOf(company, '103'), ['page']);
      assert.ok((await heldBy(company, '103', 'page')).copy.lastModifiedMs > before);
    });
  });

  storeTest('only people are put on a list and taken off it', async (company) => {
    const { copy } = await company.send('102', ['103'], { text: 'page' });
    const change = (ids: { addedIds?: ExtensionId[]; removedIds?: ExtensionId[] }) =>
      company.store.execute({
        ...{ kind: 'change-participants', accountId: company.accountId, actor: company.actorOf('102') },
        ...{ conversationId: copy.conversationId, addedIds: [], removedIds: [], ...ids },
      });
    const rows = [
      [company.idOf('200'), 'invalid-parameter'],
      [999_999 as ExtensionId, 'unknown-referenced-resource'],
    ] as const;
    for (const [id, code] of rows) {
      for (const ids of [{ addedIds: [id] }, { removedIds: [id] }]) {
        const result = await change(ids);
        assert.equal(codeOf(result), code, JSON.stringify(ids));
      }
    }
  });

  describe('who is taken off the list and goes on reading through a Department', () => {
    for (const [when, passedMs] of [
      ['within the same millisecond', 0],
      ['while the clock is set back', -60_000],
      ['a second later', 1000],
    ] as const) {
      storeTest(`${when} holds copies that are newer than before, and so do they put back`, async (company, clock) => {
        const { accountId, store, actorOf, idOf } = company;
        const { copy } = await company.send('104', ['103', '200'], { text: 'page' });
        const { conversationId } = copy;
        clock.setMs(startMs + passedMs);
        let beforeMs = (await heldBy(company, '103', 'page')).copy.lastModifiedMs;
        for (const ids of [{ removedIds: [idOf('103')] }, { addedIds: [idOf('103')] }, { removedIds: [idOf('103')] }]) {
          const change = { addedIds: [], removedIds: [], ...ids };
          const actor = actorOf('104');
          const result = await store.execute({
            kind: 'change-participants',
            ...{ accountId, actor, conversationId, ...change },
          });
          assert.ok(result.ok);
          const { lastModifiedMs } = (await heldBy(company, '103', 'page')).copy;
          assert.ok(lastModifiedMs > beforeMs, `${lastModifiedMs} is not after ${beforeMs}`);
          beforeMs = lastModifiedMs;
        }
      });
    }
  });

  describe('a removal and a reply at the same moment', () => {
    for (const isRemovalFirst of [true, false]) {
      const order = isRemovalFirst ? 'removal, reply' : 'reply, removal';
      storeTest(`end in the order they came in: ${order}`, async (company) => {
        await company.send('101', ['200'], { text: 'page' });
        const replyOn: MessageId = (await heldBy(company, '102', 'page')).copy.copyId;
        const remove = () => move(company, '200', { removed: ['102'] });
        const reply = () => company.store.execute(company.page('102', [], { replyOn, text: 'reply' }));
        const [first, second] = isRemovalFirst ? [remove(), reply()] : [reply(), remove()];
        assert.deepEqual([(await first).ok, (await second).ok], isRemovalFirst ? [true, false] : [true, true]);
        assert.deepEqual(await textsOf(company, '103'), isRemovalFirst ? ['page'] : ['page', 'reply']);
        assert.deepEqual(await textsOf(company, '102'), []);
      });
    }
  });
}
