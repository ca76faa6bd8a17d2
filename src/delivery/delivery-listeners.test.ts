/** Whom the pump tells: those who may read it at that moment, and nobody who has lost the right meanwhile. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unwrap } from '../domain/errors.ts';
import type { CredentialId } from '../domain/ids.ts';
import type { Message } from '../domain/message.ts';
import type { Actor } from '../domain/session.ts';
import type { Company } from '../store/contract/company.fixture.ts';
import { clientId, hourMs, idsIn, pumping, type Running, refused, settle, taken } from './delivery-pump.fixture.ts';
import type { AttemptResult } from './transport.ts';
import { until } from './until.fixture.ts';

test('who lost the role that lets them read hears what waits only once they have it again', () =>
  pumping(async ({ company, subscribe, sent, answer, pass }) => {
    answer(() => refused);
    await subscribe('one');
    await company.send('101', ['102']);
    await until(() => sent.length === 1, 'the first attempt');
    answer(() => taken);
    await company.change({ kind: 'set-roles', extensionId: company.idOf('102'), roles: ['auditor'] });
    pass(hourMs);
    await company.send('101', ['103']);
    await settle();
    assert.equal(sent.length, 1);
    await company.change({ kind: 'set-roles', extensionId: company.idOf('102'), roles: ['user'] });
    await until(() => sent.length === 2, 'the page');
  }));

test('whoever was frozen hears nothing of what waits, and not when they are back either: the session has ended', () =>
  pumping(async ({ company, subscribe, sent, answer, pass }) => {
    answer(() => refused);
    await subscribe('frozen');
    await company.send('101', ['102']);
    await until(() => sent.length === 1, 'the first attempt');
    await company.change({ kind: 'update-extension', extensionId: company.idOf('102'), changes: { status: 'Frozen' } });
    answer(() => taken);
    pass(hourMs);
    await company.send('101', ['103']);
    await settle();
    assert.equal(sent.length, 1);
    await company.change({
      kind: 'update-extension',
      extensionId: company.idOf('102'),
      changes: { status: 'Enabled' },
    });
    await settle();
    assert.equal(sent.length, 1, 'the session it was made in is over');
  }));

test('pages that came while its owner lacked the role are told once they have it again, though nothing waited', () =>
  pumping(async ({ company, subscribe, sent, subscriptionOf }) => {
    await subscribe('one');
    const extensionId = company.idOf('102');
    await company.change({ kind: 'set-roles', extensionId, roles: ['auditor'] });
    await until(async () => (await subscriptionOf('one'))?.status === 'Suspended', 'the status');
    const ids = await threePages(company);
    assert.equal(sent.length, 0);
    await company.change({ kind: 'set-roles', extensionId, roles: ['user'] });
    await until(() => ids.every((id) => sent.flatMap(idsIn).includes(id)), 'what came meanwhile');
    assert.deepEqual(sent.flatMap(idsIn), ids);
  }));

test('pages that came while its session was over are told once it is renewed in another', () =>
  pumping(async ({ company, subscribe, sent, subscriptionOf }) => {
    const { accountId, actorOf, idOf, store } = company;
    await subscribe('one');
    await company.change({ kind: 'update-extension', extensionId: idOf('102'), changes: { status: 'Disabled' } });
    await company.change({ kind: 'update-extension', extensionId: idOf('102'), changes: { status: 'Enabled' } });
    await until(async () => (await subscriptionOf('one'))?.status === 'Suspended', 'the status');
    const ids = await threePages(company);
    assert.equal(sent.length, 0);
    const sessionId = 'again' as Actor['sessionId'];
    unwrap(
      await store.execute({
        kind: 'open-session',
        ...{ accountId, sessionId, clientId, scopes: [], endpointId: 'e' },
        proof: { kind: 'credential', extensionId: idOf('102'), credentialId: 'jwt-102' as CredentialId },
        tokens: { accessHash: 'a', accessTtlS: 3600, refreshHash: 'r', refreshTtlS: 7200 },
      }),
    );
    const actor = { ...actorOf('102'), sessionId };
    unwrap(await store.execute({ kind: 'update-subscription', accountId, actor, clientId, subscriptionId: 'one' }));
    await until(() => ids.every((id) => sent.flatMap(idsIn).includes(id)), 'what came meanwhile');
    assert.deepEqual(sent.flatMap(idsIn), ids);
  }));

test('whoever is signed out while it waits for its turn hears nothing', () =>
  pumping(async ({ company, subscribe, restart, sent, answer }) => {
    await restart({ slots: { healthy: 1, failing: 1, perPlace: 1 } });
    const hanging = Promise.withResolvers<AttemptResult>();
    answer(() => hanging.promise);
    await subscribe('first');
    await company.send('101', ['102']);
    await until(() => sent.length === 1, 'the attempt that hangs');
    await subscribe('waits');
    await company.send('101', ['102']);
    await until(
      async () => (await company.store.server.readDeliveryBacklog()).waiting === 2,
      'what waits for its turn',
    );
    await settle();
    const { accountId, store, actorOf } = company;
    await store.execute({ kind: 'end-own-sessions', accountId, actor: actorOf('102'), which: 'all' });
    hanging.resolve(taken);
    await settle();
    assert.equal(sent.length, 1);
  }));

test('an expired subscription hears nothing more', () =>
  pumping(async ({ company, subscribe, sent, answer, pass }) => {
    answer(() => refused);
    await subscribe('one', { lifeMs: hourMs });
    await company.send('101', ['102']);
    await until(() => sent.length === 1, 'the first attempt');
    answer(() => taken);
    pass(hourMs);
    await company.send('101', ['102']);
    await settle();
    assert.equal(sent.length, 1);
  }));

/** 101 takes 102 out of a thread. */
async function remove({ company }: Running, page: Message): Promise<void> {
  const { conversationId } = page.page;
  const change = {
    kind: 'change-participants',
    conversationId,
    addedIds: [],
    removedIds: [company.idOf('102')],
  } as const;
  unwrap(await company.change(change));
}

test('what was kept before its owner left a thread is told no more, at the next attempt or when it is replayed', () =>
  pumping(async (running) => {
    const { company, subscribe, sent, answer, pass, logOf } = running;
    answer(() => refused);
    await subscribe('one');
    const lost = await company.send('101', ['102']);
    await until(() => sent.length === 1, 'the first attempt');
    await remove(running, lost);
    answer(() => taken);
    const kept = await company.send('101', ['102']);
    pass(500);
    await until(
      async () => (await logOf('one')).filter(({ status }) => status === 'Delivered').length === 2,
      'the log',
    );
    // Of the first notification nothing was left; the second also tells that something is gone.
    assert.deepEqual(sent.slice(1).map(idsIn), [[kept.copy.copyId + 1]]);
    assert.equal((await logOf('one'))[0]?.attempts.at(-1)?.statusCode, null);
    await remove(running, kept);
    const replay = { kind: 'replay-deliveries', subscriptionId: 'one', which: { number: 2 } } as const;
    unwrap(await company.change(replay as never));
    await until(async () => (await logOf('one'))[1]?.attemptCount === 2, 'the replay');
    const [, , again] = sent;
    assert.deepEqual(again && [again.notification.uuid, ...idsIn(again)], [sent[1]?.notification.uuid]);
  }));

/** One after another, each looked at. Their copies in the mailbox of 102. */
async function threePages(company: Company): Promise<number[]> {
  const ids: number[] = [];
  for (let count = 0; count < 3; count++) {
    ids.push((await company.send('101', ['102'])).copy.copyId + 1);
    await settle();
  }
  return ids;
}
