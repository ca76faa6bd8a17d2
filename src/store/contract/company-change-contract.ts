/** What every store must do about changes of the company: members, numbers, deletions, imports. */

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Company, StoreTest } from './company.fixture.ts';
import { codeOf, textsOf } from './thread.fixture.ts';

export function companyChangeContract(storeTest: StoreTest): void {
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
