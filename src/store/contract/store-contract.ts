/** What every store must do. Each engine runs this suite. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Clock } from '../../domain/clock.ts';
import type { Command } from '../../domain/command.ts';
import type { DomainError } from '../../domain/errors.ts';
import type { AccountId, ConversationId, MessageId } from '../../domain/ids.ts';
import type { Page } from '../../domain/message.ts';
import type { Store } from '../../domain/store.ts';
import { appContract } from './app-contract.ts';
import { auditContract } from './audit-contract.ts';
import { batchContract } from './batch-contract.ts';
import { changeContract } from './change-contract.ts';
import { clockContract } from './clock-contract.ts';
import { type Company, centuryS, foundCompany, type HandClock, type StoreTest } from './company.fixture.ts';
import { companyChangeContract } from './company-change-contract.ts';
import { deliveryContract } from './delivery-contract.ts';
import { deviceContract } from './device-contract.ts';
import { exportContract } from './export-contract.ts';
import { guardContract } from './guard-contract.ts';
import { holdContract } from './hold-contract.ts';
import { idempotencyContract } from './idempotency-contract.ts';
import { lifeContract } from './life-contract.ts';
import { passwordContract } from './password-contract.ts';
import { presenceContract } from './presence-contract.ts';
import { raceContract } from './race-contract.ts';
import { roleContract } from './role-contract.ts';
import { searchContract } from './search-contract.ts';
import { signInContract } from './sign-in-contract.ts';
import { subscriptionContract } from './subscription-contract.ts';
import { suspensionContract } from './suspension-contract.ts';
import { threadContract } from './thread-contract.ts';

function handClock(): HandClock {
  let now = 1_700_000_000_000;
  return {
    nowMs: () => now,
    setMs(nowMs) {
      now = nowMs;
    },
  };
}

const startMs = 1_700_000_000_000;

/** `openStore` opens an empty store; the suite closes it. */
export function storeContract(openStore: (clock: Clock) => Promise<Store>): void {
  const testWith =
    (refreshTtlS?: number): StoreTest =>
    (name, body) => {
      test(name, async () => {
        const clock = handClock();
        const store = await openStore(clock);
        try {
          await body(await foundCompany(store, undefined, refreshTtlS), clock);
        } finally {
          await store.close();
        }
      });
    };

  const storeTest = testWith();
  threadContract(storeTest);
  companyChangeContract(storeTest);
  idempotencyContract(storeTest);
  roleContract(storeTest);
  presenceContract(storeTest);
  auditContract(storeTest);
  exportContract(storeTest);
  searchContract(storeTest);
  signInContract(storeTest);
  passwordContract(storeTest);
  batchContract(storeTest);
  guardContract(storeTest);
  raceContract(storeTest);
  changeContract(storeTest);
  subscriptionContract(storeTest);
  deviceContract(storeTest);
  deliveryContract(storeTest);
  suspensionContract(storeTest);
  lifeContract(testWith(centuryS));
  holdContract(testWith(centuryS));
  appContract(storeTest);
  clockContract(storeTest);

  describe('keeping pages', () => {
    storeTest('a page lies in every mailbox it was sent to, as its own copy with its own id', async (company) => {
      const sent = await company.send('101', ['102', '103']);
      for (const [index, number] of ['101', '102', '103'].entries()) {
        const { records, totalElements } = await company.mailboxOf(number);
        assert.equal(totalElements, 1);
        assert.equal(records[0]?.copy.copyId, sent.page.pageId + index);
        assert.equal(records[0]?.copy.direction, index === 0 ? 'Outbound' : 'Inbound');
        assert.deepEqual(records[0]?.page, shown(sent.page));
      }
      assert.equal((await company.mailboxOf('104')).totalElements, 0);
    });

    storeTest('pages sent at the same moment get ids in the order they were asked for', async (company) => {
      const pages = await Promise.all(['a', 'b', 'c'].map((text) => company.send('101', ['102'], { text })));
      const firstId = pages[0]?.page.pageId ?? 0;
      assert.deepEqual(
        pages.map(({ page }) => [page.pageId - firstId, page.text]),
        [
          [0, 'a'],
          [2, 'b'],
          [4, 'c'],
        ],
      );
    });

    storeTest('a refused and a failing command leave their neighbours and the sequence alone', async (company) => {
      const { store } = company;
      const broken = { ...company.page('101', ['102']), kind: 'no such command' } as unknown as Command;
      const [first, refused, failed, last] = await Promise.allSettled([
        company.send('101', ['102']),
        store.execute(company.page('101', ['999'])),
        store.execute(broken),
        company.send('101', ['102']),
      ]);
      const pageId = first.status === 'fulfilled' ? first.value.page.pageId : Number.NaN;
      assert.equal(refused.status === 'fulfilled' && refused.value.ok, false);
      assert.equal(failed.status, 'rejected');
      assert.equal(last.status === 'fulfilled' && last.value.page.pageId, pageId + 2);
    });

    storeTest('a command is decided on what earlier commands of its batch did', async (company) => {
      const first = await company.send('101', ['102']);
      const held = (first.copy.copyId + 1) as MessageId;
      const signOut: Command = {
        kind: 'end-session',
        accountId: company.accountId,
        tokenHash: 'access-102',
        clientId: 'app-7' as never,
      };
      const [before, , after] = await Promise.all([
        company.store.execute(company.page('102', [], { replyOn: held })),
        company.store.execute(signOut),
        company.store.execute(company.page('102', [], { replyOn: held })),
      ]);
      assert.equal(before.ok, true);
      assert.deepEqual(after, { ok: false, refusal: { code: 'unknown-token' } });
    });

    storeTest('text of any kind comes back as it was', async (company) => {
      const text = '𝕳 "quoted" \\ \u2028 é\n\t😀 ; DROP TABLE page; --';
      await company.send('101', ['102'], { text });
      assert.equal((await company.mailboxOf('102')).records[0]?.page.text, text);
    });
  });

  describe('time', () => {
    storeTest("an account's time never runs backwards", async (company, clock) => {
      clock.setMs(startMs + 5000);
      await company.send('101', ['102']);
      clock.setMs(startMs - 5000);
      const second = await company.send('101', ['102']);
      assert.equal(second.page.createdMs, startMs + 5000);
    });

    storeTest('every change to a copy is later than the one before it', async (company) => {
      const { copy } = await company.send('101', ['102']);
      const { accountId, store } = company;
      const times = [copy.lastModifiedMs];
      for (const isRead of [true, false, true]) {
        const actor = company.actorOf('101');
        await store.execute({ kind: 'change-message', accountId, actor, copyId: copy.copyId, change: { isRead } });
        times.push((await store.as(actor).readMessage(copy.copyId))?.copy.lastModifiedMs ?? 0);
      }
      assert.deepEqual(times, [startMs, startMs + 1, startMs + 2, startMs + 3]);
    });
  });

  describe('listing', () => {
    storeTest('is newest first, page by page, with an exact total', async (company) => {
      for (let count = 0; count < 5; count++) await company.send('101', ['102'], { text: `page ${count}` });
      const { records, totalElements } = await company.mailboxOf('102', { page: 2, perPage: 2 });
      assert.equal(totalElements, 5);
      assert.deepEqual(
        records.map(({ page }) => page.text),
        ['page 2', 'page 1'],
      );
      assert.deepEqual((await company.mailboxOf('102', { page: 4, perPage: 2 })).records, []);
    });

    storeTest('can be narrowed by time, to the millisecond', async (company, clock) => {
      for (const offset of [0, 10, 10, 20, 1000]) {
        clock.setMs(startMs + offset);
        await company.send('101', ['102', '103'], { text: String(offset) });
      }
      const texts = async (dateFromMs: number, dateToMs: number) =>
        (await company.mailboxOf('103', { dateFromMs, dateToMs })).records.map(({ page }) => page.text);
      assert.deepEqual(await texts(startMs + 10, startMs + 20), ['10', '10']);
      assert.deepEqual(await texts(startMs + 11, startMs + 1001), ['1000', '20']);
      assert.deepEqual(await texts(0, startMs), []);
      assert.deepEqual(await texts(startMs + 1001, Number.MAX_SAFE_INTEGER), []);
    });

    storeTest('can be narrowed by direction, by read status and to one conversation', async (company) => {
      const { copy } = await company.send('101', ['102'], { text: 'out' });
      await company.send('102', ['101'], { text: 'in' });
      const actor = company.actorOf('101');
      const { accountId, store } = company;
      await store.execute({ kind: 'change-message', accountId, actor, copyId: copy.copyId, change: { isRead: true } });
      const texts = async (query: Parameters<Company['mailboxOf']>[1]) =>
        (await company.mailboxOf('101', query)).records.map(({ page }) => page.text);
      assert.deepEqual(await texts({ direction: ['Inbound'] }), ['in']);
      assert.deepEqual(await texts({ direction: ['Outbound', 'Inbound'] }), ['in', 'out']);
      assert.deepEqual(await texts({ isRead: true }), ['out']);
      assert.deepEqual(await texts({ isRead: false }), ['in']);
      assert.deepEqual(await texts({ availability: ['Deleted'] }), []);
      assert.deepEqual(await texts({ conversationId: copy.conversationId }), ['out']);
      assert.deepEqual(await texts({ conversationId: 5 as ConversationId }), []);
    });
  });

  describe('accounts', () => {
    storeTest('are kept apart, even where their ids are the same numbers', async (company) => {
      const firstSequence = await company.store.server.readPosition(company.accountId);
      const other = await foundCompany(company.store, 8, undefined, firstSequence);
      const { copy } = await company.send('101', ['102'], { text: 'seven' });
      assert.equal((await other.send('101', ['102'], { text: 'eight' })).copy.copyId, copy.copyId);
      for (const [one, text] of [[company, 'seven'] as const, [other, 'eight'] as const]) {
        const message = await one.store.as(one.actorOf('102')).readMessage((copy.copyId + 1) as MessageId);
        assert.equal(message?.page.text, text);
      }
    });

    storeTest('founding one that is there already changes nothing', async (company) => {
      const again = await company.store.execute({
        kind: 'found-account',
        accountId: company.accountId,
        name: 'Other',
        firstSequence: 1 as never,
        extensions: [],
        members: [],
        managers: [],
        apps: [],
        credentials: [],
      });
      assert.deepEqual(again, { ok: true, value: { isNew: false } });
      assert.equal((await company.store.as(company.actorOf('101')).readAccount())?.name, 'Company');
    });

    storeTest('list their extensions by number, narrowed by type, status, number or address', async (company) => {
      const list = async (query: object) => {
        const standard = { page: 1, perPage: 100, status: [], type: [] };
        const { records } = await company.store.as(company.actorOf('104')).listExtensions({ ...standard, ...query });
        return records.map(({ extensionNumber }) => extensionNumber);
      };
      assert.deepEqual(await list({}), ['101', '102', '103', '104', '105', '106', '200', '201']);
      assert.deepEqual(await list({ type: ['Department'] }), ['200', '201']);
      assert.deepEqual(await list({ status: ['Disabled'] }), []);
      assert.deepEqual(await list({ extensionNumber: '103' }), ['103']);
      assert.deepEqual(await list({ email: '105@Company.example' }), ['105']);
      assert.deepEqual(await list({ page: 2, perPage: 3 }), ['104', '105', '106']);
    });
  });

  describe('names and searches', () => {
    const search = async (company: Company, text: string) => {
      const query = { page: 1, perPage: 100, status: [], type: [], search: text };
      return (await company.store.as(company.actorOf('104')).listExtensions(query)).records.map((one) => one.name);
    };

    storeTest('a name follows contact and number, and other contact fields leave it alone', async (company) => {
      const change = (changes: object) =>
        company.change({ kind: 'update-extension', extensionId: company.idOf('200'), changes });
      await change({ contact: { firstName: 'Night Shift' } });
      await change({ contact: { email: 'night@company.example' } });
      await change({ extensionNumber: '299' });
      assert.deepEqual(await search(company, '299'), ['Night Shift']);
    });

    storeTest('a search finds every word anywhere, however it is written, and any number of words', async (company) => {
      const contact = { firstName: 'Émile', lastName: 'Österberg', jobTitle: 'Chef de Service' };
      await company.change({ kind: 'update-extension', extensionId: company.idOf('105'), changes: { contact } });
      for (const text of ['émile', 'ÉMILE österberg', 'emile OSTERBERG', 'ｓｅｒｖｉｃｅ 105', 'e '.repeat(2000)]) {
        assert.ok((await search(company, text)).includes('Émile Österberg'), text.slice(0, 40));
      }
      for (const text of ['Émile Nobody', 'e e e Nobody', 'e e e e Nobody', 'e e e e e e Nobody']) {
        assert.deepEqual(await search(company, text), [], text);
      }
    });
  });

  describe('sessions', () => {
    storeTest('end at once, for reads and writes alike', async (company) => {
      const { store, accountId } = company;
      const actor = company.actorOf('102');
      const clientId = 'app-7' as never;
      await store.execute({ kind: 'end-session', accountId, tokenHash: 'refresh-102', clientId });
      const isRefused = (error: DomainError) => error.refusal.code === 'unknown-token';
      await assert.rejects(company.mailboxOf('102'), isRefused);
      await assert.rejects(store.as(actor).readMessage(1 as MessageId), isRefused);
      await assert.rejects(store.as(actor).readAccount(), isRefused);
      assert.equal((await store.execute(company.page('102', ['101']))).ok, false);
    });

    storeTest('are not ended by a token of another app', async (company) => {
      const { store, accountId } = company;
      await store.execute({ kind: 'end-session', accountId, tokenHash: 'access-102', clientId: 'other' as never });
      assert.equal((await company.mailboxOf('102')).totalElements, 0);
    });

    storeTest('are renewed with new tokens, by a refresh token that has not run out', async (company, clock) => {
      const refresh = (refreshHash: string, name: string) =>
        company.store.execute({
          kind: 'refresh-session',
          accountId: company.accountId,
          refreshHash,
          clientId: 'app-7' as never,
          tokens: { accessHash: `access-${name}`, accessTtlS: 60, refreshHash: `refresh-${name}`, refreshTtlS: 3600 },
        });
      assert.equal((await refresh('refresh-102', 'new')).ok, true);
      clock.setMs(startMs + 60_000);
      assert.equal((await refresh('refresh-new', 'next')).ok, true);
      assert.equal((await refresh('access-next', 'wrong kind')).ok, false);
      clock.setMs(startMs + 60_000 + 3_600_000);
      assert.equal((await refresh('refresh-next', 'expired')).ok, false);
    });

    storeTest('are found by the hash of an access token, in their own account only', async (company) => {
      const grant = await company.store.server.readGrant(company.accountId, 'access-103');
      assert.equal(grant?.extensionId, company.idOf('103'));
      assert.equal(grant?.expiresMs, startMs + 3_600_000);
      assert.equal(await company.store.server.readGrant(company.accountId, 'refresh-103'), undefined);
      assert.equal(await company.store.server.readGrant(8 as AccountId, 'access-103'), undefined);
    });
  });
}

/** What of a page its readers see: not whom it reached or skipped. */
function shown({ accountId, pageId, conversationId, from, to, isToDepartment, text, createdMs }: Page): Page {
  return { accountId, pageId, conversationId, from, to, isToDepartment, text, createdMs };
}
