/**
 * Clients keep a copy of their mailbox by sync while everything changes at random: each copy equals a fresh list, and so
 * does what a search finds.
 */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Company, mailbox, messagePath, type ServedCompany, serveCompany } from './served-company.ts';

const people = ['101', '102', '103', '104'];
const departments = ['200', '201'];
const person = fc.constantFrom(...people);
const department = fc.constantFrom(...departments);
const to = fc.uniqueArray(fc.constantFrom(...people, ...departments), { minLength: 1, maxLength: 3 });
const which = fc.nat({ max: 1000 });
const dayMs = 24 * 3600 * 1000;

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('send' as const), by: person, to }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('reply' as const), by: person, which }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom('addedExtensionIds', 'removedExtensionIds'), by: person, department }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('list' as const), by: person, which, isAdded: fc.boolean() }) },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constantFrom('read', 'unread', 'delete', 'purge', 'restore'), by: person, which }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sweep' as const), days: fc.nat({ max: 20 }) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('sync', 'sync-part'), by: person }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('summarise' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface Record {
  readonly id: number;
  readonly availability: string;
  readonly conversation: { readonly id: string };
}

/** One person's client: what it holds, and the token it last got. */
class Client {
  private readonly held = new Map<number, Record>();
  private token: string | undefined;
  private readonly company: ServedCompany;
  private readonly number: string;
  private readonly nowMs: () => number;
  /** From when on its token may be refused. */
  private outlivedMs = Number.MAX_SAFE_INTEGER;

  constructor(company: ServedCompany, number: string, nowMs: () => number) {
    this.company = company;
    this.number = number;
    this.nowMs = nowMs;
  }

  /** Takes in what changed, and holds the copy against a fresh list. */
  async sync({ isWhole }: { isWhole: boolean }): Promise<void> {
    const isMore = await this.syncPart();
    // Whoever asks once gets a part, and the rest the next time.
    if (isMore && !isWhole) return;
    if (isMore) return await this.sync({ isWhole });
    const fresh = await this.list('Alive');
    assert.deepEqual(
      [...this.held.values()].sort((a, b) => b.id - a.id),
      fresh,
      `the copy of ${this.number}`,
    );
  }

  /** Takes in what one answer tells, and whether there is more to ask for at once. */
  private async syncPart(): Promise<boolean> {
    const query = this.token === undefined ? 'dateFrom=2000-01-01' : `syncToken=${this.token}`;
    const { status, body } = await this.company.call(this.number, 'GET', `${mailbox}/message-sync?${query}`);
    if (status === 400 && this.nowMs() >= this.outlivedMs) return this.startAfresh();
    assert.equal(status, 200, JSON.stringify(body));
    const records = body.records as Record[];
    for (const record of records) {
      assert.ok(record.conversation.id);
      if (record.availability === 'Alive') this.held.set(record.id, record);
      else this.held.delete(record.id);
    }
    assert.deepEqual(
      records.map(({ id }) => id),
      [...new Set(records.map(({ id }) => id))].sort((a, b) => b - a),
    );
    const { syncToken, olderRecordsExist } = body.syncInfo as { syncToken: string; olderRecordsExist: boolean };
    this.token = syncToken;
    if (!olderRecordsExist) this.outlivedMs = this.nowMs() + 62 * dayMs - 1000;
    assert.ok(!olderRecordsExist || records.length > 0, 'more is promised with nothing told');
    return olderRecordsExist;
  }

  private startAfresh(): Promise<boolean> {
    this.token = undefined;
    this.held.clear();
    return this.syncPart();
  }

  /** Nothing happened since: nothing may come again. */
  async syncQuietly(): Promise<void> {
    await this.sync({ isWhole: true });
    const { body } = await this.company.call(this.number, 'GET', `${mailbox}/message-sync?syncToken=${this.token}`);
    assert.deepEqual(body.records, []);
  }

  /** Every page has the same word in it, so a search for it is the list. */
  async search(): Promise<void> {
    const path = `${mailbox}/message-store?perPage=max&search=`;
    const { body } = await this.company.call(this.number, 'GET', `${path}pag`);
    assert.deepEqual(body.records, await this.list('Alive'), `what ${this.number} finds`);
    assert.deepEqual((await this.company.call(this.number, 'GET', `${path}pages`)).body.records, []);
  }

  async list(availability: string): Promise<Record[]> {
    const path = `${mailbox}/message-store?perPage=max&dateFrom=2000-01-01&availability=${availability}`;
    return (await this.company.call(this.number, 'GET', path)).body.records as Record[];
  }
}

class Run {
  private readonly company: ServedCompany;
  private readonly clients: Map<string, Client>;
  private readonly conversations: number[] = [];

  constructor(company: ServedCompany, nowMs: () => number) {
    this.company = company;
    this.clients = new Map(people.map((number) => [number, new Client(company, number, nowMs)]));
  }

  async take(one: Step): Promise<void> {
    if ('days' in one) return this.company.sweep();
    if ('to' in one) return this.page(one.by, { to: one.to.map((extensionNumber) => ({ extensionNumber })) });
    if ('department' in one) return this.move(one);
    if ('isAdded' in one) return this.changeList(one);
    if (one.kind === 'restart') return this.company.restart();
    if (one.kind === 'summarise') return this.company.summarise();
    if (!('which' in one)) return this.client(one.by).sync({ isWhole: one.kind === 'sync' });
    const state = one.kind === 'restore' ? 'Deleted' : 'Alive';
    const messages = await this.client(one.by).list(state);
    const message = messages[one.which % messages.length];
    if (!message) return;
    if (one.kind === 'reply') return this.page(one.by, { replyOn: message.id });
    await this.change(one.by, one.kind, message.id);
  }

  async finish(): Promise<void> {
    for (const client of this.clients.values()) {
      await client.syncQuietly();
      await client.search();
    }
  }

  private client(number: string): Client {
    return this.clients.get(number) as Client;
  }

  private async page(by: string, draft: object): Promise<void> {
    const { body } = await this.company.call(by, 'POST', `${mailbox}/company-pager`, { ...draft, text: 'page' });
    if (typeof body.conversationId === 'number') this.conversations.push(body.conversationId);
  }

  private async move({ kind, by, department: number }: { kind: string; by: string; department: string }) {
    const path = `/restapi/v1.0/account/~/call-queues/${this.company.idOf(number)}/bulk-assign`;
    const { status } = await this.company.call('100', 'POST', path, { [kind]: [String(this.company.idOf(by))] });
    assert.equal(status, 204);
  }

  private async changeList({ by, which: place, isAdded }: { by: string; which: number; isAdded: boolean }) {
    const id = this.conversations[place % this.conversations.length];
    if (id === undefined) return;
    const field = isAdded ? 'addedExtensionIds' : 'removedExtensionIds';
    const body = { [field]: [String(this.company.idOf(by))] };
    assert.equal(
      (await this.company.call('100', 'POST', `/beckon/v1/conversations/${id}/participants`, body)).status,
      204,
    );
  }

  private async change(by: string, kind: string, id: number): Promise<void> {
    const path = messagePath(id);
    const readStatus = kind === 'read' ? 'Read' : 'Unread';
    const { status } =
      kind === 'delete' || kind === 'purge'
        ? await this.company.call(by, 'DELETE', kind === 'purge' ? `${path}?purge=true` : path)
        : await this.company.call(by, 'PATCH', path, kind === 'restore' ? { availability: 'Alive' } : { readStatus });
    assert.ok(status < 300, `${kind} was answered with ${status}`);
  }
}

const runs = Number(process.env.BECKON_SIMULATION_RUNS ?? 40);
const seed = Number(process.env.BECKON_SIMULATION_SEED ?? 20121018);

async function run(steps: readonly Step[], options: Partial<Company>): Promise<void> {
  let nowMs = 1_700_000_000_000;
  const company = await serveCompany({ people, departments, ...options }, { nowMs: () => nowMs });
  try {
    const settings = { retentionPeriod: 60, mailboxMaximum: 8 };
    await company.call('100', 'PUT', '/beckon/v1/message-store-settings', settings);
    const clients = new Run(company, () => nowMs);
    for (const [place, one] of steps.entries()) {
      // Many changes fall into one millisecond.
      nowMs += 'days' in one ? one.days * dayMs : place % 3 === 0 ? 1 : 0;
      await clients.take(one);
    }
    await clients.finish();
  } finally {
    await company.close();
  }
}

const steps = fc.array(step, { minLength: 20, maxLength: 60, size: 'max' });
const isKept = ({ kind }: Step) => kind !== 'restart';

test(`every client's copy equals a fresh list, whatever happens between syncs (seed ${seed}, ${runs} runs)`, async () => {
  const property = fc.asyncProperty(steps, (all) => run(all.filter(isKept), {}));
  await fc.assert(property, { numRuns: runs, seed });
});

test('the same when changes are told a few at a time, and the server is restarted in between', async () => {
  const property = fc.asyncProperty(steps, fc.integer({ min: 1, max: 4 }), async (all, maxSyncChanges) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'beckon-sync-'));
    try {
      await run(all, { dataDir, maxSyncChanges });
    } finally {
      rmSync(dataDir, { recursive: true });
    }
  });
  await fc.assert(property, { numRuns: Math.ceil(runs / 2), seed: seed + 1 });
});
