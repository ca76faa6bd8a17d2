/** What every store must do with commands that share a commit: each is decided on all that those before it did. */

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Command } from '../../domain/command.ts';
import { type Result, unwrap } from '../../domain/errors.ts';
import type { CredentialId, SessionId } from '../../domain/ids.ts';
import type { Message } from '../../domain/message.ts';
import type { ImportStep } from '../../domain/people-import.ts';
import type { Signal } from '../../domain/reads/changes.ts';
import { doChores } from './chores.fixture.ts';
import type { Company, StoreTest } from './company.fixture.ts';

type Change = Parameters<Company['change']>[0];

const pageIdOf = (result: Result<unknown>): number | undefined =>
  result.ok ? (result.value as Partial<Message> | null)?.page?.pageId : undefined;
const codeOf = (result: Result<unknown>) => (result.ok ? 'done' : result.refusal.code);

/** Sends from 102 to 103, something else, and the same page again, in one commit. */
async function around(company: Company, between: Command): Promise<string[]> {
  const actor = { ...company.actorOf('102'), permission: 'InternalSMS' } as const;
  const page = company.page('102', ['103'], { actor });
  const { store } = company;
  return (await Promise.all([store.execute(page), store.execute(between), store.execute(page)])).map(codeOf);
}

function changeIn({ accountId, actorOf }: Company, change: Change): Command {
  return { ...change, accountId, actor: actorOf('101') } as Command;
}

const rows: readonly [what: string, between: (company: Company) => Command, after: string][] = [
  [
    'who has signed out sends nothing more',
    ({ accountId, actorOf }) => ({ kind: 'end-own-sessions', accountId, actor: actorOf('102'), which: 'all' }),
    'unknown-token',
  ],
  [
    'whose session alone was ended sends nothing more in it',
    ({ accountId, actorOf }) => ({
      ...{ kind: 'end-own-sessions', accountId, actor: actorOf('102') },
      which: 'session-102' as SessionId,
    }),
    'unknown-token',
  ],
  [
    'who was frozen sends nothing more',
    (company) =>
      changeIn(company, { kind: 'update-extension', extensionId: company.idOf('102'), changes: { status: 'Frozen' } }),
    'unknown-token',
  ],
  [
    'who was deleted sends nothing more',
    (company) => changeIn(company, { kind: 'delete-extension', extensionId: company.idOf('102') }),
    'unknown-token',
  ],
  [
    'who lost the role sends nothing more',
    (company) =>
      changeIn(company, { kind: 'set-roles', extensionId: company.idOf('102'), roles: ['auditor'] } as Change),
    'missing-user-permission',
  ],
  [
    'to whom was frozen nothing is sent',
    (company) =>
      changeIn(company, { kind: 'update-extension', extensionId: company.idOf('103'), changes: { status: 'Frozen' } }),
    'recipient-inactive',
  ],
  [
    'to a number that was given up nothing is sent',
    (company) =>
      changeIn(company, {
        ...{ kind: 'update-extension', extensionId: company.idOf('103') },
        changes: { extensionNumber: '163' },
      }),
    'unknown-referenced-resource',
  ],
  [
    'whom nothing happened to goes on',
    (company) =>
      changeIn(company, { kind: 'update-extension', extensionId: company.idOf('104'), changes: { status: 'Frozen' } }),
    'done',
  ],
];

export function batchContract(storeTest: StoreTest): void {
  describe('commands that share a commit', () => {
    for (const [what, between, after] of rows) {
      storeTest(`know of one another: ${what}`, async (company) => {
        assert.deepEqual(await around(company, between(company)), ['done', 'done', after]);
      });
    }
  });

  describe('the numbers of an account', () => {
    storeTest('follow one another within a commit, whoever takes none between', async (company) => {
      const { store, accountId, actorOf } = company;
      const credential = { credentialId: 'another' as CredentialId, label: 'report', lifeMs: null };
      const results = await Promise.all([
        store.execute(company.page('102', ['103'])),
        store.execute({ kind: 'create-credential', accountId, actor: actorOf('102'), ...credential }),
        store.execute(company.page('102', ['999'])),
        store.execute(company.page('102', ['103', '104'])),
        store.execute({ kind: 'set-presence', accountId, actor: actorOf('102'), changes: { message: 'Back soon' } }),
        store.execute(company.page('102', ['103'])),
      ]);
      const [first, , , second, , third] = results.map((result) => pageIdOf(result));
      assert.deepEqual([second, third], [(first ?? 0) + 2, (first ?? 0) + 6]);
    });

    storeTest('are used up by what is done, and not by trying what an import would do', async (company) => {
      const entries = ['150', '151'].map((extensionNumber) => ({ extensionNumber, contact: {} }));
      const importing = async (isDryRun: boolean) => {
        const steps = unwrap(await company.change({ kind: 'import-people', entries, isDryRun }));
        return (steps as readonly ImportStep[]).map(({ extensionId }) => extensionId);
      };
      const tried = await importing(true);
      assert.deepEqual(await importing(true), tried);
      assert.deepEqual(await importing(false), tried);
      const { page } = await company.send('102', ['103']);
      assert.ok(tried.every((id) => page.pageId > id));
    });
  });

  describe('the time of an account', () => {
    storeTest('is that of whatever changed something last, though it took no number', async (company, clock) => {
      const laterMs = clock.nowMs() + 3_600_000;
      clock.setMs(laterMs);
      const { accountId, actorOf } = company;
      const credential = { credentialId: 'another' as CredentialId, label: 'report', lifeMs: null };
      const made = { kind: 'create-credential', accountId, actor: actorOf('102'), ...credential } as const;
      assert.equal(codeOf(await company.store.execute(made)), 'done');
      clock.setMs(laterMs - 1_800_000);
      assert.equal((await company.send('102', ['103'])).page.createdMs, laterMs);
    });

    storeTest('is left alone by what changes nothing', async (company, clock) => {
      const beforeMs = clock.nowMs();
      clock.setMs(beforeMs + 3_600_000);
      assert.equal(codeOf(await company.store.execute(company.page('102', ['999']))), 'unknown-referenced-resource');
      clock.setMs(beforeMs);
      assert.equal((await company.send('102', ['103'])).page.createdMs, beforeMs);
    });
  });

  describe('a commit is told', () => {
    const toldBy = async (company: Company, commands: readonly Command[]): Promise<Signal[]> => {
      const signals: Signal[] = [];
      const stop = company.store.onChange((signal) => signals.push(signal));
      for (const command of commands) assert.equal(codeOf(await company.store.execute(command)), 'done', command.kind);
      await Promise.resolve();
      stop();
      return signals;
    };

    storeTest('when a copy, a Department or who takes part in a thread changes', async (company) => {
      const { accountId, actorOf, idOf } = company;
      const sent = await company.send('102', ['103', '104']);
      const [held] = (await company.mailboxOf('103')).records;
      const { conversationId } = sent.page;
      const commands: Command[] = [
        {
          ...{ kind: 'change-message', accountId, actor: actorOf('103'), copyId: held?.copy.copyId as never },
          change: { isRead: true },
        } as Command,
        changeIn(company, {
          kind: 'change-members',
          changes: [{ departmentId: idOf('200'), addedIds: [], removedIds: [idOf('103')] }],
        }),
        {
          ...{ kind: 'change-participants', accountId, actor: actorOf('102'), conversationId },
          ...{ addedIds: [idOf('105')], removedIds: [idOf('104')] },
        } as Command,
      ];
      for (const command of commands) assert.equal((await toldBy(company, [command])).length, 1, command.kind);
    });

    storeTest('to nobody when it only makes reading faster', async (company) => {
      for (let count = 0; count < 3; count++) await company.send('102', ['103']);
      let told = 0;
      const stop = company.store.onChange(() => told++);
      await doChores(company.store);
      stop();
      assert.equal(told, 0);
    });
  });
}
