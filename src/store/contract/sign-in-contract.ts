/** What every store must keep of sessions, codes, passwords and invitations, as time goes by. */

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { codeLifeMs } from '../../domain/authorization-code.ts';
import type { Command } from '../../domain/command.ts';
import type { IssueCode, OpenSession } from '../../domain/commands/sessions.ts';
import { unwrap } from '../../domain/errors.ts';
import type { ClientId, CredentialId, SessionId } from '../../domain/ids.ts';
import type { ImportStep } from '../../domain/people-import.ts';
import { type Actor, unusedPairGraceMs, usedPairGraceMs } from '../../domain/session.ts';
import type { Company, StoreTest } from './company.fixture.ts';

const startMs = 1_700_000_000_000;
const dayMs = 24 * 3600 * 1000;
const clientId = 'app-7' as ClientId;

function tokens(name: string) {
  return { accessHash: `access-${name}`, accessTtlS: 3600, refreshHash: `refresh-${name}`, refreshTtlS: 7200 };
}

function opening(company: Company, name: string, proof: OpenSession['proof'], maxSessions = 0): OpenSession {
  const { accountId } = company;
  const sessionId = name as SessionId;
  const app = { clientId, scopes: [], endpointId: 'e' };
  return {
    kind: 'open-session',
    accountId,
    sessionId,
    proof,
    ...app,
    tokens: tokens(name),
    address: '::1',
    maxSessions,
  };
}

function byJwt({ idOf }: Company, number: string): OpenSession['proof'] {
  return { kind: 'credential', extensionId: idOf(number), credentialId: `jwt-${number}` as CredentialId };
}

function actorIn({ accountId, idOf }: Company, number: string, name: string): Actor {
  return { accountId, sessionId: name as SessionId, extensionId: idOf(number) };
}

async function isAlive(company: Company, number: string, name: string): Promise<boolean> {
  return await company.store
    .as(actorIn(company, number, name))
    .readAccount()
    .then(
      () => true,
      () => false,
    );
}

function refresh({ accountId, store }: Company, from: string, to: string) {
  const asked = { accountId, clientId, refreshHash: `refresh-${from}`, tokens: tokens(to) };
  return store.execute({ kind: 'refresh-session', ...asked });
}

/** Gives 102 the password whose hash is `hash`, through an invitation. */
async function setPassword({ accountId, store, idOf, actorOf }: Company, hash: string): Promise<void> {
  const commands: Command[] = [
    {
      kind: 'invite',
      ...{ accountId, actor: actorOf('101'), extensionId: idOf('102'), tokenHash: `for ${hash}`, lifeMs: dayMs },
    },
    { kind: 'accept-invitation', accountId, tokenHash: `for ${hash}`, newHash: hash },
  ];
  for (const command of commands) unwrap(await store.execute(command));
}

function byPassword({ idOf }: Company, hash: string) {
  return { kind: 'password', extensionId: idOf('102'), hash } as const;
}

async function issueCode(company: Company, codeHash: string): Promise<void> {
  const { accountId, store, idOf } = company;
  const proof: IssueCode['proof'] = { kind: 'waived', extensionId: idOf('103') };
  const code = { codeHash, redirectUri: 'https://a.example/', codeChallenge: 'c' };
  unwrap(await store.execute({ kind: 'issue-code', accountId, clientId, proof, ...code }));
}

async function redeem(company: Company, codeHash: string, name: string, asClient = clientId) {
  const { accountId, store } = company;
  const code = unwrap(await store.execute({ kind: 'use-code', accountId, codeHash, clientId: asClient }));
  return code && (await store.execute(opening(company, name, { kind: 'code', codeHash })));
}

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

  describe('authorization codes', () => {
    storeTest('a code opens one session; used again, it ends that session', async (company) => {
      await issueCode(company, 'once');
      assert.equal((await redeem(company, 'once', 'a'))?.ok, true);
      assert.equal(await isAlive(company, '103', 'a'), true);
      assert.equal(await redeem(company, 'once', 'b'), null);
      assert.equal(await isAlive(company, '103', 'a'), false);
      assert.equal(await isAlive(company, '103', 'session-103'), true);
    });

    storeTest('a code used twice before it opened anything opens nothing', async (company) => {
      const { accountId, store } = company;
      await issueCode(company, 'raced');
      const use = { kind: 'use-code', accountId, codeHash: 'raced', clientId } as const;
      const used = (await Promise.all([store.execute(use), store.execute(use)])).map(unwrap);
      assert.equal(used.filter((code) => code !== null).length, 1);
      const opened = await store.execute(opening(company, 'a', { kind: 'code', codeHash: 'raced' }));
      assert.deepEqual(opened, { ok: false, refusal: { code: 'invalid-grant' } });
    });

    storeTest(
      'a code is of no use after a minute, to another app, or to someone who was disabled',
      async (company, clock) => {
        const { idOf } = company;
        await issueCode(company, 'foreign');
        assert.equal(await redeem(company, 'foreign', 'a', 'other' as ClientId), null);
        assert.equal((await redeem(company, 'foreign', 'b'))?.ok, true, 'another app’s try used it up');
        await issueCode(company, 'late');
        clock.setMs(startMs + codeLifeMs);
        assert.equal(await redeem(company, 'late', 'c'), null);
        await issueCode(company, 'disabled');
        unwrap(
          await company.change({ kind: 'update-extension', extensionId: idOf('103'), changes: { status: 'Disabled' } }),
        );
        const refusal = { code: 'inactive-person', subject: 'Disabled' };
        assert.deepEqual(await redeem(company, 'disabled', 'd'), { ok: false, refusal });
      },
    );
  });

  describe('passwords', () => {
    const bad = { ok: false, refusal: { code: 'bad-credentials' } };

    storeTest(
      'after five failures a password is locked, each time for longer, until it is named',
      async (company, clock) => {
        const { accountId, store, idOf } = company;
        await setPassword(company, 'hash');
        const fail = () => store.execute({ kind: 'count-failed-sign-in', accountId, extensionId: idOf('102') });
        const lockedMs = async () => {
          const login = await store.server.readLogin(accountId, { extensionNumber: '102' });
          return Math.max(0, (login?.password?.lockedUntilMs ?? 0) - clock.nowMs());
        };
        for (let failures = 1; failures <= 4; failures++) unwrap(await fail());
        assert.equal(await lockedMs(), 0);
        const waits: number[] = [];
        for (let failures = 5; failures <= 8; failures++) {
          unwrap(await fail());
          waits.push(await lockedMs());
          unwrap(await fail());
          assert.equal(await lockedMs(), waits.at(-1), 'a try while locked made it longer');
          assert.deepEqual(
            await store.execute(opening(company, `locked ${failures}`, byPassword(company, 'hash'))),
            bad,
          );
          clock.setMs(clock.nowMs() + (waits.at(-1) ?? 0));
        }
        assert.deepEqual(waits, [15_000, 30_000, 60_000, 120_000]);
        unwrap(await store.execute(opening(company, 'a', byPassword(company, 'hash'))));
        unwrap(await fail());
        assert.equal(await lockedMs(), 0, 'signing in did not forget the failures');
      },
    );

    storeTest('a password that was changed since it was compared proves nothing', async (company) => {
      await setPassword(company, 'old');
      await setPassword(company, 'new');
      assert.deepEqual(await company.store.execute(opening(company, 'a', byPassword(company, 'old'))), bad);
      assert.equal((await company.store.execute(opening(company, 'b', byPassword(company, 'new')))).ok, true);
    });

    storeTest('signing in keeps the better hash of the same password', async (company) => {
      await setPassword(company, 'weak');
      const proof = { ...byPassword(company, 'weak'), betterHash: 'strong' };
      unwrap(await company.store.execute(opening(company, 'a', proof)));
      assert.deepEqual(await company.store.execute(opening(company, 'b', byPassword(company, 'weak'))), bad);
      assert.equal((await company.store.execute(opening(company, 'c', byPassword(company, 'strong')))).ok, true);
    });

    storeTest('changing one’s password ends all of one’s sessions but this one', async (company) => {
      const { accountId, store, actorOf } = company;
      await setPassword(company, 'old');
      unwrap(await store.execute(opening(company, 'here', byPassword(company, 'old'))));
      unwrap(await store.execute(opening(company, 'there', byPassword(company, 'old'))));
      const actor = { ...actorOf('102'), sessionId: 'here' as SessionId };
      const change = { kind: 'change-password', accountId, actor, newHash: 'new' } as const;
      assert.equal((await store.execute({ ...change, oldHash: 'wrong' })).ok, false);
      assert.equal(await isAlive(company, '102', 'there'), true);
      unwrap(await store.execute({ ...change, oldHash: 'old' }));
      assert.deepEqual([await isAlive(company, '102', 'here'), await isAlive(company, '102', 'there')], [true, false]);
    });

    storeTest('an invitation works once, for its time, unless a newer one was made', async (company, clock) => {
      const { accountId, store, actorOf, idOf } = company;
      const invite = (tokenHash: string, by = '101') =>
        store.execute({
          kind: 'invite',
          ...{ accountId, actor: actorOf(by), extensionId: idOf('102'), tokenHash, lifeMs: 1000 },
        });
      const accept = async (tokenHash: string) =>
        (await store.execute({ kind: 'accept-invitation', accountId, tokenHash, newHash: 'h' })).ok;
      assert.equal((await invite('by a colleague', '103')).ok, false);
      unwrap(await invite('first'));
      unwrap(await invite('second'));
      assert.deepEqual([await accept('first'), await accept('second'), await accept('second')], [false, true, false]);
      assert.equal(await isAlive(company, '102', 'session-102'), false, 'the sessions from before go on');
      unwrap(await invite('late'));
      clock.setMs(startMs + 1000);
      assert.equal(await accept('late'), false);
    });

    storeTest('whoever is not activated yet is by setting a password; whoever is disabled cannot', async (company) => {
      const { accountId, store, actorOf, idOf, change } = company;
      const setStatus = (status: 'NotActivated' | 'Disabled') =>
        change({ kind: 'update-extension', extensionId: idOf('102'), changes: { status } });
      unwrap(await setStatus('NotActivated'));
      await setPassword(company, 'h');
      assert.equal((await store.as(actorOf('101')).readExtension(idOf('102')))?.status, 'Enabled');
      unwrap(await setStatus('Disabled'));
      const asked = { accountId, actor: actorOf('101'), extensionId: idOf('102'), tokenHash: 't', lifeMs: 1000 };
      const refusal = { code: 'cannot-be-invited', parameter: 'extensionId', subject: '102' };
      assert.deepEqual(await store.execute({ kind: 'invite', ...asked }), { ok: false, refusal });
    });

    storeTest(
      'an address is one person’s, however it is capitalised, until they change it or are deleted',
      async (company) => {
        const { accountId, store, idOf, change } = company;
        const login = async (email: string) =>
          (await store.server.readLogin(accountId, { email }))?.extension.extensionNumber;
        const give = (number: string, email: string) =>
          change({ kind: 'update-extension', extensionId: idOf(number), changes: { contact: { email } } });
        const refusal = { ok: false, refusal: { code: 'email-taken', parameter: 'contact.email' } };
        assert.equal(await login('102@COMPANY.example'), '102');
        assert.deepEqual(await give('103', '102@Company.example'), refusal);
        const draft = { type: 'User', status: 'Enabled', contact: { email: '102@company.example' } } as const;
        assert.deepEqual(
          await change({ kind: 'create-extension', draft: { ...draft, extensionNumber: '190' } }),
          refusal,
        );
        assert.equal(await login('102@company.example'), '102');
        assert.equal(await store.server.isSharedName(accountId, { email: '102@company.example' }), false);

        unwrap(await give('102', '102@COMPANY.example'));
        unwrap(await give('102', 'jonas@company.example'));
        unwrap(await give('103', '102@company.example'));
        assert.equal(await login('102@company.example'), '103');
        unwrap(await change({ kind: 'delete-extension', extensionId: idOf('103') }));
        unwrap(await give('102', '102@company.example'));
        assert.equal(await login('102@company.example'), '102');
      },
    );

    storeTest('a Department may have the address of a person, who signs in with it', async (company) => {
      const { accountId, store, idOf, change } = company;
      const contact = { email: '102@company.example' };
      unwrap(await change({ kind: 'update-extension', extensionId: idOf('200'), changes: { contact } }));
      assert.equal((await store.server.readLogin(accountId, contact))?.extension.extensionNumber, '102');
    });

    storeTest('an import gives nobody another’s address, but may change addresses about', async (company) => {
      const { accountId, store, idOf, change } = company;
      const login = async (email: string) =>
        (await store.server.readLogin(accountId, { email }))?.extension.extensionNumber;
      const bring = (addresses: Readonly<Record<string, string>>, isDryRun = false) => {
        const entries = Object.entries(addresses).map(([extensionNumber, email], index) => ({
          ...{ line: index + 2, extensionNumber, contact: { email } },
        }));
        return change({ kind: 'import-people', entries, isDryRun });
      };
      unwrap(await bring({ 102: '103@company.example', 103: '102@COMPANY.example' }));
      assert.deepEqual([await login('103@company.example'), await login('102@company.example')], ['102', '103']);

      const wrong = { 190: 'new@company.example', 191: 'New@company.example', 104: '105@company.example' };
      const steps = unwrap(await bring(wrong, true)) as readonly ImportStep[];
      const reasons = steps.map(({ extensionNumber, problems }) => [
        extensionNumber,
        ...problems.map(({ reason }) => reason),
      ]);
      assert.deepEqual(Object.fromEntries(reasons), { 104: 'email-taken', 190: 'email-taken', 191: 'email-taken' });
      const refused = await bring({ 104: '105@company.example' });
      const refusal = { code: 'email-taken', parameter: 'email', subject: '105@company.example', line: 2 };
      assert.deepEqual(refused, { ok: false, refusal });
      unwrap(await change({ kind: 'delete-extension', extensionId: idOf('105') }));
      unwrap(await bring({ 104: '105@company.example' }));
    });
  });
}
