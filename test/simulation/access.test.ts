/** People join, leave, are frozen, page and reply at random: everyone may read exactly what a simple model says. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type ModelThread, type Outcome, PagingModel } from './paging-model.ts';
import { type Answer, mailbox, messagePath, type ServedCompany, serveCompany } from './served-company.ts';

const people = ['101', '102', '103', '104', '105'];
const departments = ['200', '201', '202'];
const person = fc.constantFrom(...people);
const recipients = (minLength: number) =>
  fc.uniqueArray(fc.constantFrom(...people, ...departments), { minLength, maxLength: 3 });
const pick = fc.nat({ max: 1000 });

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('send' as const), by: person, to: recipients(1) }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('reply' as const), by: person, page: pick, to: recipients(0) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('join' as const),
      by: person,
      department: fc.constantFrom(...departments),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('leave' as const),
      by: person,
      department: fc.constantFrom(...departments),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('freeze' as const), by: person }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('thaw' as const), which: pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('add' as const), by: person, page: pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), by: person, page: pick }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A company beside its model, and the ids of what was sent. */
class Run {
  private readonly company: ServedCompany;
  private readonly model = new PagingModel(departments);
  /** The conversation id of each thread. */
  private readonly threadIds = new Map<ModelThread, number>();
  private sent = 0;

  constructor(company: ServedCompany) {
    this.company = company;
  }

  async take(one: Step): Promise<void> {
    switch (one.kind) {
      case 'send':
        if (!this.model.frozen.has(one.by)) await this.send(one.by, one.to);
        return;
      case 'reply':
        if (!this.model.frozen.has(one.by) && this.model.pages.length > 0) await this.reply(one);
        return;
      case 'join':
      case 'leave':
        return this.move(one);
      case 'freeze':
        return this.setFrozen(one.by, true);
      case 'thaw': {
        const frozen = [...this.model.frozen];
        if (frozen.length > 0) await this.setFrozen(frozen[one.which % frozen.length] as string, false);
        return;
      }
      case 'add':
      case 'remove':
        if (this.model.threads.length > 0) await this.changeList(one);
        return;
    }
  }

  private async send(by: string, to: readonly string[]): Promise<void> {
    const text = `page ${this.sent++}`;
    const answer = await this.page(by, { to: to.map((extensionNumber) => ({ extensionNumber })), text });
    this.compare(this.model.send(by, to, text), answer);
  }

  private async reply({ by, page, to }: { by: string; page: number; to: readonly string[] }): Promise<void> {
    const answered = this.model.pages[page % this.model.pages.length] as (typeof this.model.pages)[number];
    if (!answered.holders.includes(by)) return;
    // Copy ids are the server's own; someone who lost access knows theirs from before.
    const replyOn = this.copyIds.get(by)?.get(answered.text);
    if (replyOn === undefined) return;
    const text = `page ${this.sent++}`;
    const body = { replyOn, text, to: to.map((extensionNumber) => ({ extensionNumber })) };
    this.compare(this.model.reply(by, answered.thread, to, text), await this.page(by, body));
  }

  private page(by: string, body: object): Promise<Answer> {
    return this.company.call(by, 'POST', `${mailbox}/company-pager`, body);
  }

  private compare(expected: Outcome, { status, body }: Answer): void {
    if ('refused' in expected) {
      const [error] = body.errors as { errorCode: string }[];
      assert.equal(error?.errorCode, expected.refused);
      return;
    }
    assert.equal(status, 200, JSON.stringify(body));
    const known = this.threadIds.get(expected.page.thread);
    if (known !== undefined) assert.equal(body.conversationId, known);
    this.threadIds.set(expected.page.thread, body.conversationId as number);
  }

  private async move({ kind, by, department }: { kind: string; by: string; department: string }): Promise<void> {
    const ids = [String(this.company.idOf(by))];
    const body = kind === 'join' ? { addedExtensionIds: ids } : { removedExtensionIds: ids };
    const path = `/restapi/v1.0/account/~/call-queues/${this.company.idOf(department)}/bulk-assign`;
    assert.equal((await this.company.call('100', 'POST', path, body)).status, 204);
    if (kind === 'join') this.model.members.get(department)?.add(by);
    else this.model.members.get(department)?.delete(by);
  }

  private async setFrozen(by: string, isFrozen: boolean): Promise<void> {
    const path = `/restapi/v1.0/account/~/extension/${this.company.idOf(by)}`;
    const status = isFrozen ? 'Frozen' : 'Enabled';
    assert.equal((await this.company.call('100', 'PUT', path, { status })).status, 200);
    if (isFrozen) this.model.frozen.add(by);
    else if (this.model.frozen.delete(by)) await this.company.signIn(by);
  }

  private async changeList({ kind, by, page }: { kind: string; by: string; page: number }): Promise<void> {
    const thread = this.model.threads[page % this.model.threads.length] as ModelThread;
    const ids = [String(this.company.idOf(by))];
    const body = kind === 'add' ? { addedExtensionIds: ids } : { removedExtensionIds: ids };
    const path = `/beckon/v1/conversations/${this.threadIds.get(thread)}/participants`;
    assert.equal((await this.company.call('100', 'POST', path, body)).status, 204);
    if (kind === 'add') thread.explicit.add(by);
    else thread.explicit.delete(by);
  }

  /** Each person's own id of each page they ever saw, by the page's text. */
  private readonly copyIds = new Map<string, Map<string, number>>();

  /** Everything that anyone may read, through every way to read it. */
  async check(): Promise<void> {
    for (const number of people) {
      if (this.model.frozen.has(number)) {
        const { status } = await this.company.call(number, 'GET', `${mailbox}/message-store`);
        assert.equal(status, 401, `${number} is frozen`);
        continue;
      }
      const readable = this.model.pages.filter((page) => this.model.mayRead(number, page));
      const expected = readable.flatMap(({ text, holders }) => holders.filter((one) => one === number).map(() => text));
      const { body } = await this.company.call(
        number,
        'GET',
        `${mailbox}/message-store?perPage=max&dateFrom=2000-01-01`,
      );
      const records = body.records as { id: number; subject: string }[];
      assert.deepEqual(records.map(({ subject }) => subject).reverse(), expected, `the list of ${number}`);
      assert.equal((body.paging as { totalElements: number }).totalElements, expected.length);
      const sync = await this.company.call(number, 'GET', `${mailbox}/message-sync?dateFrom=2000-01-01`);
      const synced = (sync.body.records as { subject: string }[]).map(({ subject }) => subject);
      assert.deepEqual(synced.reverse(), expected, `the sync of ${number}`);
      const ids = this.copyIds.get(number) ?? new Map<string, number>();
      this.copyIds.set(number, ids);
      for (const { id, subject } of records) ids.set(subject, id);
      for (const [text, id] of this.sampleOf(ids)) await this.checkOne(number, text, id);
    }
  }

  /** A few of someone's messages, others at each step, so that a run's cost grows with its length and not its square. */
  private sampleOf(ids: ReadonlyMap<string, number>): [string, number][] {
    const all = [...ids];
    this.turn += 1;
    return all.length <= 3
      ? all
      : [0, 1, 2].map((offset) => all[(this.turn * 3 + offset) % all.length] as [string, number]);
  }

  private turn = 0;

  private async checkOne(number: string, text: string, id: number): Promise<void> {
    const page = this.model.pages.find((one) => one.text === text);
    const expected = page && this.model.mayRead(number, page) ? 200 : 404;
    const statuses = [
      await this.company.call(number, 'GET', messagePath(id)),
      await this.company.call(number, 'GET', `${messagePath(id)}/content/1`),
      await this.company.call(number, 'PUT', messagePath(id), { readStatus: 'Read' }),
      await this.company.call(number, 'GET', `/restapi/v1.0/conversation/${page && this.threadIds.get(page.thread)}`),
    ].map(({ status }) => status);
    assert.deepEqual(statuses, [expected, expected, expected, expected], `${number} and ${text}`);
    if (expected === 200) return;
    assert.equal((await this.company.call(number, 'DELETE', messagePath(id))).status, 404, `${number} and ${text}`);
  }
}

const runs = Number(process.env.BECKON_SIMULATION_RUNS ?? 40);
const seed = Number(process.env.BECKON_SIMULATION_SEED ?? 20121018);

test(`everyone reads exactly what they may, whatever happens (seed ${seed}, ${runs} runs)`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }), async (steps) => {
      let nowMs = 1_700_000_000_000;
      const company = await serveCompany({ people, departments }, { nowMs: () => nowMs });
      try {
        const run = new Run(company);
        for (const one of steps) {
          nowMs += 1;
          await run.take(one);
          await run.check();
        }
      } finally {
        await company.close();
      }
    }),
    { numRuns: runs, seed },
  );
});
