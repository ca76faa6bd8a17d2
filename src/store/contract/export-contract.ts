/** What every store must do for exports: part of the contract that each engine passes. */

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { unwrap } from '../../domain/errors.ts';
import type { ExportFrame, Report } from '../../domain/export.ts';
import type { Company, StoreTest } from './company.fixture.ts';

const startMs = 1_700_000_000_000;

export function exportContract(storeTest: StoreTest): void {
  const begin = async ({ store, accountId }: Company, asked: { fromMs: number; toMs?: number }) =>
    unwrap(await store.execute({ kind: 'begin-export', accountId, actor: 'operator', ...asked }));

  /** The texts of a mailbox in an export, read in steps of two. */
  async function textsOf({ store, accountId, idOf }: Company, number: string, frame: ExportFrame): Promise<string[]> {
    const range = await store.server.readExportRange(accountId, frame);
    const texts: string[] = [];
    for (let afterId = 0; ; ) {
      const messages = await store.server.listMailbox(accountId, idOf(number), range, { afterId, limit: 2 });
      const last = messages.at(-1);
      if (!last) return texts;
      texts.push(...messages.map(({ page }) => page.text));
      afterId = last.copy.copyId;
    }
  }

  describe('an export', () => {
    storeTest('holds a mailbox oldest first, to the millisecond, and nothing sent after it', async (company, clock) => {
      for (const offset of [0, 10, 10, 20, 30]) {
        clock.setMs(startMs + offset);
        await company.send('101', ['102'], { text: String(offset) });
      }
      const everything = await begin(company, { fromMs: 0 });
      await company.send('101', ['102'], { text: 'later, in the same millisecond' });
      assert.deepEqual(await textsOf(company, '102', everything), ['0', '10', '10', '20', '30']);
      const span = await begin(company, { fromMs: startMs + 10, toMs: startMs + 30 });
      assert.deepEqual(await textsOf(company, '102', span), ['10', '10', '20']);
      assert.deepEqual(await textsOf(company, '103', everything), []);
    });

    storeTest('holds what its holder can no longer read, and the mailboxes of those who left', async (company) => {
      const { store, accountId, idOf } = company;
      await company.send('101', ['200'], { text: 'to the Department' });
      const changes = [{ departmentId: idOf('200'), addedIds: [], removedIds: [idOf('103')] }];
      await company.change({ kind: 'change-members', changes });
      await company.change({ kind: 'delete-extension', extensionId: idOf('102') });
      assert.equal((await company.mailboxOf('103')).totalElements, 0);
      const frame = await begin(company, { fromMs: 0 });
      for (const number of ['102', '103']) {
        assert.deepEqual(await textsOf(company, number, frame), ['to the Department'], number);
      }
      const [first, second] = await store.server.listEveryone(accountId, { afterId: idOf('101'), limit: 2 });
      assert.deepEqual([first?.extensionId, first?.isDeleted], [idOf('102'), true]);
      assert.deepEqual(await store.server.listEveryone(accountId, { afterId: idOf('102'), limit: 1 }), [second]);
    });

    storeTest('that was asked for is kept as it becomes, until it is forgotten', async (company, clock) => {
      const { store, accountId } = company;
      const actor = company.actorOf('101');
      const kept = async () => await store.as(actor).readReport('task');
      const ask = { kind: 'create-report', taskId: 'task', fromMs: 0, messageTypes: ['Pager'] } as const;
      const created = unwrap(await company.change(ask)) as Report;
      assert.deepEqual(await kept(), created);
      const advance = async (to: { status: 'InProgress' } | { status: 'Completed'; sizeBytes: number }) =>
        unwrap(await store.execute({ kind: 'advance-report', accountId, epoch: 0, taskId: 'task', to }));
      const begun = await advance({ status: 'InProgress' });
      assert.deepEqual(await kept(), begun);
      clock.setMs(startMs + 10);
      assert.equal((await company.change({ ...ask, taskId: 'second' })).ok, true);
      assert.equal((await company.change({ ...ask, taskId: 'third' })).ok, false);
      const completed = await advance({ status: 'Completed', sizeBytes: 5 });
      assert.deepEqual(await kept(), completed);
      assert.equal((await company.change({ ...ask, taskId: 'third' })).ok, true);
      const tasks = async () => (await store.server.listReports()).map((one) => [one.accountId, one.report.taskId]);
      assert.deepEqual(
        (await tasks()).sort(),
        ['second', 'task', 'third'].map((taskId) => [accountId, taskId]),
      );
      const mine = (await store.as(actor).listAccountReports()).map(({ taskId }) => taskId);
      assert.deepEqual([...mine.slice(0, 2).sort(), mine[2]], ['second', 'third', 'task']);
      await store.execute({ kind: 'remove-report', accountId, taskId: 'task' });
      assert.equal(await kept(), undefined);
      const { totalElements } = await store.server.listAudit(accountId, {
        page: 1,
        perPage: 1,
        action: ['export-messages'],
      });
      assert.equal(totalElements, 3);
    });
  });
}
