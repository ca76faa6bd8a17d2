/** What every store must do when mailboxes are searched: a part of the store's contract. */

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { MessageId } from '../../domain/ids.ts';
import type { Message } from '../../domain/message.ts';
import type { MessageSearch } from '../../domain/reads/messages.ts';
import type { SearchTerm } from '../../domain/search.ts';
import { doChores } from './chores.fixture.ts';
import { type Company, foundCompany, type StoreTest } from './company.fixture.ts';

const startMs = 1_700_000_000_000;
const hourMs = 3600 * 1000;

export async function found(
  company: Company,
  number: string,
  terms: readonly (string | SearchTerm)[],
  query: Partial<MessageSearch> = {},
): Promise<string[]> {
  return (await search(company, number, terms, query)).records.map(({ page }) => page.text);
}

async function search(
  { store, actorOf }: Company,
  number: string,
  terms: readonly (string | SearchTerm)[],
  query: Partial<MessageSearch> = {},
) {
  return await store.as(actorOf(number)).searchMessages({
    ...{ page: 1, perPage: 100, availability: ['Alive'], direction: [] },
    ...{ dateFromMs: 0, dateToMs: Number.MAX_SAFE_INTEGER },
    ...query,
    terms: terms.map((term) => (typeof term === 'string' ? { text: term, isPrefix: false } : term)),
  });
}

const prefix = (text: string): SearchTerm => ({ text, isPrefix: true });

function purge({ store, accountId, actorOf }: Company, number: string, { copy }: Message) {
  const actor = actorOf(number);
  return store.execute({ kind: 'delete-message', accountId, actor, copyId: copy.copyId, isPurge: true });
}

export function searchContract(storeTest: StoreTest): void {
  describe('searching', () => {
    storeTest('finds all words in any case, phrases in order, and beginnings of words', async (company) => {
      for (const text of ['Call the Front Desk', 'front: a desk', 'Über dem Café', 'it-is 42']) {
        await company.send('101', ['102'], { text });
      }
      await doChores(company.store);
      const finds = async (terms: readonly (string | SearchTerm)[], texts: readonly string[]) =>
        assert.deepEqual(await found(company, '102', terms), texts, JSON.stringify(terms));
      await finds(['DESK', 'front'], ['front: a desk', 'Call the Front Desk']);
      await finds(['front desk'], ['Call the Front Desk']);
      await finds([prefix('fron')], ['front: a desk', 'Call the Front Desk']);
      await finds(['fron'], []);
      await finds([prefix('front de')], ['Call the Front Desk']);
      await finds(['uber', 'cafe'], ['Über dem Café']);
      await finds(['ÜBER'], ['Über dem Café']);
      await finds(['it-is'], ['it-is 42']);
      await finds(['a" OR "call'], []);
      await finds(['front', 'nobody'], []);
    });

    storeTest(
      'finds a word however it is written, and in the script that has them, behind an article',
      async (company) => {
        const texts = [
          ...[
            'Straße gesperrt',
            'Kranken\u00ADhaus',
            'ＷＡＲＤ　７',
            'か\u3099く',
            'かく',
            'Ankara ısındı',
            'ὁ γιατρός',
          ],
          ...['l’hôpital', 'هذا الكتاب', 'וגם בבית', 'e\uFB03cient', 'weiß'],
        ];
        for (const text of texts) await company.send('101', ['102'], { text });
        await doChores(company.store);
        const rows: [search: string, texts: string[]][] = [
          ['STRASSE', ['Straße gesperrt']],
          ['straße', ['Straße gesperrt']],
          ['krankenhaus', ['Kranken\u00ADhaus']],
          ['kran\u00ADkenhaus', ['Kranken\u00ADhaus']],
          ['ward', ['ＷＡＲＤ　７']],
          ['７', ['ＷＡＲＤ　７']],
          ['がく', ['か\u3099く']],
          ['かく', ['かく']],
          ['isindi', ['Ankara ısındı']],
          ['ANKARA', ['Ankara ısındı']],
          ['ΓΙΑΤΡΟΣ', ['ὁ γιατρός']],
          ['hopital', ['l’hôpital']],
          ["L'HÔPITAL", ['l’hôpital']],
          ['كتاب', ['هذا الكتاب']],
          ['والكتاب', ['هذا الكتاب']],
          ['בית', ['וגם בבית']],
          ['efficient', ['e\uFB03cient']],
          ['weiss', ['weiß']],
        ];
        for (const [search, found102] of rows) {
          assert.deepEqual(await found(company, '102', [search]), found102, search);
          assert.deepEqual(await found(company, '102', [prefix(search)]), found102, `${search}*`);
        }
      },
    );

    storeTest('finds any part of a text in a script without spaces', async (company) => {
      for (const text of ['会議は三時から', 'ประชุมสามโมง', '회의는 세 시'])
        await company.send('101', ['102'], { text });
      await doChores(company.store);
      assert.deepEqual(await found(company, '102', ['三時']), ['会議は三時から']);
      assert.deepEqual(await found(company, '102', [prefix('議')]), ['会議は三時から']);
      assert.deepEqual(await found(company, '102', ['時三']), []);
      assert.deepEqual(await found(company, '102', ['สาม']), ['ประชุมสามโมง']);
      assert.deepEqual(await found(company, '102', [prefix('회의')]), ['회의는 세 시']);
    });

    storeTest('finds only what is in the own mailbox, and each of two copies to oneself', async (company) => {
      await company.send('101', ['102'], { text: 'word for 102' });
      await company.send('103', ['103'], { text: 'word for myself' });
      await doChores(company.store);
      assert.deepEqual(await found(company, '101', ['word']), ['word for 102']);
      assert.deepEqual(await found(company, '103', ['word']), ['word for myself', 'word for myself']);
      assert.deepEqual(await found(company, '104', ['word']), []);
    });

    storeTest('keeps accounts apart', async (company) => {
      const other = await foundCompany(company.store, 8);
      await company.send('101', ['102'], { text: 'same word, seven' });
      await other.send('101', ['102'], { text: 'same word, eight' });
      await doChores(company.store);
      assert.deepEqual(await found(company, '102', ['word']), ['same word, seven']);
      assert.deepEqual(await found(other, '102', ['word']), ['same word, eight']);
    });

    storeTest('follows access: what was lost is not found, what came back is', async (company) => {
      const move = (field: 'addedIds' | 'removedIds') =>
        company.change({
          kind: 'change-members',
          changes: [
            { departmentId: company.idOf('200'), addedIds: [], removedIds: [], [field]: [company.idOf('102')] },
          ],
        });
      await company.send('101', ['200'], { text: 'for the department' });
      await doChores(company.store);
      assert.deepEqual(await found(company, '102', ['department']), ['for the department']);
      await move('removedIds');
      assert.deepEqual(await found(company, '102', ['department']), []);
      assert.deepEqual(await found(company, '103', ['department']), ['for the department']);
      await move('addedIds');
      assert.deepEqual(await found(company, '102', ['department']), ['for the department']);
    });

    storeTest('takes the filters of a list, page by page, with a total', async (company, clock) => {
      const sent: Message[] = [];
      for (let count = 0; count < 5; count++) {
        clock.setMs(startMs + count * 1000);
        sent.push(await company.send('101', ['102'], { text: `word ${count}` }));
        await company.send('101', ['102'], { text: `other ${count}` });
      }
      await company.send('102', [], { text: 'word back', replyOn: ((sent[4]?.copy.copyId ?? 0) + 1) as MessageId });
      await doChores(company.store);
      const second = await search(company, '102', ['word'], { page: 2, perPage: 2 });
      assert.deepEqual([second.totalElements, second.records.map(({ page }) => page.text)], [6, ['word 3', 'word 2']]);
      const finds = async (query: Partial<MessageSearch>, texts: readonly string[]) =>
        assert.deepEqual(await found(company, '102', ['word'], query), texts, JSON.stringify(query));
      await finds({ direction: ['Outbound'] }, ['word back']);
      await finds({ isRead: true }, []);
      await finds({ dateFromMs: startMs + 1000, dateToMs: startMs + 3000 }, ['word 2', 'word 1']);
      await finds({ dateFromMs: startMs + 9000 }, []);
      const { conversationId } = sent[4]?.page ?? {};
      if (conversationId) await finds({ conversationId }, ['word back', 'word 4']);
      await finds({ isDistinct: true }, ['word back', 'word 3', 'word 2', 'word 1', 'word 0']);
      await finds({ availability: ['Deleted'] }, []);
    });

    storeTest(
      'finds all that was sent before, whether or not the index has been kept up meanwhile',
      async (company) => {
        for (let round = 1; round <= 3; round++) {
          for (let count = 0; count < 5; count++) await company.send('101', ['102'], { text: `word ${count}` });
          assert.equal((await search(company, '102', ['word'])).totalElements, 5 * round);
          if (round === 2) await doChores(company.store);
        }
      },
    );

    storeTest('does not find what its holder purged, and nothing once nobody holds it', async (company, clock) => {
      const sent = await company.send('101', ['102'], { text: 'secret word' });
      await doChores(company.store);
      await purge(company, '101', sent);
      assert.deepEqual(await found(company, '101', ['secret'], { availability: ['Alive', 'Deleted', 'Purged'] }), []);
      assert.deepEqual(await found(company, '102', ['secret']), ['secret word']);
      const [held] = (await company.mailboxOf('102')).records;
      if (held) await purge(company, '102', held);
      assert.deepEqual(await found(company, '102', ['secret'], { availability: [] }), []);
      clock.setMs(startMs + 2 * hourMs);
      await company.send('101', ['102'], { text: 'another word' });
      assert.ok((await doChores(company.store)) > 1, 'the index is written anew');
      assert.deepEqual(await found(company, '102', ['word']), ['another word']);
      assert.equal(await doChores(company.store), 0);
    });

    storeTest('a page that is purged before it is indexed never comes into the index', async (company) => {
      const sent = await company.send('101', ['101'], { text: 'short lived' });
      for (const message of (await company.mailboxOf('101')).records) await purge(company, '101', message);
      assert.equal(sent.page.text, 'short lived');
      await doChores(company.store);
      assert.deepEqual(await found(company, '101', ['short'], { availability: [] }), []);
    });
  });
}
