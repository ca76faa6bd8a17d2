/** Data files of before a step of the schema: they open with it, and what is in them stays. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { unwrap } from '../../domain/errors.ts';
import type { ClientId, Sequence } from '../../domain/ids.ts';
import type { Store } from '../../domain/store.ts';
import { type Company, foundCompany } from '../contract/company.fixture.ts';
import { addFunctions } from './open-database.ts';
import { openSqliteStore } from './open-sqlite-store.ts';
import { migrate } from './schema.ts';

const clock = { nowMs: () => 1_700_000_000_000 };
/** The last version in which SQL deleted the browsers of a session that ended. */
const triggeredVersion = 8;
/** The last one in which what people are found by was folded with each search. */
const unsearchedVersion = 10;

const namesFrom = (db: DatabaseSync, sql: string) =>
  db
    .prepare(sql)
    .all()
    .map(({ name }) => String(name));
const ofDevices = (db: DatabaseSync) =>
  namesFrom(db, "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'device_%'");

/** The same rows in a file of an older version. There is nothing to search in. */
function copyInto(olderFile: string, newerFile: string, version: number): void {
  const db = new DatabaseSync(olderFile);
  addFunctions(db);
  migrate(db, version);
  db.prepare('ATTACH ? AS newer').run(newerFile);
  const ordinary =
    "SELECT name FROM pragma_table_list WHERE schema = 'newer' AND type = 'table' AND name NOT LIKE 'sqlite_%'";
  for (const name of namesFrom(db, ordinary)) {
    const columns = namesFrom(db, `SELECT name FROM pragma_table_info('${name}', 'main')`).join();
    db.exec(`DELETE FROM main.${name}; INSERT INTO main.${name} (${columns}) SELECT ${columns} FROM newer.${name}`);
  }
  db.close();
}

/** A browser of theirs, for which something waits. */
async function register({ store, accountId, actorOf, idOf }: Company, number: string): Promise<void> {
  const subscriptionId = `of ${number}`;
  const { position } = unwrap(
    await store.execute({
      kind: 'register-device',
      ...{ accountId, actor: actorOf(number), clientId: 'app-7' as ClientId, subscriptionId },
      filters: [{ kind: 'messages', extensionId: idOf(number), direction: 'Inbound', text: '/mailbox' }],
      channel: { transport: 'WebPush', endpoint: subscriptionId, keys: { p256dh: 'p', auth: 'a' }, name: 'Browser' },
    }),
  );
  const [keptPosition, range] = [position, [position, position] as [Sequence, Sequence]];
  const drafts = [{ uuid: subscriptionId, event: '/mailbox', body: '{}' }];
  unwrap(
    await store.execute({
      ...{ kind: 'stage-deliveries', accountId, epoch: 0, subscriptionId, keptPosition, range, drafts },
    }),
  );
}

/** A folder as it was before a step, with what is done in it now. Gives what opens it with the steps of today. */
async function olderFile(t: TestContext, version: number, fill: (company: Company) => Promise<void>) {
  const folders = [1, 2].map(() => mkdtempSync(join(tmpdir(), 'beckon-schema-')));
  const [newer = '', older = ''] = folders;
  const stores: Store[] = [];
  t.after(async () => {
    for (const store of stores) await store.close();
    for (const folder of folders) rmSync(folder, { recursive: true });
  });
  const open = (dataDir: string) => {
    const store = openSqliteStore({ dataDir, clock });
    stores.push(store);
    return store;
  };
  const company = await foundCompany(open(newer));
  await fill(company);
  await stores.pop()?.close();
  const file = join(older, 'beckon.sqlite');
  copyInto(file, join(newer, 'beckon.sqlite'), version);
  return { company, file, open: () => open(older) };
}

test('a file in which SQL ended what rests on a session keeps its browsers; from then on the rules alone end them', async (t) => {
  const devicesIn = (store: Store, { accountId }: Company) => store.server.listAllSubscriptions(accountId, 'WebPush');
  let before: Awaited<ReturnType<typeof devicesIn>> = [];
  const { company, file, open } = await olderFile(t, triggeredVersion, async (filled) => {
    for (const number of ['102', '103']) await register(filled, number);
    before = await devicesIn(filled.store, filled);
    assert.equal(before.length, 2);
  });
  const { accountId, actorOf } = company;
  const raw = new DatabaseSync(file);
  assert.deepEqual(ofDevices(raw), ['device_signed_out', 'device_forgotten']);
  raw.close();

  const store = open();
  assert.deepEqual(await devicesIn(store, company), before);
  assert.equal((await store.server.readDeliveryBacklog()).waiting, 2);
  const [actor, { sessionId }] = [actorOf('103'), actorOf('103')];
  unwrap(await store.execute({ kind: 'end-own-sessions', accountId, actor, which: sessionId }));
  const left = async () => (await devicesIn(store, company)).map(({ subscriptionId }) => subscriptionId);
  assert.deepEqual(await left(), ['of 102']);
  assert.equal((await store.server.readDeliveryBacklog()).waiting, 1);

  const beside = new DatabaseSync(file);
  assert.deepEqual(ofDevices(beside), []);
  beside.prepare('UPDATE session SET ended_ms = 1 WHERE session_id = ?').run(actorOf('102').sessionId);
  beside.prepare('DELETE FROM session WHERE session_id = ?').run(actorOf('102').sessionId);
  beside.close();
  assert.deepEqual(await left(), ['of 102']);
});

test('people of a file of before are found by their titles, however they are accented', async (t) => {
  const contact = { firstName: 'Zoë', jobTitle: 'Médecin' };
  const { company, open } = await olderFile(t, unsearchedVersion, async ({ change, idOf }) => {
    unwrap(await change({ kind: 'update-extension', extensionId: idOf('104'), changes: { contact } }));
  });
  const query = { page: 1, perPage: 10, status: [], type: [], search: 'medecin 104' };
  const { records } = await open().as(company.actorOf('101')).listExtensions(query);
  assert.deepEqual(
    records.map(({ extensionNumber }) => extensionNumber),
    ['104'],
  );
});
