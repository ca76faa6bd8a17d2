/** What every store must keep of idempotency keys. */

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { idempotencyLifeMs, maxWrittenAgoMs } from '../../domain/idempotency.ts';
import { lateMs } from '../../domain/message.ts';
import type { StoreTest } from './company.fixture.ts';
import { codeOf, move, startMs } from './thread.fixture.ts';

export function idempotencyContract(storeTest: StoreTest): void {
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
}
