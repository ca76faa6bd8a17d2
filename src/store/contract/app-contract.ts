/** What every store must do about apps. Each engine runs this suite. */

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { AppDraft } from '../../domain/app.ts';
import type { IssueCode } from '../../domain/commands/sessions.ts';
import type { ClientId } from '../../domain/ids.ts';
import type { Company, StoreTest } from './company.fixture.ts';

const draft: AppDraft = {
  name: ' Rota ',
  grants: ['authorization_code', 'refresh_token'],
  redirectUris: ['https://rota.example/'],
  scopes: ['ReadMessages', 'InternalMessages'],
  rateLimits: { Light: 7 },
};
const rota = 'rota' as ClientId;

const create = (company: Company) => company.change({ kind: 'create-app', clientId: rota, secretHash: 'first', draft });

async function isAlive({ store, actorOf }: Company, number: string): Promise<boolean> {
  return (await store.server.readSessionState(actorOf(number))) !== undefined;
}

export function appContract(storeTest: StoreTest): void {
  describe('apps', () => {
    storeTest('an app is kept as it was made, and listed by name', async (company) => {
      const { store, accountId, actorOf } = company;
      assert.ok((await create(company)).ok);
      const { isFirstParty: _, ...kept } = (await store.server.readApp(rota)) ?? {};
      assert.deepEqual(kept, { ...draft, name: 'Rota', accountId, clientId: rota, secretHash: 'first' });
      const listed = (await store.as(actorOf('101')).listApps()).map((app) => app.name);
      assert.deepEqual(listed, listed.toSorted());
      assert.ok(listed.includes('Rota'));
      assert.deepEqual(await store.server.listApps(accountId), await store.as(actorOf('101')).listApps());
    });

    storeTest('a rotated secret keeps the one before for as long as was said, and no other', async (company, clock) => {
      await create(company);
      const rotate = (secretHash: string, overlapMs: number) =>
        company.change({ kind: 'rotate-app-secret', clientId: rota, secretHash, overlapMs });
      await rotate('second', 60_000);
      const before = clock.nowMs();
      const { secretHash, oldSecret } = (await company.store.server.readApp(rota)) ?? {};
      assert.deepEqual([secretHash, oldSecret], ['second', { hash: 'first', untilMs: before + 60_000 }]);
      await rotate('third', 0);
      assert.deepEqual((await company.store.server.readApp(rota))?.oldSecret, undefined);
    });

    storeTest('removing an app ends every session of it, and those of no other', async (company) => {
      const { store, accountId } = company;
      const clientId = (await store.server.listApps(accountId))[0]?.clientId as ClientId;
      await create(company);
      assert.ok((await company.change({ kind: 'delete-app', clientId: rota })).ok);
      assert.equal(await store.server.readApp(rota), undefined);
      assert.ok(await isAlive(company, '102'));
      assert.ok((await company.change({ kind: 'delete-app', clientId })).ok);
      for (const number of ['101', '102', '103']) assert.equal(await isAlive(company, number), false);
    });

    storeTest('a code for an app that is removed in the same batch is not given out', async (company) => {
      const { store, accountId, idOf } = company;
      const opening: IssueCode = {
        kind: 'issue-code',
        ...{ accountId, codeHash: 'code', clientId: rota, redirectUri: 'https://rota.example/', codeChallenge: null },
        proof: { kind: 'waived', extensionId: idOf('102') },
      };
      await create(company);
      const [removed, opened] = await Promise.all([
        company.change({ kind: 'delete-app', clientId: rota }),
        store.execute(opening),
      ]);
      assert.deepEqual([removed.ok, opened.ok], [true, false]);
    });

    storeTest('only an administrator changes apps, and each change is in the audit trail', async (company) => {
      const { store, accountId, actorOf } = company;
      const asked = { kind: 'create-app', accountId, clientId: rota, secretHash: null, draft } as const;
      const refused = await store.execute({ ...asked, actor: actorOf('102') });
      assert.deepEqual(refused, {
        ok: false,
        refusal: { code: 'missing-user-permission', subject: 'AccountAdministration' },
      });
      await create(company);
      await company.change({ kind: 'update-app', clientId: rota, changes: { scopes: ['ReadMessages'] } });
      await company.change({ kind: 'rotate-app-secret', clientId: rota, secretHash: 'second', overlapMs: 0 });
      await company.change({ kind: 'delete-app', clientId: rota });
      const { records } = await store.as(actorOf('101')).listAudit({ page: 1, perPage: 10, action: [] });
      const actions = records.filter(({ target }) => target === rota).map(({ action }) => action);
      assert.deepEqual(actions, ['delete-app', 'rotate-app-secret', 'update-app', 'create-app']);
      assert.doesNotMatch(JSON.stringify(records), /second/);
    });
  });
}
