/** What every store must keep of the machine's clock: a part of the store's contract. */

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { provenAt } from '../../domain/clock-judgement.ts';
import { unwrap } from '../../domain/errors.ts';
import type { StoreTest } from './company.fixture.ts';

const startMs = 1_700_000_000_000;

export function clockContract(storeTest: StoreTest): void {
  describe('what is known of the clock', () => {
    storeTest(
      'is the newest change until something is kept, and then what was kept',
      async ({ store, send }, clock) => {
        clock.setMs(startMs + 5000);
        await send('101', ['102']);
        assert.deepEqual(await store.server.readClock(), { record: provenAt(startMs + 5000), acceptances: 0 });
        const proven = { wallMs: startMs, watchedMs: 10 };
        const records = [{ proven, candidate: null }, { proven, candidate: { wallMs: 1, watchedMs: 2 } }, provenAt(7)];
        for (const record of records) {
          assert.ok(await store.keepClock({ record, acceptances: 0 }));
          assert.deepEqual(await store.server.readClock(), { record, acceptances: 0 });
        }
      },
    );

    storeTest('is what someone said it is, whatever a server keeps that has not heard of it', async (company) => {
      const { store, accountId } = company;
      const record = provenAt(startMs);
      await store.keepClock({ record, acceptances: 0 });
      unwrap(await store.execute({ kind: 'accept-clock', accountId, timeMs: startMs + 99 }));
      assert.equal(await store.keepClock({ record, acceptances: 0 }), false);
      assert.deepEqual(await store.server.readClock(), { record: provenAt(startMs + 99), acceptances: 1 });
      const [entry] = (await store.server.listAudit(accountId, { action: [], page: 1, perPage: 1 })).records;
      assert.deepEqual([entry?.action, entry?.actorId], ['accept-clock', null]);
    });
  });
}
