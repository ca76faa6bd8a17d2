/** What every store must do about threads and who may read them: a part of the store's contract. */

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { idempotencyLifeMs, maxWrittenAgoMs } from '../../domain/idempotency.ts';
import type { ExtensionId, MessageId } from '../../domain/ids.ts';
import { lateMs, type Message } from '../../domain/message.ts';
import type { Company, StoreTest } from './company.fixture.ts';

const startMs = 1_700_000_000_000;

/** The texts in someone's mailbox, oldest first. */
async function textsOf(company: Company, number: string): Promise<string[]> {
  return (await company.mailboxOf(number)).records.map(({ page }) => page.text).reverse();
}

async function heldBy(company: Company, number: string, text: string): Promise<Message> {
  const found = (await company.mailboxOf(number)).records.find(({ page }) => page.text === text);
  assert.ok(found, `${number} holds no "${text}"`);
  return found;
}

function move(
  company: Company,
  department: string,
  { added = [], removed = [] }: { added?: string[]; removed?: string[] },
) {
  return company.change({
    kind: 'change-members',
    changes: [
      {
        departmentId: company.idOf(department),
        addedIds: added.map(company.idOf),
        removedIds: removed.map(company.idOf),
      },
    ],
  });
}

function codeOf(result: { ok: boolean; refusal?: { code: string } }): string | undefined {
  return result.refusal?.code;
}

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

  describe('a change of members that speaks of one Department twice', () => {
    const change = (company: Company, items: [added: string[], removed: string[]][]) =>
      company.change({
        kind: 'change-members',
        changes: items.map(([added, removed]) => ({
          departmentId: company.idOf('200'),
          addedIds: added.map(company.idOf),
          removedIds: removed.map(company.idOf),
        })),
      });

    storeTest('adds someone named twice once', async (company) => {
      assert.equal(
        (
          await change(company, [
            [['106'], []],
            [['106', '106'], []],
          ])
        ).ok,
        true,
      );
      await company.send('101', ['200'], { text: 'page' });
      assert.deepEqual(await textsOf(company, '106'), ['page']);
    });

    storeTest('is refused if it adds and removes the same person', async (company) => {
      for (const items of [
        [
          [['106'], []],
          [[], ['106']],
        ],
        [
          [[], ['102']],
          [['102'], []],
        ],
      ] as Parameters<typeof change>[1][]) {
        assert.equal(codeOf(await change(company, items)), 'invalid-parameter');
      }
      await company.send('101', ['200'], { text: 'page' });
      assert.deepEqual([await textsOf(company, '106'), await textsOf(company, '102')], [[], ['page']]);
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

  storeTest('a number that somebody has is given to nobody else', async (company) => {
    const draft = { extensionNumber: '102', type: 'User', status: 'Enabled', contact: {} } as const;
    const created = await company.change({ kind: 'create-extension', draft });
    assert.equal(codeOf(created), 'extension-number-taken');
    const changes = { extensionNumber: '102' };
    const changed = await company.change({ kind: 'update-extension', extensionId: company.idOf('103'), changes });
    assert.equal(codeOf(changed), 'extension-number-taken');
  });

  describe('a deleted extension', () => {
    storeTest('frees its number; whoever gets it inherits nothing', async (company) => {
      await company.send('101', ['102'], { text: 'for the first holder' });
      await company.change({ kind: 'delete-extension', extensionId: company.idOf('102') });
      const draft = { extensionNumber: '102', type: 'User', status: 'Enabled', contact: {} } as const;
      const created = await company.change({ kind: 'create-extension', draft });
      assert.ok(created.ok);
      assert.notEqual((created.value as { extensionId: number }).extensionId, company.idOf('102'));
      const history = (await company.mailboxOf('101')).records[0]?.page.to[0];
      assert.deepEqual([history?.extensionId, history?.name], [company.idOf('102'), 'Extension 102']);
    });

    storeTest('that is a Department ends all access through it', async (company) => {
      await company.send('101', ['200'], { text: 'page' });
      await company.change({ kind: 'delete-extension', extensionId: company.idOf('200') });
      assert.deepEqual(await textsOf(company, '102'), []);
      assert.deepEqual(await textsOf(company, '101'), ['page'], 'the originator is explicit');
    });

    storeTest('is not the last administrator', async (company) => {
      const result = await company.change({ kind: 'delete-extension', extensionId: company.idOf('101') });
      assert.equal(codeOf(result), 'last-administrator');
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

  describe('an idempotency key', () => {
    const keyed = (fingerprint: string) => ({ idempotency: { key: 'k', fingerprint } });

    storeTest('sends once, however often and however close together it is asked', async (company) => {
      const sends = await Promise.all([1, 2, 3].map(() => company.send('101', ['102'], keyed('same'))));
      assert.deepEqual(new Set(sends.map(({ page }) => page.pageId)).size, 1);
      assert.equal((await company.mailboxOf('102')).totalElements, 1);
    });

    storeTest('is refused for another request, and belongs to one person', async (company) => {
      await company.send('101', ['102'], keyed('same'));
      const other = await company.store.execute(company.page('101', ['103'], keyed('other')));
      assert.equal(codeOf(other), 'idempotency-key-reused');
      assert.equal((await company.store.execute(company.page('104', ['103'], keyed('other')))).ok, true);
    });

    storeTest('shows nothing to who may no longer read what they sent', async (company, clock) => {
      await company.send('102', ['200'], keyed('same'));
      await move(company, '200', { removed: ['102'] });
      const again = company.page('102', ['200'], keyed('same'));
      assert.equal(codeOf(await company.store.execute(again)), 'not-a-participant');
      clock.setMs(startMs + 1000);
      await move(company, '200', { added: ['102'] });
      const back = await company.store.execute(again);
      assert.equal(back.ok && back.value.copy.lastModifiedMs, startMs + 1000);
      assert.equal((await company.mailboxOf('103')).totalElements, 1);
    });

    storeTest('is never forgotten while what was written under it may still be sent', async (company, clock) => {
      const { copy } = await company.send('101', ['102'], keyed('same'));
      const repeated = (writtenAgoMs: number) => company.page('101', ['102'], { ...keyed('same'), writtenAgoMs });
      const actor = company.actorOf('101');
      for (const agoMs of [maxWrittenAgoMs, maxWrittenAgoMs + 1, 2 * maxWrittenAgoMs]) {
        clock.setMs(startMs + agoMs);
        await company.store.execute(repeated(agoMs));
        assert.equal((await company.mailboxOf('102')).totalElements, 1);
      }
      assert.equal(codeOf(await company.store.execute(repeated(2 * maxWrittenAgoMs))), 'written-too-long-ago');
      assert.equal(await company.store.as(actor).readSentUnder('k'), copy.copyId);
      assert.equal(await company.store.as(company.actorOf('102')).readSentUnder('k'), undefined);
    });

    storeTest(
      'comes with when a page was written, which is kept and shown if that was well before',
      async (company) => {
        const late = await company.send('101', ['102'], { writtenAgoMs: lateMs });
        assert.equal(late.page.writtenMs, startMs - lateMs);
        await company.send('101', ['102'], { writtenAgoMs: lateMs - 1 });
        const { records } = await company.mailboxOf('102');
        assert.deepEqual(
          records.map(({ page }) => page.writtenMs),
          [undefined, startMs - lateMs],
        );
      },
    );

    storeTest('counts for a month, and is not taken up by a refused send', async (company, clock) => {
      assert.equal((await company.store.execute(company.page('101', ['999'], keyed('wrong')))).ok, false);
      await company.send('101', ['102'], keyed('right'));
      clock.setMs(startMs + idempotencyLifeMs - 1);
      await company.send('101', ['102'], keyed('right'));
      assert.equal((await company.mailboxOf('102')).totalElements, 1);
      clock.setMs(startMs + idempotencyLifeMs);
      await company.send('101', ['102'], keyed('new'));
      assert.equal((await company.mailboxOf('102')).totalElements, 2);
    });
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

  describe('an import', () => {
    const entries = [
      { extensionNumber: '300', type: 'Department', contact: { firstName: 'Night Shift' } },
      { extensionNumber: '107', contact: { firstName: 'Ada', lastName: 'New' }, departments: ['300', '200'] },
      { extensionNumber: '103', contact: {}, departments: ['300'] },
      { extensionNumber: '104', status: 'Disabled', contact: { email: '104@company.example' } },
    ] as const;
    const run = (company: Company, isDryRun: boolean) => company.change({ kind: 'import-people', entries, isDryRun });

    storeTest('says first what it would do, does it all, and a second time nothing', async (company) => {
      const steps = [
        ['300', 'create', []],
        ['107', 'create', ['+300', '+200']],
        ['103', 'update', ['+300', '-200', '-201']],
        ['104', 'update', ['status']],
      ];
      for (const isDryRun of [true, true, false]) {
        const result = await run(company, isDryRun);
        assert.ok(result.ok);
        const value = result.value as { extensionNumber: string; action: string; changes: string[] }[];
        assert.deepEqual(
          value.map(({ extensionNumber, action, changes }) => [extensionNumber, action, changes]),
          steps,
        );
      }
      const again = await run(company, false);
      assert.ok(again.ok);
      assert.deepEqual(
        (again.value as { action: string }[]).map(({ action }) => action),
        ['keep', 'keep', 'keep', 'keep'],
      );
      await company.send('101', ['300'], { text: 'night' });
      assert.deepEqual(await textsOf(company, '103'), ['night']);
      const enabled = { extensionId: company.idOf('104'), changes: { status: 'Enabled' } } as const;
      assert.equal((await company.change({ kind: 'update-extension', ...enabled })).ok, true);
      await assert.rejects(company.mailboxOf('104'), 'who was disabled stays signed out');
    });

    storeTest('with anything wrong in it does nothing, and names all of it', async (company) => {
      const result = await company.change({
        kind: 'import-people',
        entries: [
          ...entries,
          { extensionNumber: '107', contact: {} },
          { extensionNumber: '200', type: 'User', contact: {} },
        ],
        isDryRun: false,
      });
      assert.equal(codeOf(result), 'extension-number-taken');
      assert.equal(result.ok || result.refusal.others?.[0]?.parameter, 'type');
      const unchanged = await run(company, true);
      const [first] = (unchanged.ok ? unchanged.value : []) as { action: string }[];
      assert.equal(first?.action, 'create');
    });
  });
}
