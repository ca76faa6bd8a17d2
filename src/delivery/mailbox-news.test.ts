/** Notifications that carry what changed: a client that applies them alone has the mailbox, without a single sync. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClientId, MessageId } from '../domain/ids.ts';
import type { Company } from '../store/contract/company.fixture.ts';
import type { MailboxNews } from '../wire/messages.ts';
import { type Client, serve } from './sockets.fixture.ts';
import { until } from './until.fixture.ts';

type Heard = Partial<MailboxNews> & { readonly changes: readonly { readonly newMessageIds: readonly number[] }[] };

const heardBy = ({ frames }: Client): Heard[] =>
  frames.filter(([{ type }]) => type === 'ServerNotification').map(([, { body }]) => body);

/** What a client holds after these notifications, and how far it came without a gap. */
function applied(client: Client, fromPosition: number) {
  const held = new Map<number, string>();
  let position = fromPosition;
  for (const { records, syncInfo } of heardBy(client)) {
    assert.ok(records && syncInfo, 'a notification came without records');
    assert.ok(syncInfo.since <= position, 'there is a gap');
    if (syncInfo.position <= position) continue;
    position = syncInfo.position;
    for (const { id, availability, subject, readStatus } of records) {
      if (availability === 'Alive') held.set(id, `${subject} ${readStatus}`);
      else held.delete(id);
    }
  }
  return { held, position };
}

async function mailboxOf(company: Company, number: string): Promise<Map<number, string>> {
  const { records } = await company.mailboxOf(number, { availability: ['Alive'] });
  const shown = records.map(
    ({ copy, page }) => [copy.copyId, `${page.text} ${copy.isRead ? 'Read' : 'Unread'}`] as const,
  );
  return new Map(shown.sort(([a], [b]) => a - b));
}

function* random(seed: number): Generator<number, number> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state / 2_147_483_648;
  }
}

/** Everything that makes a mailbox different, at random. */
async function live(company: Company, seed: number, steps: number): Promise<void> {
  const dice = random(seed);
  const pick = <T>(of: readonly T[]) => of[Math.floor(dice.next().value * of.length)] as T;
  const actor = company.actorOf('102');
  const { accountId } = company;
  for (let step = 0; step < steps; step++) {
    const { records } = await company.mailboxOf('102');
    const copyId = pick(records)?.copy.copyId as MessageId | undefined;
    const act = pick(['page', 'page', 'department', 'own', 'read', 'delete', 'purge', 'move', 'elsewhere']);
    if (act === 'page') await company.send(pick(['101', '103']), ['102'], { text: `page ${step}` });
    else if (act === 'department') await company.send('101', ['200'], { text: `to all ${step}` });
    else if (act === 'own') await company.send('102', ['104'], { text: `own ${step}` });
    else if (act === 'elsewhere') await company.send('104', ['105'], { text: 'none of their business' });
    else if (act === 'move') {
      const departmentId = company.idOf('200');
      const isIn = dice.next().value < 0.5;
      const ids = [company.idOf('102')];
      const changes = [{ departmentId, addedIds: isIn ? ids : [], removedIds: isIn ? [] : ids }];
      await company.change({ kind: 'change-members', changes });
    } else if (copyId !== undefined && act === 'read') {
      const change = { isRead: dice.next().value < 0.5 };
      await company.store.execute({ kind: 'change-message', accountId, actor, copyId, change });
    } else if (copyId !== undefined) {
      await company.store.execute({ kind: 'delete-message', accountId, actor, copyId, isPurge: act === 'purge' });
    }
  }
}

for (const seed of [1, 2, 3, 4, 5, 6]) {
  test(`whoever applies notifications alone holds the mailbox as it is: ${seed}`, async () => {
    await serve({ hasRecords: true }, async ({ company, connect, subscribe }) => {
      const client = await connect('102');
      await subscribe(client, '102');
      const start = await company.store.server.readPosition(company.accountId);
      await live(company, seed, 60);
      const last = await company.send('101', ['102'], { text: 'the last' });
      await until(
        () => heardBy(client).some(({ records }) => records?.some(({ subject }) => subject === 'the last')),
        'it',
      );
      const { held, position } = applied(client, start);
      assert.deepEqual(new Map([...held].sort(([a], [b]) => a - b)), await mailboxOf(company, '102'));
      assert.ok(position > last.copy.copyId);
    });
  });
}

test('a page that cannot be read any more is not told, nor anything else to whoever was signed out', async () => {
  await serve({ hasRecords: true }, async ({ company, connect, subscribe }) => {
    const client = await connect('102');
    await subscribe(client, '102');
    const { accountId } = company;
    const departmentId = company.idOf('200');
    await Promise.all([
      company.send('101', ['200'], { text: 'to the Department' }),
      company.change({
        kind: 'change-members',
        changes: [{ departmentId, addedIds: [], removedIds: [company.idOf('102')] }],
      }),
    ]);
    await company.send('101', ['102'], { text: 'to 102' });
    await until(() => JSON.stringify(heardBy(client)).includes('to 102'), 'the page');
    assert.ok(!JSON.stringify(heardBy(client)).includes('to the Department'));
    const end = {
      kind: 'end-session',
      accountId,
      clientId: `app-${accountId}` as ClientId,
      tokenHash: 'access-102',
    } as const;
    await Promise.all([company.store.execute(end), company.send('101', ['102'], { text: 'too late' })]);
    await until(() => client.frames.some(([{ type }]) => type === 'Error') || client.closeCode, 'the end').catch(
      () => {},
    );
    assert.ok(!JSON.stringify(client.frames).includes('too late'));
  });
});

test('more than a hundred changes at once are told without records, and the next notification goes on from there', async () => {
  await serve({ hasRecords: true, holdMs: 1500 }, async ({ company, connect, subscribe }) => {
    const client = await connect('102');
    await subscribe(client, '102');
    await Promise.all(Array.from({ length: 101 }, (_, n) => company.send('101', ['102'], { text: `many ${n}` })));
    await until(() => heardBy(client).length > 0, 'the many');
    const before = await company.store.server.readPosition(company.accountId);
    assert.equal(heardBy(client)[0]?.records, undefined);
    await company.send('101', ['102'], { text: 'one more' });
    const { records, syncInfo } = (await until(() => heardBy(client)[1], 'one more')) as Heard;
    assert.deepEqual(
      records?.map(({ subject }) => subject),
      ['one more'],
    );
    assert.equal(syncInfo?.since, before);
  });
});
