/** What every store must do when its process dies between writing a batch and committing it: keep and answer nothing. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clock } from '../../domain/clock.ts';
import type { Command } from '../../domain/command.ts';
import { unwrap } from '../../domain/errors.ts';
import type { Store } from '../../domain/store.ts';
import { type Company, foundCompany } from './company.fixture.ts';

export interface Crashing {
  open(clock: Clock): Promise<Store>;
  /**
   * Has another process execute these commands at once, which is killed when all is written and the commit is due.
   * Gives what it had answered by then.
   */
  dieBeforeCommit(commands: readonly Command[]): Promise<unknown[]>;
}

export function crashContract(withData: (body: (data: Crashing) => Promise<void>) => Promise<void>): void {
  const clock = { nowMs: () => 1_700_000_000_000 };

  test('a store that dies between writing and the commit has kept nothing, and answered nobody', () =>
    withData(async (data) => {
      const first = await data.open(clock);
      const company = await foundCompany(first);
      const { copy } = await company.send('101', ['102', '200'], { text: 'before' });
      const before = await stateOf(company);
      await first.close();

      const { accountId, actorOf, idOf } = company;
      const actor = actorOf('101');
      const answers = await data.dieBeforeCommit([
        company.page('101', ['102', '200'], { text: 'never sent' }),
        { kind: 'delete-message', accountId, actor, copyId: copy.copyId, isPurge: true },
        { kind: 'delete-extension', accountId, actor, extensionId: idOf('105') },
        { kind: 'end-own-sessions', accountId, actor, which: 'all' },
      ]);
      assert.deepEqual(answers, []);

      const store = await data.open(clock);
      try {
        assert.deepEqual(await stateOf({ ...company, store }), before);
        const sent = unwrap(await store.execute(company.page('101', ['102'], { text: 'after' })));
        assert.equal(sent.page.text, 'after');
      } finally {
        await store.close();
      }
    }));
}

/** Whatever the commands would have changed. */
async function stateOf({ store, accountId, actorOf, idOf }: Pick<Company, 'store' | 'accountId' | 'actorOf' | 'idOf'>) {
  const all = { fromId: 0, beforeId: Number.MAX_SAFE_INTEGER } as never;
  const step = { afterId: 0, limit: 1000 };
  const mailboxes = ['101', '102', '103'].map((number) => store.server.listMailbox(accountId, idOf(number), all, step));
  return {
    mailboxes: await Promise.all(mailboxes),
    everyone: await store.server.listEveryone(accountId, step),
    position: await store.server.readPosition(accountId),
    session: await store.server.readSessionState(actorOf('101')),
    audit: await store.server.verifyAudit(accountId),
  };
}
