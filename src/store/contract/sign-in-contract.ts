/** What every store must keep of sessions and their tokens, as time goes by. */

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { unwrap } from '../../domain/errors.ts';
import type { ClientId, CredentialId, SessionId } from '../../domain/ids.ts';
import { unusedPairGraceMs, usedPairGraceMs } from '../../domain/session.ts';
import type { Company, StoreTest } from './company.fixture.ts';
import { actorIn, byJwt, isAlive, opening, refresh, startMs, tokens } from './sign-in.fixture.ts';

export function signInContract(storeTest: StoreTest): void {
  describe('signing in', () => {
    storeTest(
      'a used refresh token gives the same pair for an hour, while nobody uses that pair',
      async (company, clock) => {
        unwrap(await company.store.execute(opening(company, 'a', byJwt(company, '103'))));
        const first = unwrap(await refresh(company, 'a', 'b'));
        clock.setMs(startMs + unusedPairGraceMs - 1);
        const again = unwrap(await refresh(company, 'a', 'b'));
        assert.deepEqual([again?.access.tokenHash, again?.refresh.tokenHash], ['access-b', 'refresh-b']);
        assert.ok(
          (again?.access.expiresMs ?? 0) > (first?.access.expiresMs ?? 0),
          'it lasts from when it was given last',
        );
        assert.ok(await company.store.server.readGrant(company.accountId, 'access-b'));
        clock.setMs(startMs + unusedPairGraceMs);
        assert.equal(await isAlive(company, '103', 'a'), true);
        assert.equal(unwrap(await refresh(company, 'a', 'b')), null);
        assert.equal(await isAlive(company, '103', 'a'), false);
        assert.deepEqual(await refresh(company, 'b', 'c'), { ok: false, refusal: { code: 'invalid-grant' } });
      },
    );

    const uses = {
      'calling with its access token': (company: Company) =>
        company.store.execute({ kind: 'use-token', accountId: company.accountId, tokenHash: 'access-b' }),
      'renewing with its refresh token': (company: Company) => refresh(company, 'b', 'c'),
    };
    for (const [how, use] of Object.entries(uses)) {
      storeTest(`ten seconds after the first use of that pair, by ${how}, it is theft`, async (company, clock) => {
        unwrap(await company.store.execute(opening(company, 'a', byJwt(company, '103'))));
        unwrap(await refresh(company, 'a', 'b'));
        clock.setMs(startMs + 60_000);
        assert.ok((await use(company)).ok);
        clock.setMs(startMs + 60_000 + usedPairGraceMs - 1);
        const again = unwrap(await refresh(company, 'a', 'b'));
        assert.deepEqual([again?.access.tokenHash, again?.refresh.tokenHash], ['access-b', 'refresh-b']);
        clock.setMs(startMs + 60_000 + usedPairGraceMs);
        assert.equal(unwrap(await refresh(company, 'a', 'b')), null);
        assert.equal(await isAlive(company, '103', 'a'), false);
      });
    }

    storeTest('using a token twice counts from the first time', async (company, clock) => {
      unwrap(await company.store.execute(opening(company, 'a', byJwt(company, '103'))));
      unwrap(await refresh(company, 'a', 'b'));
      for (const laterMs of [0, usedPairGraceMs]) {
        clock.setMs(startMs + laterMs);
        const use = { kind: 'use-token', accountId: company.accountId, tokenHash: 'access-b' } as const;
        unwrap(await company.store.execute(use));
      }
      assert.equal(unwrap(await refresh(company, 'a', 'b')), null);
    });

    storeTest('an access token is dead once its session is renewed, and stays so', async (company) => {
      const { store, accountId } = company;
      const state = (name: string) => store.server.readSessionState(actorIn(company, '103', 'a'), `access-${name}`);
      unwrap(await store.execute(opening(company, 'a', byJwt(company, '103'))));
      assert.equal((await store.server.readGrant(accountId, 'access-a'))?.isUnused, undefined);
      unwrap(await refresh(company, 'a', 'b'));
      assert.equal(await store.server.readGrant(accountId, 'access-a'), undefined);
      assert.equal(await state('a'), undefined);
      assert.ok(await state('b'));
      assert.equal((await store.server.readGrant(accountId, 'access-b'))?.isUnused, true);
      unwrap(await refresh(company, 'b', 'c'));
      assert.ok(unwrap(await refresh(company, 'a', 'b')), 'its refresh token came back within ten seconds');
      assert.equal(await store.server.readGrant(accountId, 'access-b'), undefined);
      assert.ok(await state('c'));
    });

    storeTest('a refresh token is of no use to another app, or to someone who was disabled', async (company) => {
      const { store, accountId, idOf } = company;
      unwrap(await store.execute(opening(company, 'a', byJwt(company, '103'))));
      const asked = { accountId, clientId: 'other' as ClientId, refreshHash: 'refresh-a', tokens: tokens('b') };
      const refused = await store.execute({ kind: 'refresh-session', ...asked });
      assert.deepEqual(refused, { ok: false, refusal: { code: 'invalid-grant' } });
      const changes = { status: 'Disabled' } as const;
      unwrap(await company.change({ kind: 'update-extension', extensionId: idOf('103'), changes }));
      assert.equal((await refresh(company, 'a', 'b')).ok, false);
      assert.equal(await store.server.readGrant(accountId, 'access-b'), undefined);
    });

    storeTest('past the most sessions with an app, the oldest of that person and app ends', async (company, clock) => {
      for (const [index, name] of ['a', 'b', 'c'].entries()) {
        clock.setMs(startMs + index);
        unwrap(await company.store.execute(opening(company, name, byJwt(company, '103'), 2)));
      }
      unwrap(await company.store.execute(opening(company, 'other', byJwt(company, '104'), 2)));
      const alive = await Promise.all(['a', 'b', 'c'].map((name) => isAlive(company, '103', name)));
      assert.deepEqual(alive, [false, true, true]);
      assert.equal(await isAlive(company, '104', 'other'), true);
      assert.equal(await isAlive(company, '104', 'session-104'), true, 'two are allowed');
    });

    storeTest(
      'one’s sessions say the app, the time and the address, newest first, until they run out',
      async (company, clock) => {
        clock.setMs(startMs + 1000);
        unwrap(await company.store.execute(opening(company, 'a', byJwt(company, '103'))));
        const shown = async () => await company.store.as(company.actorOf('103')).listOwnSessions(clock.nowMs());
        const sessions = await shown();
        assert.deepEqual(
          sessions.map(({ sessionId, appName, openedMs, lastAddress }) => [sessionId, appName, openedMs, lastAddress]),
          [
            ['a', 'App', startMs + 1000, '::1'],
            ['session-103', 'App', startMs, null],
          ],
        );
        clock.setMs(startMs + 7200 * 1000);
        assert.deepEqual(
          (await shown()).map(({ sessionId }) => sessionId),
          ['a'],
        );
      },
    );

    storeTest('signing out of the others ends neither this session nor anyone else’s', async (company) => {
      const { accountId, store, actorOf } = company;
      unwrap(await store.execute(opening(company, 'a', byJwt(company, '103'))));
      const own = { kind: 'end-own-sessions', accountId, actor: actorOf('103') } as const;
      const foreign = await store.execute({ ...own, which: 'session-104' as SessionId });
      assert.deepEqual(foreign, { ok: false, refusal: { code: 'unknown-resource', parameter: 'sessionId' } });
      unwrap(await store.execute({ ...own, which: 'others' }));
      assert.equal(await isAlive(company, '103', 'a'), false);
      assert.equal(await isAlive(company, '103', 'session-103'), true);
      unwrap(await store.execute({ ...own, which: 'all' }));
      assert.equal(await isAlive(company, '103', 'session-103'), false);
      assert.equal(await isAlive(company, '104', 'session-104'), true);
    });

    storeTest(
      'a revoked or outlived credential signs nobody in, and what it had opened ends',
      async (company, clock) => {
        const { accountId, store, actorOf, idOf } = company;
        const actor = actorOf('103');
        const create = { kind: 'create-credential', accountId, actor, label: 'x' } as const;
        const ids = ['short', 'revoked'] as CredentialId[];
        const [short, revoked] = ids as [CredentialId, CredentialId];
        unwrap(await store.execute({ ...create, credentialId: short, lifeMs: 1000 }));
        unwrap(await store.execute({ ...create, credentialId: revoked, lifeMs: null }));
        const proof = (credentialId: CredentialId) =>
          ({ kind: 'credential', extensionId: idOf('103'), credentialId }) as const;
        for (const id of ids) unwrap(await store.execute(opening(company, `by ${id}`, proof(id))));
        const revoke = { kind: 'revoke-credential', accountId, credentialId: revoked } as const;
        assert.equal((await store.execute({ ...revoke, actor: actorOf('104') })).ok, false);
        unwrap(await store.execute({ ...revoke, actor }));
        clock.setMs(startMs + 1000);
        for (const id of ids) {
          const refused = await store.execute(opening(company, `again by ${id}`, proof(id)));
          assert.deepEqual(refused, { ok: false, refusal: { code: 'credential-over' } });
        }
        assert.equal(await isAlive(company, '103', 'by revoked'), false);
        assert.equal(await isAlive(company, '103', 'by short'), true);
        assert.deepEqual((await store.as(actor).listOwnCredentials()).map(({ credentialId }) => credentialId).sort(), [
          'jwt-103',
          'short',
        ]);
      },
    );
  });
}
