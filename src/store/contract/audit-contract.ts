/** What every store must do about its audit trail: part of the contract that each engine passes. */

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { AuditQuery } from '../../domain/reads/audit.ts';
import { type Company, foundCompany, type StoreTest } from './company.fixture.ts';

const startMs = 1_700_000_000_000;
const all: AuditQuery = { page: 1, perPage: 100, action: [] };

export function auditContract(storeTest: StoreTest): void {
  const setStatus = (company: Company, number: string, status: 'Enabled' | 'Frozen') =>
    company.change({ kind: 'update-extension', extensionId: company.idOf(number), changes: { status } });
  const numbersOf = async ({ store, accountId }: Company, query: Partial<AuditQuery> = {}) => {
    const { records, totalElements } = await store.server.listAudit(accountId, { ...all, ...query });
    return [records.map(({ number }) => number), totalElements];
  };

  describe('the audit trail', () => {
    storeTest('begins with the founding, lists newest first, and keeps what it was told', async (company, clock) => {
      const { store } = company;
      clock.setMs(startMs + 10);
      await setStatus(company, '105', 'Frozen');
      const { records, totalElements } = await store.as(company.actorOf('101')).listAudit(all);
      assert.equal(totalElements, 2);
      const target = String(company.idOf('105'));
      const details = { status: { from: 'Enabled', to: 'Frozen' } };
      const actorId = company.idOf('101');
      assert.deepEqual(records, [
        { number: 2, timeMs: startMs + 10, actorId, address: null, action: 'update-extension', target, details },
        {
          ...{ number: 1, timeMs: startMs, actorId: null, address: null },
          ...{ action: 'found-account', target: '7', details: {} },
        },
      ]);
    });

    storeTest('can be narrowed by action, actor, target and time, and read page by page', async (company, clock) => {
      clock.setMs(startMs + 10);
      await setStatus(company, '105', 'Frozen');
      clock.setMs(startMs + 20);
      await setStatus(company, '105', 'Enabled');
      await setStatus(company, '106', 'Frozen');
      await company.change({
        kind: 'set-managers',
        departmentId: company.idOf('200'),
        managerIds: [company.idOf('103')],
      });
      assert.deepEqual(await numbersOf(company), [[5, 4, 3, 2, 1], 5]);
      assert.deepEqual(await numbersOf(company, { page: 2, perPage: 2 }), [[3, 2], 5]);
      assert.deepEqual(await numbersOf(company, { action: ['set-managers', 'found-account'] }), [[5, 1], 2]);
      assert.deepEqual(await numbersOf(company, { actorId: null }), [[1], 1]);
      assert.deepEqual(await numbersOf(company, { actorId: company.idOf('101'), perPage: 1 }), [[5], 4]);
      assert.deepEqual(await numbersOf(company, { target: String(company.idOf('105')) }), [[3, 2], 2]);
      assert.deepEqual(await numbersOf(company, { dateFromMs: startMs + 10, dateToMs: startMs + 20 }), [[2], 1]);
    });

    storeTest('is whole, of one account beside another, and knows a head that was noted earlier', async (company) => {
      const { store, accountId } = company;
      const other = await foundCompany(store, 8);
      for (let count = 0; count < 4; count++) {
        await setStatus(company, '105', count % 2 === 0 ? 'Frozen' : 'Enabled');
        await setStatus(other, '106', count % 2 === 0 ? 'Frozen' : 'Enabled');
      }
      const { head, broken } = await store.server.verifyAudit(accountId);
      assert.equal(broken, undefined);
      assert.equal(head.number, 5);
      await setStatus(company, '105', 'Frozen');
      assert.deepEqual((await store.server.verifyAudit(accountId, head)).broken, undefined);
      assert.deepEqual((await store.server.verifyAudit(other.accountId, head)).broken, {
        number: 5,
        fault: 'not-as-noted',
      });
      const later = { ...head, number: 99 };
      assert.deepEqual((await store.server.verifyAudit(accountId, later)).broken, { number: 7, fault: 'cut-off' });
    });

    storeTest('has no entry for what was refused, and none of a failing neighbour', async (company) => {
      const { store } = company;
      const broken = { kind: 'no such command', accountId: company.accountId } as never;
      await Promise.allSettled([
        company.change({ kind: 'delete-extension', extensionId: company.idOf('101') }),
        store.execute(broken),
        setStatus(company, '105', 'Frozen'),
      ]);
      assert.deepEqual(await numbersOf(company), [[2, 1], 2]);
      assert.equal((await store.server.verifyAudit(company.accountId)).broken, undefined);
    });
  });
}
