/** What every store must do about roles: they hold from the moment they are kept. Each engine runs this suite. */

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { DomainError } from '../../domain/errors.ts';
import type { UserPermission } from '../../domain/permission.ts';
import type { AssignableRole } from '../../domain/role.ts';
import type { Actor } from '../../domain/session.ts';
import type { Company, StoreTest } from './company.fixture.ts';

const under = (company: Company, number: string, permission: UserPermission): Actor => ({
  ...company.actorOf(number),
  permission,
});

async function setRoles(company: Company, number: string, roles: readonly AssignableRole[]): Promise<void> {
  const { ok } = await company.change({ kind: 'set-roles', extensionId: company.idOf(number), roles });
  assert.ok(ok);
}

function isRefusedFor(permission: UserPermission) {
  return ({ refusal }: DomainError) => {
    assert.deepEqual(refusal, { code: 'missing-user-permission', subject: permission });
    return true;
  };
}

export function roleContract(storeTest: StoreTest): void {
  describe('roles', () => {
    storeTest(
      'a read asks for the roles of the moment, a lost one refuses and one given back allows',
      async (company) => {
        const reader = under(company, '102', 'ReadMessages');
        const { copy } = await company.send('101', ['102']);
        const copyId = (copy.copyId + 1) as typeof copy.copyId;
        assert.ok(await company.store.as(reader).readMessage(copyId));
        await setRoles(company, '102', ['auditor']);
        await assert.rejects(company.store.as(reader).readMessage(copyId), isRefusedFor('ReadMessages'));
        await setRoles(company, '102', ['auditor', 'user']);
        assert.ok(await company.store.as(reader).readMessage(copyId));
      },
    );

    storeTest('a change is decided on roles that include every earlier change of its batch', async (company) => {
      const { store } = company;
      const page = company.page('102', ['103'], { actor: under(company, '102', 'InternalSMS') });
      const [before, demotion, after] = await Promise.all([
        store.execute(page),
        company.change({ kind: 'set-roles', extensionId: company.idOf('102'), roles: ['auditor'] }),
        store.execute(page),
      ]);
      assert.deepEqual([before.ok, demotion.ok, after.ok], [true, true, false]);
    });

    storeTest('of two administrators who demote each other at once, one stays', async (company) => {
      await setRoles(company, '102', ['administrator']);
      const demote = (by: string, number: string) =>
        company.store.execute({
          kind: 'set-roles',
          accountId: company.accountId,
          actor: company.actorOf(by),
          extensionId: company.idOf(number),
          roles: ['user'],
        });
      const results = await Promise.all([demote('101', '102'), demote('102', '101')]);
      assert.deepEqual(
        results.map(({ ok }) => ok),
        [true, false],
      );
    });

    storeTest('managing a Department allows changing its members, for as long as it lasts', async (company) => {
      const { store, accountId, idOf } = company;
      const change = (departmentId: string) =>
        store.execute({
          kind: 'change-members',
          accountId,
          actor: under(company, '102', 'Groups'),
          changes: [{ departmentId: idOf(departmentId), addedIds: [idOf('105')], removedIds: [] }],
        });
      assert.deepEqual(await store.as(company.actorOf('101')).listManagerIds(), [idOf('102')]);
      assert.equal((await store.server.readSessionState(company.actorOf('102')))?.isManager, true);
      assert.equal((await change('200')).ok, true);
      assert.equal((await change('201')).ok, false);
      await company.change({ kind: 'set-managers', departmentId: idOf('200'), managerIds: [] });
      assert.equal((await store.server.readSessionState(company.actorOf('102')))?.isManager, false);
      assert.equal((await change('200')).ok, false);
    });

    storeTest('new people are given the default role, and a Department none', async (company) => {
      const administrator = company.actorOf('101');
      assert.equal(await company.store.as(administrator).readDefaultRole(), 'user');
      await company.change({ kind: 'set-default-role', role: 'auditor' });
      assert.equal(await company.store.as(administrator).readDefaultRole(), 'auditor');
      const draft = { type: 'User', status: 'Enabled', contact: {} } as const;
      await company.change({ kind: 'create-extension', draft: { ...draft, extensionNumber: '301' } });
      await company.change({
        kind: 'create-extension',
        draft: { ...draft, type: 'Department', extensionNumber: '302' },
      });
      const { records } = await company.store.as(administrator).listExtensions({
        ...{ page: 1, perPage: 100, status: [], type: [] },
      });
      const rolesOf = (number: string) => records.find(({ extensionNumber }) => extensionNumber === number)?.roles;
      assert.deepEqual([rolesOf('301'), rolesOf('302')], [['auditor'], []]);
    });

    storeTest('a session that has ended has no state', async (company) => {
      const { store, accountId } = company;
      const actor = company.actorOf('102');
      assert.deepEqual(await store.server.readSessionState(actor), {
        roles: ['user'],
        isManager: true,
        rateLimits: {},
      });
      await store.execute({
        kind: 'end-session',
        accountId,
        tokenHash: 'access-102',
        clientId: `app-${accountId}` as never,
      });
      assert.equal(await store.server.readSessionState(actor), undefined);
    });
  });
}
