/** What every store must do while others commit between any two statements of a read: answer as of one moment. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { unwrap } from '../../domain/errors.ts';
import type { Message } from '../../domain/message.ts';
import type { FullSync, SyncChange } from '../../domain/reads/messages.ts';
import type { Store } from '../../domain/store.ts';
import { ask, askedOfActor, askedOfServer, everyFrame, everyMessage, readsOf } from './asked-reads.fixture.ts';
import { BusyCompany, type Interleaved } from './busy-company.fixture.ts';
import type { HandClock } from './company.fixture.ts';

/** The answers of these are the same with and without a snapshot: later changes leave what they ask about as it was. */
const lasting: ReadonlySet<string> = new Set([
  'server.readPlace',
  'server.readSecret',
  'server.knowsPlace',
  'server.verifyAudit',
]);

export function snapshotContract(open: (clock: HandClock) => Promise<Interleaved>): void {
  const busyTest = (name: string, body: (company: BusyCompany, data: Interleaved) => Promise<void>) =>
    test(name, async () => {
      let nowMs = 1_700_000_000_000;
      const clock = { nowMs: () => nowMs, setMs: (ms: number) => (nowMs = ms) };
      const data = await open(clock);
      try {
        await body(await BusyCompany.found(data, clock), data);
      } finally {
        await data.store.close();
      }
    });

  describe('while others commit between any two statements', () => {
    busyTest('every read answers as of the moment it began', async (company, data) => {
      for (const read of everyRead(company, data.store)) {
        const answers = { before: await read.ask(), during: (await data.during(read.ask, company.change)).answer };
        assert.deepEqual(answers.during, answers.before, read.name);
      }
    });

    busyTest('no read does without its snapshot: each would answer something else', async (company, data) => {
      const found: string[] = [];
      for (const read of everyRead(company, data.store)) {
        if (lasting.has(read.name)) continue;
        const before = await read.ask();
        const { answer, statements } = await data.during(read.ask, company.change, { isSnapshotOff: true });
        if (statements === 1) continue;
        assert.notDeepEqual(answer, before, read.name);
        found.push(read.name);
      }
      assert.ok(found.length > 40, `only ${found.length} reads are of more than one statement`);
    });

    busyTest('whoever syncs loses no message and has none twice', async (company, data) => {
      const { store } = data;
      const { actor } = company.subject;
      const full = (await data.during(() => store.as(actor).syncAll(everyFrame, 1000), company.change)).answer;
      const client = new SyncClient(full);
      let position = full.position;
      for (let round = 0, isDone = false; !isDone; round++) {
        const between = round < 20 ? company.change : () => {};
        const { answer } = await data.during(() => store.as(actor).syncChanges(everyFrame, position), between);
        assert.ok(answer);
        client.take(answer.changes);
        position = answer.position;
        isDone = round >= 20 && answer.changes.length === 0 && !position.unfinished;
      }
      const { records } = await store.as(actor).listMessages(everyMessage);
      assert.deepEqual(client.texts, textsOf(records));
    });

    busyTest('whoever reads changes hears of each new message once', async (company, data) => {
      const { store } = data;
      const { accountId, extensionId } = company.subject.actor;
      const start = await store.server.readPosition(accountId);
      const told: number[] = [];
      let position = start;
      for (let round = 0; round < 12; round++) {
        const between = round < 10 ? company.change : () => {};
        const read = () => store.server.readChanges(accountId, position, new Set([extensionId]), 3);
        const { answer } = await data.during(read, between);
        told.push(...answer.mailboxes.flatMap(({ added }) => added.map(({ copyId }) => copyId)));
        position = answer.position;
      }
      for (;;) {
        const { mailboxes, position: next } = await store.server.readChanges(
          accountId,
          position,
          new Set([extensionId]),
        );
        told.push(...mailboxes.flatMap(({ added }) => added.map(({ copyId }) => copyId)));
        if (next === position) break;
        position = next;
      }
      const { records } = await store.as(company.subject.actor).listMessages({ ...everyMessage });
      const kept = records.map(({ copy }) => copy.copyId).filter((copyId) => copyId >= start);
      assert.equal(new Set(told).size, told.length, 'told twice');
      assert.deepEqual(
        kept.filter((copyId) => !told.includes(copyId)),
        [],
        'never told',
      );
    });

    busyTest('a search and a list find each message once, and count as many as they find', async (company, data) => {
      const reads = data.store.as(company.subject.actor);
      const search = { ...everyMessage, terms: [{ text: 'word', isPrefix: false }] };
      for (let round = 0; round < 5; round++) {
        for (const read of [() => reads.listMessages(everyMessage), () => reads.searchMessages(search)]) {
          const { answer } = await data.during(read, company.change);
          assert.equal(answer.totalElements, answer.records.length);
          assert.equal(new Set(answer.records.map(({ copy }) => copy.copyId)).size, answer.records.length);
        }
      }
    });

    busyTest('an export holds each message that was there when it was asked for, once', async (company, data) => {
      const { server } = data.store;
      const { accountId, extensionId } = company.subject.actor;
      const operator = { kind: 'begin-export', accountId, actor: 'operator', fromMs: 0 } as const;
      const frame = unwrap(await data.store.execute(operator));
      const all = { fromId: 0, beforeId: frame.beforeId } as never;
      const expected = await server.listMailbox(accountId, extensionId, all, { afterId: 0, limit: 1000 });
      const during = async <R>(read: () => Promise<R>) => (await data.during(read, company.change)).answer;
      const range = await during(() => server.readExportRange(accountId, frame));
      const found: Message[] = [];
      for (let afterId = 0; ; ) {
        const step = { afterId, limit: 2 };
        const some = await during(() => server.listMailbox(accountId, extensionId, range, step));
        found.push(...some);
        company.change();
        const last = some.at(-1);
        if (!last) break;
        afterId = last.copy.copyId;
      }
      const idsOf = (messages: readonly Message[]) => messages.map(({ copy }) => copy.copyId);
      assert.deepEqual(idsOf(found), idsOf(expected));
    });
  });
}

/** Each asked for anew, with what it is about by then. */
function* everyRead(company: BusyCompany, store: Store): Generator<{ name: string; ask: () => Promise<unknown> }> {
  const groups = {
    actor: () => ({ reads: store.as(company.subject.actor), asked: askedOfActor(company.subject) }),
    server: () => ({ reads: store.server, asked: askedOfServer(company.subject) }),
  };
  for (const [group, now] of Object.entries(groups)) {
    for (const name of readsOf(now().reads)) {
      const { reads, asked } = now();
      yield { name: `${group}.${name}`, ask: () => ask(reads, name, asked) };
    }
  }
}

function textsOf(records: readonly Message[]): string[] {
  return records.map(({ page, copy }) => `${copy.copyId} ${copy.availability} ${copy.isRead} ${page.text}`).sort();
}

/** A copy of a mailbox, kept by what syncs tell. */
class SyncClient {
  readonly #held = new Map<number, Message>();

  constructor({ records }: FullSync) {
    for (const message of records) this.#held.set(message.copy.copyId, message);
  }

  take(changes: readonly SyncChange[]): void {
    for (const change of changes) {
      if ('lost' in change) this.#held.delete(change.lost.copyId);
      else this.#held.set(change.message.copy.copyId, change.message);
    }
  }

  get texts(): string[] {
    return textsOf([...this.#held.values()]);
  }
}
