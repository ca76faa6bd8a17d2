/**
 * What holds while two processes have one data open. An engine that allows one alone passes nothing of this: it must
 * refuse to open a second, and say so. SQLite allows it, for the command line beside a server.
 */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Clock } from '../../domain/clock.ts';
import type { Command } from '../../domain/command.ts';
import { type DomainError, unwrap } from '../../domain/errors.ts';
import type { ClientId, MessageId } from '../../domain/ids.ts';
import type { Message } from '../../domain/message.ts';
import type { Signal } from '../../domain/reads/changes.ts';
import type { Store } from '../../domain/store.ts';
import { everyMessage } from './asked-reads.fixture.ts';
import { type Company, foundCompany } from './company.fixture.ts';

/** One data that can be opened any number of times. */
export interface SharedData {
  open(clock: Clock): Promise<Store>;
}

interface Pair {
  readonly company: Company;
  readonly here: Store;
  readonly there: Store;
  send(on: Store, text: string): Promise<Message>;
  textsIn(store: Store): Promise<string[]>;
}

export function twoStoresContract(withData: (body: (data: SharedData) => Promise<void>) => Promise<void>): void {
  const pairTest = (name: string, body: (pair: Pair) => Promise<void>) =>
    test(name, () =>
      withData(async (data) => {
        const clock = { nowMs: () => 1_700_000_000_000 };
        const [here, there] = [await data.open(clock), await data.open(clock)];
        try {
          await body(pairOf(await foundCompany(here), here, there));
        } finally {
          for (const store of [here, there]) await store.close();
        }
      }),
    );

  describe('of two stores on one data', () => {
    pairTest('each reads at once what the other has answered', async ({ here, there, send, textsIn }) => {
      for (const [index, store] of [here, there, there, here].entries()) {
        await send(store, `${index}`);
        for (const one of [here, there]) assert.equal((await textsIn(one)).at(-1), `${index}`);
      }
    });

    pairTest('each is signalled of what the other commits', async ({ company, here, there, send }) => {
      for (const [listening, writing] of [
        [here, there],
        [there, here],
      ] as const) {
        const signalled = Promise.withResolvers<Signal>();
        const stop = listening.onChange(signalled.resolve);
        await send(writing, 'from elsewhere');
        assert.equal((await signalled.promise).accountId, company.accountId);
        stop();
      }
    });

    pairTest('both take numbers of one sequence: none twice, in the order of the answers', async (pair) => {
      const { company, here, there, send, textsIn } = pair;
      const answered: Message[] = [];
      for (let round = 0; round < 10; round++) {
        const both = [here, there].map(async (store, index) => {
          answered.push(await send(store, `${round}-${index}`));
        });
        await Promise.all(both);
      }
      const ids = answered.map(({ page }) => page.pageId);
      assert.deepEqual(
        ids,
        ids.toSorted((a, b) => a - b),
      );
      for (const [before, after] of ids.slice(1).map((id, index) => [ids[index] ?? 0, id] as const)) {
        assert.ok(after >= before + 2, 'the copies of two pages have the same ids');
      }
      const texts = answered.map(({ page }) => page.text);
      for (const store of [here, there]) assert.deepEqual(await textsIn(store), texts);
      const position = await here.server.readPosition(company.accountId);
      assert.equal(await there.server.readPosition(company.accountId), position);
    });

    pairTest('whoever reads changes on one hears of all that both committed, once', async (pair) => {
      const { company, here, there, send } = pair;
      const { accountId, idOf } = company;
      let position = await here.server.readPosition(accountId);
      const told: number[] = [];
      const sent: number[] = [];
      for (let round = 0; round < 10; round++) {
        sent.push((await send(round % 3 === 0 ? here : there, 'news')).copy.copyId + 1);
        const changes = await (round % 2 === 0 ? here : there).server.readChanges(
          accountId,
          position,
          new Set([idOf('102')]),
        );
        told.push(...changes.mailboxes.flatMap(({ added }) => added.map(({ copyId }) => copyId)));
        position = changes.position;
      }
      assert.deepEqual(told, sent);
    });

    pairTest('what one has taken from somebody, the other refuses them', async ({ company, here, there }) => {
      const { accountId, actorOf, idOf } = company;
      const page = unwrap(await there.execute(company.page('101', ['200'])));
      const readable = async () => (await there.as(actorOf('103')).listMessages(everyMessage)).records.length;
      assert.equal(await readable(), 1);
      const removed = [{ departmentId: idOf('200'), addedIds: [], removedIds: [idOf('103')] }];
      unwrap(await here.execute({ kind: 'change-members', accountId, actor: actorOf('101'), changes: removed }));
      assert.equal(await readable(), 0);
      const replyOn = (page.copy.copyId + 2) as MessageId;
      const reply = await there.execute(company.page('103', [], { replyOn }));
      assert.equal(reply.ok, false);
      unwrap(await here.execute({ kind: 'end-own-sessions', accountId, actor: actorOf('101'), which: 'all' }));
      assert.deepEqual(await there.execute(company.page('101', ['102'])), {
        ...{ ok: false, refusal: { code: 'unknown-token' } },
      });
      const isRefused = (error: DomainError) => error.refusal.code === 'unknown-token';
      await assert.rejects(there.as(actorOf('101')).readAccount(), isRefused);
    });

    for (const [what, change] of standings) {
      test(`what both know of a session is what a third reads who never knew it: after ${what}`, () =>
        withData(async (data) => {
          const clock = { nowMs: () => 1_700_000_000_000 };
          const stores = [await data.open(clock), await data.open(clock)] as const;
          try {
            const company = await foundCompany(stores[0]);
            const asked = ['101', '102', '103', '104'].map(
              (number) => [company.actorOf(number), `access-${number}`] as const,
            );
            const statesIn = ({ server }: Store) =>
              Promise.all(
                asked.flatMap(([actor, hash]) => [
                  server.readSessionState(actor),
                  server.readSessionState(actor, hash),
                ]),
              );
            const before = await statesIn(stores[0]);
            assert.deepEqual(await statesIn(stores[1]), before);
            for (const command of change(company)) unwrap(await stores[1].execute(command));
            const third = await data.open(clock);
            const now = await statesIn(third);
            await third.close();
            assert.notDeepEqual(now, before);
            for (const store of stores) assert.deepEqual(await statesIn(store), now);
          } finally {
            for (const store of stores) await store.close();
          }
        }));
    }
  });
}

type Changes = (company: Company) => readonly Command[];
const by101 = ({ accountId, actorOf }: Company) => ({ accountId, actor: actorOf('101') });
const tokens = { accessHash: 'other', accessTtlS: 60, refreshHash: 'more', refreshTtlS: 600 };
const clientId = 'app-7' as ClientId;

/** Each takes something from a session, or gives it. */
const standings: readonly (readonly [what: string, changes: Changes])[] = [
  [
    'a freeze',
    (one) => [{ kind: 'update-extension', ...by101(one), extensionId: one.idOf('103'), changes: { status: 'Frozen' } }],
  ],
  ['a removal', (one) => [{ kind: 'delete-extension', ...by101(one), extensionId: one.idOf('103') }]],
  [
    'a role given',
    (one) => [{ kind: 'assign-role', ...by101(one), role: 'auditor', addedIds: [one.idOf('103')], removedIds: [] }],
  ],
  ['a role taken', (one) => [{ kind: 'set-roles', ...by101(one), extensionId: one.idOf('103'), roles: ['auditor'] }]],
  [
    'a manager set',
    (one) => [{ kind: 'set-managers', ...by101(one), departmentId: one.idOf('200'), managerIds: [one.idOf('104')] }],
  ],
  ['a Department’s removal', (one) => [{ kind: 'delete-extension', ...by101(one), extensionId: one.idOf('200') }]],
  [
    'a sign-out',
    (one) => [{ kind: 'end-own-sessions', accountId: one.accountId, actor: one.actorOf('103'), which: 'all' }],
  ],
  ['an end by token', ({ accountId }) => [{ kind: 'end-session', accountId, tokenHash: 'access-103', clientId }]],
  [
    'a renewal',
    ({ accountId }) => [{ kind: 'refresh-session', accountId, clientId, refreshHash: 'refresh-103', tokens }],
  ],
  [
    'limits for an app',
    (one) => [
      {
        kind: 'update-app',
        ...by101(one),
        clientId,
        changes: { redirectUris: ['https://a.example/'], rateLimits: { Medium: 5 } },
      },
    ],
  ],
  ['an app’s removal', (one) => [{ kind: 'delete-app', ...by101(one), clientId }]],
];

function pairOf(company: Company, here: Store, there: Store): Pair {
  return {
    ...{ company, here, there },
    send: async (on, text) => unwrap(await on.execute(company.page('101', ['102'], { text }))),
    async textsIn(store) {
      const { records } = await store.as(company.actorOf('102')).listMessages(everyMessage);
      return records.map(({ page }) => page.text).reverse();
    },
  };
}
