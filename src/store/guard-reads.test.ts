/** Reads that take more than one snapshot: each part is guarded, and whoever is refused sets nothing going. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { DomainError } from '../domain/errors.ts';
import type { AccountId, ExtensionId, MessageId, SessionId } from '../domain/ids.ts';
import type { MessageSearch } from '../domain/reads/messages.ts';
import { guardReads } from './guard-reads.ts';
import type { RawReads, ReadEngine } from './raw-reads.ts';

const accountId = 1 as AccountId;
const actor = { accountId, sessionId: 's' as SessionId, extensionId: 101 as ExtensionId };
const isRefused = (error: unknown) => error instanceof DomainError && error.refusal.code === 'unknown-token';

/** An engine in which every second copy can be read, and somebody signed out after so many snapshots. */
function engineFor(snapshotsUntilSignedOut = Number.POSITIVE_INFINITY) {
  const seen = { sought: [] as number[], caught: 0, snapshots: 0, searches: 0 };
  const reads = {
    actor: {
      findReadable: (_actor: unknown, ids: readonly MessageId[]) => {
        seen.sought.push(ids.length);
        return ids.filter((id) => id % 2 === 0);
      },
      searchMessages: () => {
        seen.searches += 1;
        return { records: Array.from({ length: seen.caught }) };
      },
    },
    server: {
      readSessionState: () => (seen.snapshots > snapshotsUntilSignedOut ? undefined : { roles: [], isManager: false }),
    },
    trail: { ends: () => ({ first: undefined, last: undefined }), after: () => [] },
  } as unknown as RawReads;
  const engine: ReadEngine = {
    snapshot: (read) => {
      seen.snapshots += 1;
      return read(reads);
    },
    readOnce: (read) => read(reads),
    catchUp: async (id) => {
      assert.equal(id, accountId);
      seen.caught += 1;
    },
    names: { actor: ['findReadable', 'searchMessages'], server: ['readSessionState'], single: [] },
  };
  return { seen, own: guardReads(engine).as(actor) };
}

const idsOf = (count: number) => Array.from({ length: count }, (_, index) => (index + 1) as MessageId);

describe('which of many can be read', () => {
  const rows: [count: number, sought: number[]][] = [
    [0, [0]],
    [1, [1]],
    [1000, [1000]],
    [1001, [1000, 1]],
    [2500, [1000, 1000, 500]],
  ];
  for (const [count, sought] of rows) {
    test(`of ${count} is asked in parts, each id once`, async () => {
      const { seen, own } = engineFor();
      const found = await own.findReadable(idsOf(count));
      assert.deepEqual(
        found,
        idsOf(count).filter((id) => id % 2 === 0),
      );
      assert.deepEqual(seen.sought, sought);
    });
  }
  test('is refused to who is signed out between the parts', async () => {
    const { seen, own } = engineFor(1);
    await assert.rejects(own.findReadable(idsOf(1001)), isRefused);
    assert.deepEqual(seen.sought, [1000]);
  });
  test('lets others have their turn between the parts, and only there', async () => {
    const turnsIn = async (count: number) => {
      let [isDone, turns] = [false, 0];
      const asked = engineFor()
        .own.findReadable(idsOf(count))
        .then(() => {
          isDone = true;
        });
      for (; !isDone; turns++) await turn();
      await asked;
      return turns;
    };
    assert.equal((await turnsIn(3000)) - (await turnsIn(1000)), 2);
  });
});

describe('a search', () => {
  const query = {} as MessageSearch;
  test('finds what was taken in before', async () => {
    const { own } = engineFor();
    assert.equal((await own.searchMessages(query)).records.length, 1);
  });
  test('sets nothing going for who is refused', async () => {
    const { seen, own } = engineFor(0);
    await assert.rejects(own.searchMessages(query), isRefused);
    assert.deepEqual([seen.caught, seen.searches], [0, 0]);
  });
  test('is refused to who is signed out while what was sent is taken in', async () => {
    const { seen, own } = engineFor(1);
    await assert.rejects(own.searchMessages(query), isRefused);
    assert.deepEqual([seen.caught, seen.searches], [1, 0]);
  });
});
