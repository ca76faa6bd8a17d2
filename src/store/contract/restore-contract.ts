/** What every store must do when what it keeps is put back to what it was. Each engine runs this suite. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Clock } from '../../domain/clock.ts';
import type { Message } from '../../domain/message.ts';
import type { Place } from '../../domain/place.ts';
import type { SyncPosition } from '../../domain/reads/messages.ts';
import type { Store } from '../../domain/store.ts';
import { type Company, foundCompany } from './company.fixture.ts';

/** Where a store keeps its data, and a copy of all that lies there. */
export interface Keeping {
  /** With two changes told at a time in a sync. */
  open(clock: Clock): Promise<Store>;
  keep(): Promise<void>;
  /** While no store is open. */
  putBack(): Promise<void>;
}

const frame = { direction: [], dateFromMs: 0, dateToMs: Number.MAX_SAFE_INTEGER, isDistinct: false };

class Restorable {
  #keeping: Keeping;
  #company: Company;
  #clock: Clock;

  constructor(keeping: Keeping, company: Company, clock: Clock) {
    this.#keeping = keeping;
    this.#company = company;
    this.#clock = clock;
  }

  keep(): Promise<void> {
    return this.#keeping.keep();
  }

  async restart({ isPutBack }: { isPutBack: boolean }): Promise<void> {
    await this.#company.store.close();
    if (isPutBack) await this.#keeping.putBack();
    const store = await this.#keeping.open(this.#clock);
    this.#company = { ...this.#company, store, ...on(store, this.#company) };
  }

  send(text = 'Hello!'): Promise<Message> {
    return this.#company.send('102', ['101'], { text });
  }

  async synced(): Promise<SyncPosition> {
    return (await this.#company.store.as(this.#company.actorOf('101')).syncAll(frame, 100)).position;
  }

  async textsSince(position: SyncPosition): Promise<string[] | undefined> {
    const sync = await this.#company.store.as(this.#company.actorOf('101')).syncChanges(frame, position);
    return sync?.changes.map((change) => ('message' in change ? (change.message.page.text ?? '') : 'lost'));
  }

  async positionAfter(position: SyncPosition): Promise<SyncPosition | undefined> {
    return (await this.#company.store.as(this.#company.actorOf('101')).syncChanges(frame, position))?.position;
  }

  place(): Promise<Place> {
    return this.#company.store.server.readPlace(this.#company.accountId);
  }

  holds(place: Place): Promise<boolean> {
    return this.#company.store.server.knowsPlace(this.#company.accountId, place);
  }

  close(): Promise<void> {
    return this.#company.store.close();
  }
}

/** What a company does, on another store. */
function on(store: Store, { page }: Company): Pick<Company, 'send'> {
  return {
    async send(from, to, draft) {
      const sent = await store.execute(page(from, to, draft));
      assert.ok(sent.ok);
      return sent.value;
    },
  };
}

export function restoreContract(inKeeping: (body: (keeping: Keeping) => Promise<void>) => Promise<void>): void {
  const restoreTest = (name: string, body: (data: Restorable) => Promise<void>) => {
    for (const [about, nowMs] of [
      ['', Date.UTC(2026, 10, 30)],
      [', with a clock that stands at 1970', 0],
    ] as const) {
      test(`${name}${about}`, () =>
        inKeeping(async (keeping) => {
          const clock = { nowMs: () => nowMs };
          const data = new Restorable(keeping, await foundCompany(await keeping.open(clock)), clock);
          try {
            await body(data);
          } finally {
            await data.close();
          }
        }));
    }
  };

  describe('data that is put back', () => {
    restoreTest('no number is given to a second page', async (data) => {
      const given = new Set<number>();
      await data.keep();
      for (let life = 0; life < 10; life++) {
        await data.restart({ isPutBack: true });
        for (let page = 0; page < 5; page++) given.add((await data.send()).copy.copyId);
        if (life % 3 === 0) await data.keep();
      }
      assert.equal(given.size, 50);
    });

    restoreTest(
      'a position from before goes on where it was, and one from what was lost is refused for good',
      async (data) => {
        await data.send('kept');
        const [known, before] = [await data.synced(), await data.place()];
        await data.keep();
        await data.send('lost');
        const [lost, lostPlace] = [await data.synced(), await data.place()];
        await data.restart({ isPutBack: true });
        assert.deepEqual([await data.textsSince(known), await data.textsSince(lost)], [[], undefined]);
        assert.deepEqual([await data.holds(before), await data.holds(lostPlace)], [true, false]);
        await data.send('one');
        await data.send('two');
        assert.deepEqual([await data.textsSince(known), await data.textsSince(lost)], [['two', 'one'], undefined]);
        assert.deepEqual([await data.holds(before), await data.holds(lostPlace)], [true, false]);
      },
    );

    restoreTest(
      'of two that were put back to the same state, neither takes the positions of the other',
      async (data) => {
        await data.keep();
        await data.restart({ isPutBack: true });
        await data.send('first');
        const [first, firstPlace] = [await data.synced(), await data.place()];
        await data.restart({ isPutBack: true });
        await data.send('second');
        assert.equal(await data.textsSince(first), undefined);
        assert.equal(await data.holds(firstPlace), false);
      },
    );

    restoreTest(
      'whoever was told half of what changed is refused when the other half came after the copy was made',
      async (data) => {
        const begun = await data.synced();
        for (const text of ['1', '2', '3', '4', '5']) await data.send(text);
        const half = await data.positionAfter(begun);
        assert.ok(half?.unfinished);
        await data.keep();
        assert.ok(await data.textsSince(half));
        await data.send('lost');
        const more = await data.positionAfter(half);
        assert.ok(more?.unfinished);
        await data.restart({ isPutBack: true });
        assert.ok(await data.textsSince(half));
        assert.equal(await data.textsSince(more), undefined);
      },
    );

    restoreTest('a mere restart takes nothing from anyone, however often', async (data) => {
      const [start, place] = [await data.synced(), await data.place()];
      const places = [place];
      for (const text of ['a', 'b', 'c']) {
        await data.restart({ isPutBack: false });
        places.push(await data.place());
        await data.send(text);
        places.push(await data.place());
      }
      assert.deepEqual(await data.textsSince(start), ['c', 'b']);
      assert.deepEqual(
        await Promise.all(places.map((one) => data.holds(one))),
        places.map(() => true),
      );
    });
  });
}
