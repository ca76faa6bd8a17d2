/**
 * Backups are made and put back at random while people page and clients keep copies of their mailboxes by sync: no copy
 * lacks a page or shows one that is gone, no number is given out twice, and no token is refused that need not be.
 */

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { mailbox, messagePath, type ServedCompany, serveCompany } from './served-company.ts';

const people = ['101', '102', '103'];
const person = fc.constantFrom(...people);
const which = fc.nat({ max: 1000 });
const dayMs = 24 * 3600 * 1000;

const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('send' as const), by: person, to: person }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('read', 'delete'), by: person, which }) },
  { weight: 7, arbitrary: fc.record({ kind: fc.constantFrom('sync', 'sync-part'), by: person }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('keep' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('put back' as const), which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('set clock' as const), days: fc.integer({ min: -20, max: 20 }) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface Message {
  readonly id: number;
  readonly subject: string;
  readonly availability: string;
  readonly readStatus: string;
}

/** Every change there is in the data, in order: by number, since each is made once. */
type History = readonly number[];

/** One person's client, which knows nothing but what syncs told it. */
class Client {
  readonly #company: ServedCompany;
  readonly #number: string;
  #held = new Map<number, Message>();
  #token: string | undefined;
  /** What was in the data when it was last told anything. */
  #known: History = [];

  constructor(company: ServedCompany, number: string) {
    this.#company = company;
    this.#number = number;
  }

  /** Takes in what one answer tells, or all that there is. */
  async sync(history: History, { isWhole }: { isWhole: boolean }): Promise<void> {
    const query = this.#token === undefined ? 'dateFrom=2000-01-01' : `syncToken=${this.#token}`;
    const { status, body } = await this.#company.call(this.#number, 'GET', `${mailbox}/message-sync?${query}`);
    if (status === 400) {
      assert.partialDeepStrictEqual(body, { errors: [{ errorCode: 'MSG-333' }] });
      const isAllThere = this.#known.every((change, place) => history[place] === change);
      assert.ok(!isAllThere, 'a token was refused though all that its client knows is there');
      this.#token = undefined;
      this.#held.clear();
      return await this.sync(history, { isWhole });
    }
    assert.equal(status, 200, JSON.stringify(body));
    for (const message of body.records as Message[]) {
      if (message.availability === 'Alive') this.#held.set(message.id, message);
      else this.#held.delete(message.id);
    }
    const { syncToken, olderRecordsExist } = body.syncInfo as { syncToken: string; olderRecordsExist: boolean };
    this.#token = syncToken;
    this.#known = history;
    if (olderRecordsExist && isWhole) return await this.sync(history, { isWhole });
    if (!olderRecordsExist) await this.#compare();
  }

  async #compare(): Promise<void> {
    const held = [...this.#held.values()].sort((a, b) => b.id - a.id);
    assert.deepEqual(held, await listOf(this.#company, this.#number), `the copy of ${this.#number}`);
  }
}

async function listOf(company: ServedCompany, number: string): Promise<Message[]> {
  const path = `${mailbox}/message-store?perPage=max&dateFrom=2000-01-01&availability=Alive`;
  return (await company.call(number, 'GET', path)).body.records as Message[];
}

interface Backup {
  readonly folder: string;
  readonly history: History;
}

class Run {
  readonly #company: ServedCompany;
  readonly #dataDir: string;
  readonly #clients: ReadonlyMap<string, Client>;
  /** Which page each number was ever given to. */
  readonly #given = new Map<number, string>();
  readonly #backups: Backup[] = [];
  #history: History = [];
  #changes = 0;

  constructor(company: ServedCompany, dataDir: string) {
    this.#company = company;
    this.#dataDir = dataDir;
    this.#clients = new Map(people.map((number) => [number, new Client(company, number)]));
  }

  async take(one: Step): Promise<void> {
    switch (one.kind) {
      case 'send':
        return await this.#send(one as Extract<Step, { kind: 'send' }>);
      case 'keep':
        return this.#keep();
      case 'put back':
        return await this.#putBack((one as { which: number }).which);
      case 'restart':
        return await this.#company.restart();
      case 'set clock':
        return;
      case 'sync':
      case 'sync-part':
        return await this.#clientOf(one as { by: string }).sync(this.#history, { isWhole: one.kind === 'sync' });
      default:
        return await this.#change(one as { kind: string; by: string; which: number });
    }
  }

  async finish(): Promise<void> {
    for (const client of this.#clients.values()) await client.sync(this.#history, { isWhole: true });
  }

  #clientOf({ by }: { by: string }): Client {
    return this.#clients.get(by) as Client;
  }

  #changed(): number {
    this.#history = [...this.#history, ++this.#changes];
    return this.#changes;
  }

  async #send({ by, to }: { by: string; to: string }): Promise<void> {
    const text = `page ${this.#changed()}`;
    const draft = { to: [{ extensionNumber: to }], text };
    const { status, body } = await this.#company.call(by, 'POST', `${mailbox}/company-pager`, draft);
    assert.equal(status, 200);
    for (const number of new Set([by, to])) {
      for (const { id, subject } of await listOf(this.#company, number)) {
        const before = this.#given.get(id);
        assert.ok(before === undefined || before === subject, `${id} was given to "${before}" and to "${subject}"`);
        this.#given.set(id, subject);
      }
    }
    assert.equal(this.#given.get(body.id as number), text);
  }

  async #change({ kind, by, which: place }: { kind: string; by: string; which: number }): Promise<void> {
    const messages = await listOf(this.#company, by);
    const message = messages[place % messages.length];
    if (!message) return;
    this.#changed();
    const path = messagePath(message.id);
    const body = { readStatus: message.readStatus === 'Read' ? 'Unread' : 'Read' };
    const { status } =
      kind === 'read' ? await this.#company.call(by, 'PUT', path, body) : await this.#company.call(by, 'DELETE', path);
    assert.ok(status < 300, `${kind} was answered with ${status}`);
  }

  /** As a file system's snapshot has it. */
  #keep(): void {
    const folder = `${this.#dataDir}.${this.#backups.length}`;
    cpSync(this.#dataDir, folder, { recursive: true });
    this.#backups.push({ folder, history: this.#history });
  }

  async #putBack(place: number): Promise<void> {
    const backup = this.#backups[place % this.#backups.length];
    if (!backup) return;
    await this.#company.restart(() => {
      rmSync(this.#dataDir, { recursive: true });
      cpSync(backup.folder, this.#dataDir, { recursive: true });
    });
    this.#history = backup.history;
  }
}

const runs = Number(process.env.BECKON_SIMULATION_RUNS ?? 12);
const seed = Number(process.env.BECKON_SIMULATION_SEED ?? 20121018);

async function run(steps: readonly Step[], maxSyncChanges: number): Promise<void> {
  const parent = mkdtempSync(join(tmpdir(), 'beckon-restores-'));
  const dataDir = join(parent, 'data');
  let nowMs = 1_700_000_000_000;
  const company = await serveCompany({ people, departments: [], dataDir, maxSyncChanges }, { nowMs: () => nowMs });
  try {
    const clients = new Run(company, dataDir);
    for (const one of steps) {
      // Tokens outlive 62 days of a clock, whichever way it was set.
      if ('days' in one) nowMs = Math.max(1_699_000_000_000, Math.min(1_701_000_000_000, nowMs + one.days * dayMs));
      await clients.take(one);
    }
    await clients.finish();
  } finally {
    await company.close();
    rmSync(parent, { recursive: true });
  }
}

test(`clients that follow the protocol show what is kept, whatever is put back (seed ${seed}, ${runs} runs)`, async () => {
  const steps = fc.array(step, { minLength: 20, maxLength: 60, size: 'max' });
  const property = fc.asyncProperty(steps, fc.integer({ min: 1, max: 4 }), run);
  await fc.assert(property, { numRuns: runs, seed });
});
