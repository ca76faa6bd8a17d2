/** Summaries of mailboxes: sends leave few copies out of them, and they can be made anew from the messages. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { createSystemClock } from '../../../domain/clock.ts';
import { unwrap } from '../../../domain/errors.ts';
import type { MessageId } from '../../../domain/ids.ts';
import { doChores } from '../../contract/chores.fixture.ts';
import { type Company, foundCompany } from '../../contract/company.fixture.ts';
import { openSqliteStore } from '../open-sqlite-store.ts';

const tables = ['summary_block', 'summary_count', 'summary_thread', 'summary_thread_copy'];

const blocks = { copiesABlock: 4, blocksAJoin: 2 };

let dataDir: string;
let company: Company;
let file: DatabaseSync;

before(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'beckon-summaries-'));
  company = await foundCompany(openSqliteStore({ dataDir, clock: createSystemClock(), blocks }));
  file = new DatabaseSync(join(dataDir, 'beckon.sqlite'));
  for (let page = 0; page < 30; page++) await company.send('101', page % 3 === 0 ? ['102'] : ['200']);
  await doChores(company.store);
});
after(async () => {
  file.close();
  await company.store.close();
  rmSync(dataDir, { recursive: true });
});

const kept = () => tables.map((table) => file.prepare(`SELECT * FROM ${table}`).all());

test('cover all but the newest messages, in blocks of every level', () => {
  const levels = file
    .prepare('SELECT DISTINCT level FROM summary_block WHERE extension_id = ? AND level >= 0 ORDER BY level')
    .all(company.idOf('102'));
  assert.deepEqual(
    levels.map(({ level }) => level),
    [0, 1, 2],
  );
});

test('stay as they are when a page or two are sent, and when recent messages change', async () => {
  const before = kept();
  const sent = await company.send('101', ['102']);
  await company.change({ kind: 'delete-message', copyId: sent.copy.copyId, isPurge: false });
  assert.deepEqual(kept(), before);
});

test('say the same when made anew after changes', async () => {
  const { records } = await company.mailboxOf('102');
  const oldest = records.at(-1)?.copy.copyId as MessageId;
  const actor = company.actorOf('102');
  const mine = { accountId: company.accountId, actor };
  unwrap(await company.store.execute({ kind: 'delete-message', ...mine, copyId: oldest, isPurge: true }));
  const read = { kind: 'change-message', ...mine, change: { isRead: true } } as const;
  for (const { copy } of records.slice(10, 20)) unwrap(await company.store.execute({ ...read, copyId: copy.copyId }));
  const [, ...followed] = kept();
  for (const table of tables) file.exec(`DELETE FROM ${table}`);
  // A process looks only at what has changed since it looked last.
  const other = openSqliteStore({ dataDir, clock: createSystemClock(), blocks });
  await doChores(other);
  await other.close();
  const [, ...anew] = kept();
  assert.deepEqual(anew, followed);
});

test('leave out no more than a few blocks of copies, however many are sent before anyone has tidied up', async () => {
  const uncounted = file.prepare(`
    SELECT count(*) AS count FROM copy WHERE extension_id = ?1 AND copy_id >= (
      SELECT max(end_id) FROM summary_block WHERE extension_id = ?1 AND level = 0)`);
  for (let page = 0; page < 40; page++) {
    await company.send('101', ['102', '103']);
    const { count } = uncounted.get(company.idOf('102')) as { count: number };
    assert.ok(count <= 3 * blocks.copiesABlock, `${count} copies are in no block after ${page} more pages`);
  }
  const { totalElements, records } = await company.mailboxOf('102', { perPage: 1000 });
  assert.equal(totalElements, records.length);
});

test('a thread is deleted whole, whether it was taken in or only counted', async () => {
  const first = await company.send('101', ['102'], { text: 'first' });
  const replies = 4 * blocks.copiesABlock;
  for (let reply = 0; reply < replies; reply++) await company.send('101', [], { replyOn: first.copy.copyId });
  const { conversationId } = first.page;
  const inThread = { conversationId, availability: ['Alive'] } as const;
  assert.equal((await company.mailboxOf('102', inThread)).totalElements, replies + 1);
  const { accountId, store } = company;
  unwrap(
    await store.execute({
      ...{ kind: 'delete-conversations', accountId, actor: company.actorOf('102'), conversationIds: [conversationId] },
      ...{ beforeMs: Number.MAX_SAFE_INTEGER, isPurge: false, limit: 1000, afterId: 0 as MessageId },
    }),
  );
  assert.equal((await company.mailboxOf('102', inThread)).totalElements, 0);
});

test('of a file of before threads were known apart from blocks are gone on with where they ended', async () => {
  await doChores(company.store);
  const before = kept();
  file.exec('DELETE FROM summary_block WHERE level = -1; PRAGMA user_version = 11');
  const other = openSqliteStore({ dataDir, clock: createSystemClock(), blocks });
  assert.deepEqual(kept(), before);
  await doChores(other);
  await other.close();
  assert.deepEqual(kept(), before);
});

test('follow a message that leaves the disk', async () => {
  const { totalElements, records } = await company.mailboxOf('102', { perPage: 1, page: 20 });
  const gone = records[0]?.copy as { copyId: number };
  file.prepare('DELETE FROM copy WHERE extension_id = ? AND copy_id = ?').run(company.idOf('102'), gone.copyId);
  assert.equal((await company.mailboxOf('102', { perPage: 1 })).totalElements, totalElements - 1);
  const heads = file.prepare('SELECT count(*) AS count FROM summary_thread WHERE newest_id = ?').get(gone.copyId);
  assert.equal(heads?.count, 0);
});
