/** What every store must keep of codes, passwords and invitations. */

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { codeLifeMs } from '../../domain/authorization-code.ts';
import { unwrap } from '../../domain/errors.ts';
import type { ClientId, SessionId } from '../../domain/ids.ts';
import type { ImportStep } from '../../domain/people-import.ts';
import type { StoreTest } from './company.fixture.ts';
import { byPassword, clientId, isAlive, issueCode, opening, redeem, setPassword, startMs } from './sign-in.fixture.ts';

export function passwordContract(storeTest: StoreTest): void {
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
