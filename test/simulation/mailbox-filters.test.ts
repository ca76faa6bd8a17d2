/** Random mailboxes asked with random filters, beside a naive model, however much of them has been summarised. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { unwrap } from '../../src/domain/errors.ts';
import type { ConversationId, MessageId } from '../../src/domain/ids.ts';
import type { Availability, Direction } from '../../src/domain/message.ts';
import type { MessageQuery } from '../../src/domain/reads/messages.ts';
import { type Company, foundCompany } from '../../src/store/contract/company.fixture.ts';
import { openTestStore } from '../../src/store/open-test-store.fixture.ts';
import { MailboxModel } from './mailbox-model.ts';

const startMs = 1_700_000_000_000;
const people = ['101', '102', '103', '104'];
const departments = { '200': ['102', '103'], '201': ['103', '104'] };
const person = fc.constantFrom(...people);
const which = fc.nat({ max: 1000 });
const kind = <K extends string>(...kinds: K[]) => fc.constantFrom(...kinds);

/** Where in the time that has passed; some lie before and after everything. */
const moment = fc.oneof(fc.integer({ min: -3, max: 103 }), fc.constantFrom(-1e9, 1e9));
const question = fc.record({
  by: person,
  availability: fc.oneof(
    fc.constant<Availability[]>(['Alive']),
    fc.subarray<Availability>(['Alive', 'Deleted', 'Purged']),
  ),
  direction: fc.subarray<Direction>(['Inbound', 'Outbound']),
  isRead: fc.constantFrom(undefined, undefined, true, false),
  thread: fc.option(which, { freq: 2 }),
  isDistinct: fc.boolean(),
  from: fc.oneof(fc.constant(-1e9), moment),
  to: fc.oneof(fc.constant(1e9), moment),
  perPage: fc.constantFrom(1, 2, 3, 7, 1000),
  page: fc.constantFrom(1, 1, 2, 3, 5, 20),
});
/** The list of threads as clients show it, which summaries answer as well. */
const threadsQuestion = question.map((one): Question => {
  return { ...one, availability: ['Alive'], direction: [], isRead: undefined, thread: null, isDistinct: true, to: 1e9 };
});
type Question = typeof question extends fc.Arbitrary<infer T> ? T : never;

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: kind('send'),
      by: person,
      to: fc.uniqueArray(fc.constantFrom(...people, ...Object.keys(departments)), { minLength: 1, maxLength: 3 }),
      times: fc.integer({ min: 1, max: 6 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: kind('reply'), by: person, which }) },
  {
    weight: 6,
    arbitrary: fc.record({ kind: kind('read', 'unread', 'delete', 'purge', 'restore'), by: person, which }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind('delete thread', 'purge thread'), by: person, which }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('join', 'leave'), by: person, department: kind('200', '201') }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('add', 'remove'), by: person, which }) },
  { weight: 6, arbitrary: fc.record({ kind: kind('summarise'), steps: fc.integer({ min: 1, max: 4 }) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: kind('ask'),
      questions: fc.array(fc.oneof(question, threadsQuestion), { minLength: 5, maxLength: 10 }),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
type StepOf<K extends Step['kind']> = Extract<Step, { kind: K }>;

class Run {
  private readonly company: Company;
  private readonly model = new MailboxModel(departments);
  private readonly clock: { ms: number };

  constructor(company: Company, clock: { ms: number }) {
    this.company = company;
    this.clock = clock;
  }

  async take(one: Step): Promise<void> {
    switch (one.kind) {
      case 'send':
        return await this.send(one);
      case 'reply':
        return await this.reply(one);
      case 'join':
      case 'leave':
        return await this.move(one);
      case 'add':
      case 'remove':
        return await this.changeList(one);
      case 'summarise':
        return await this.summarise(one);
      case 'ask':
        for (const each of one.questions) await this.ask(each);
        return;
      case 'delete thread':
      case 'purge thread':
        return await this.deleteThread(one);
      default:
        return await this.change(one);
    }
  }

  private async send({ by, to, times }: StepOf<'send'>): Promise<void> {
    for (let time = 0; time < times; time++) {
      const result = await this.company.store.execute(this.company.page(by, to));
      if (!result.ok) return;
      const { pageId, createdMs } = result.value.page;
      const thread = this.model.newThread(by, to, pageId);
      this.model.keep(by, to, { thread, pageId, createdMs });
    }
  }

  private async reply({ by, which }: StepOf<'reply'>): Promise<void> {
    const message = this.one(by, which);
    if (!message) return;
    const replyOn = message.copyId as MessageId;
    const result = await this.company.store.execute(this.company.page(by, [], { replyOn }));
    if (!result.ok) return;
    const { thread } = message;
    const to = [...thread.explicit, ...thread.departments].filter((one) => one !== by);
    this.model.keep(by, to, { thread, pageId: result.value.page.pageId, createdMs: result.value.page.createdMs });
  }

  private async change({ kind: change, by, which }: StepOf<'read' | 'unread' | 'delete' | 'purge' | 'restore'>) {
    const message = this.one(by, which);
    if (!message || message.availability === 'Purged') return;
    const named = {
      ...{ accountId: this.company.accountId, actor: this.company.actorOf(by), copyId: message.copyId as MessageId },
    };
    if (change === 'delete' || change === 'purge') {
      const isPurge = change === 'purge' || message.availability === 'Deleted';
      unwrap(await this.company.store.execute({ kind: 'delete-message', ...named, isPurge: change === 'purge' }));
      message.availability = isPurge ? 'Purged' : 'Deleted';
      return;
    }
    const isRestored = change === 'restore';
    const isRead = isRestored ? message.isRead : change === 'read';
    unwrap(
      await this.company.store.execute({
        kind: 'change-message',
        ...named,
        change: isRestored ? { isRestored } : { isRead },
      }),
    );
    message.isRead = isRead;
    if (isRestored) message.availability = 'Alive';
  }

  private async deleteThread({ kind: change, by, which }: StepOf<'delete thread' | 'purge thread'>): Promise<void> {
    const message = this.one(by, which);
    if (!message) return;
    const { thread } = message;
    const isPurge = change === 'purge thread';
    unwrap(
      await this.company.store.execute({
        kind: 'delete-conversations',
        ...{ accountId: this.company.accountId, actor: this.company.actorOf(by) },
        conversationIds: [thread.conversationId as ConversationId],
        ...{ isPurge, beforeMs: Number.MAX_SAFE_INTEGER, limit: 1000, afterId: 0 as MessageId },
      }),
    );
    for (const each of this.model.mailboxOf(by)) {
      if (each.thread !== thread) continue;
      if (isPurge) each.availability = 'Purged';
      else if (each.availability === 'Alive') each.availability = 'Deleted';
    }
  }

  private async move({ kind: change, by, department }: StepOf<'join' | 'leave'>): Promise<void> {
    const ids = [this.company.idOf(by)];
    const departmentId = this.company.idOf(department);
    const isJoining = change === 'join';
    const moved = isJoining ? { addedIds: ids, removedIds: [] } : { addedIds: [], removedIds: ids };
    unwrap(await this.company.change({ kind: 'change-members', changes: [{ departmentId, ...moved }] }));
    if (isJoining) this.model.members[department]?.add(by);
    else this.model.members[department]?.delete(by);
  }

  private async changeList({ kind: change, by, which }: StepOf<'add' | 'remove'>): Promise<void> {
    const thread = this.model.threads[which % this.model.threads.length];
    if (!thread) return;
    const ids = [this.company.idOf(by)];
    const conversationId = thread.conversationId as ConversationId;
    const lists = change === 'add' ? { addedIds: ids, removedIds: [] } : { addedIds: [], removedIds: ids };
    unwrap(await this.company.change({ kind: 'change-participants', conversationId, ...lists }));
    if (change === 'add') thread.explicit.add(by);
    else thread.explicit.delete(by);
  }

  private async summarise({ steps }: StepOf<'summarise'>): Promise<void> {
    const { chores } = this.company.store;
    for (let taken = 0; taken < steps; taken++) {
      for (const chore of chores) if (chore.pace === 'seldom') await chore.step();
    }
  }

  private async ask({ by, thread, from, to, isRead, ...rest }: Question): Promise<void> {
    const conversationId =
      thread === null ? undefined : this.model.threads[thread % this.model.threads.length]?.conversationId;
    const at = (moment: number) => Math.max(0, Math.round(startMs + ((this.clock.ms - startMs) * moment) / 100));
    const query: MessageQuery = {
      ...{ ...rest, dateFromMs: at(from), dateToMs: at(to) },
      ...(isRead === undefined ? {} : { isRead }),
      ...(conversationId === undefined ? {} : { conversationId: conversationId as ConversationId }),
    };
    const { records, totalElements } = await this.company.mailboxOf(by, query);
    const expected = this.model.list(by, query);
    assert.deepEqual(
      { ids: records.map(({ copy }) => copy.copyId), total: totalElements },
      expected,
      JSON.stringify({ by, ...query }),
    );
  }

  private one(by: string, which: number) {
    const mailbox = this.model.mailboxOf(by);
    return mailbox[which % mailbox.length];
  }
}

const runs = Number(process.env.BECKON_SIMULATION_RUNS ?? 100);
const seed = Number(process.env.BECKON_SIMULATION_SEED ?? 20121018);
const blocks = fc.record({ copiesABlock: fc.integer({ min: 1, max: 4 }), blocksAJoin: fc.integer({ min: 1, max: 3 }) });

test(`any filter of any mailbox answers what a naive one does (seed ${seed}, ${runs} runs)`, async () => {
  await fc.assert(
    fc.asyncProperty(blocks, fc.array(step, { minLength: 30, maxLength: 80, size: 'max' }), async (sizes, steps) => {
      const clock = { ms: startMs };
      const store = await openTestStore({ clock: { nowMs: () => clock.ms }, blocks: sizes });
      try {
        const run = new Run(await foundCompany(store), clock);
        for (const [index, one] of steps.entries()) {
          // Many changes fall into one millisecond.
          clock.ms += index % 3 === 0 ? 10 : 0;
          await run.take(one);
        }
      } finally {
        await store.close();
      }
    }),
    { numRuns: runs, seed },
  );
});
