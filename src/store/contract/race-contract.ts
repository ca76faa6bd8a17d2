/** What every store must refuse while reads are under way, wherever they are answered: a part of the store's contract. */

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { DomainError, unwrap } from '../../domain/errors.ts';
import { everyMessage } from './asked-reads.fixture.ts';
import type { Company, StoreTest } from './company.fixture.ts';
import { found } from './search-contract.ts';

type End = (company: Company) => Promise<unknown>;

/** Short reads and long ones. */
async function readsOf({ store, actorOf }: Company): Promise<[name: string, read: () => Promise<unknown>][]> {
  const own = store.as(actorOf('103'));
  const { records } = await own.listMessages(everyMessage);
  const copyId = records[0]?.copy.copyId as never;
  return [
    ['readMessage', () => own.readMessage(copyId)],
    ['listMessages', () => own.listMessages(everyMessage)],
    ['searchMessages', () => own.searchMessages({ ...everyMessage, terms: [{ text: 'drill', isPrefix: false }] })],
    ['listExtensions', () => own.listExtensions({ page: 1, perPage: 10, status: [], type: [], search: 'ext' })],
    ['verifyAudit', () => own.verifyAudit()],
  ];
}

const ends: readonly [who: string, end: End][] = [
  [
    'signs out',
    ({ store, accountId, actorOf }) =>
      store.execute({ kind: 'end-own-sessions', accountId, actor: actorOf('103'), which: 'all' }),
  ],
  [
    'is frozen',
    ({ change, idOf }) =>
      change({ kind: 'update-extension', extensionId: idOf('103'), changes: { status: 'Frozen' } } as never),
  ],
  ['is deleted', ({ change, idOf }) => change({ kind: 'delete-extension', extensionId: idOf('103') } as never)],
];

export function raceContract(storeTest: StoreTest): void {
  describe('while reads are under way', () => {
    for (const [who, end] of ends) {
      storeTest(`whoever ${who} is refused every read that is asked after it`, async (company) => {
        for (let sent = 0; sent < 20; sent++) await company.send('101', ['103'], { text: 'fire drill' });
        const reads = await readsOf(company);
        let [isOver, isDone] = [false, false];
        const [wrong, counts]: [string[], { before: number; after: number }] = [[], { before: 0, after: 0 }];
        const asking = reads.map(async ([name, read]) => {
          for (let after = 0; after < 5 && !isDone; ) {
            const wasOver = isOver;
            const code = await read().then(
              () => 'answered',
              (error: unknown) => (error instanceof DomainError ? error.refusal.code : String(error)),
            );
            counts[wasOver ? 'after' : 'before']++;
            if (wasOver) after++;
            if (wasOver ? code !== 'unknown-token' : !['answered', 'unknown-token'].includes(code)) {
              wrong.push(`${name} ${wasOver ? 'after' : 'before'}: ${code}`);
            }
            await turn();
          }
        });
        try {
          await Promise.all(reads.map(([, read]) => read()));
          unwrap((await end(company)) as never);
          isOver = true;
          await Promise.all(asking);
        } finally {
          isDone = true;
        }
        assert.deepEqual(wrong, []);
        assert.ok(counts.before > 0 && counts.after === 5 * reads.length, JSON.stringify(counts));
      });
    }

    storeTest('whoever has left a Department finds none of its pages from the next search on', async (company) => {
      await company.send('101', ['200'], { text: 'fire drill' });
      const search = () => found(company, '103', ['drill']);
      const before = Array.from({ length: 10 }, search);
      const members = { departmentId: company.idOf('200'), addedIds: [], removedIds: [company.idOf('103')] };
      unwrap(await company.change({ kind: 'change-members', changes: [members] } as never));
      const after = await Promise.all(Array.from({ length: 10 }, search));
      assert.deepEqual(after.flat(), []);
      for (const texts of await Promise.all(before)) assert.ok(texts.every((text) => text === 'fire drill'));
    });
  });
}
