/** What the tests of messages' lives do over and over: sweep, hold, erase, remove, and look at what is left. */

import assert from 'node:assert/strict';
import { unwrap } from '../../domain/errors.ts';
import type { Hold } from '../../domain/hold.ts';
import type { Copy } from '../../domain/message.ts';
import type { SyncPosition } from '../../domain/reads/messages.ts';
import type { RetentionSettings } from '../../domain/retention.ts';
import { createSweeper } from '../../upkeep/sweeper.ts';
import type { Company } from './company.fixture.ts';

export const startMs = 1_700_000_000_000;
const frame = { direction: [], dateFromMs: 0, dateToMs: Number.MAX_SAFE_INTEGER };

/** A sweep that goes three copies at a time. */
export function sweep({ store }: Pick<Company, 'store'>): Promise<void> {
  const log = { error: (about: object) => assert.fail(JSON.stringify(about)) };
  return createSweeper({ store, intervalMs: 1, pauseMs: 0, copiesAStep: 3, log }).sweep();
}

export function configure(company: Company, changes: Partial<RetentionSettings>) {
  return company.change({ kind: 'configure-retention', changes });
}

export async function hold(company: Company, held: { person: string } | { thread: Copy }): Promise<Hold> {
  const named =
    'person' in held
      ? ({ conversationId: null, extensionId: company.idOf(held.person) } as const)
      : ({ conversationId: held.thread.conversationId, extensionId: null } as const);
  return unwrap(await company.change({ kind: 'place-hold', held: named, reason: 'a matter' })) as Hold;
}

export function erase(company: Company, number: string) {
  return company.change({ kind: 'request-erasure', extensionId: company.idOf(number) });
}

/** Someone's copy of a page, or undefined once it is gone for them. */
export async function held(company: Company, number: string, { pageId }: Copy) {
  const { records } = await company.mailboxOf(number);
  return records.find(({ copy }) => copy.pageId === pageId);
}

export async function remove(company: Company, number: string, copy: Copy, isPurge = false): Promise<void> {
  const found = await held(company, number, copy);
  assert.ok(found);
  const { accountId, store } = company;
  const actor = company.actorOf(number);
  unwrap(await store.execute({ kind: 'delete-message', accountId, actor, copyId: found.copy.copyId, isPurge }));
}

export async function statesOf(company: Company, number: string): Promise<string[]> {
  const { records } = await company.mailboxOf(number);
  return records.map(({ page, copy }) => `${page.text} ${copy.availability}`).reverse();
}

export async function positionOf(company: Company, number: string): Promise<SyncPosition> {
  return (await company.store.as(company.actorOf(number)).syncAll(frame, 1000)).position;
}

export async function heardOf(company: Company, number: string, since: SyncPosition): Promise<string[]> {
  const sync = await company.store.as(company.actorOf(number)).syncChanges(frame, since);
  assert.ok(sync);
  return sync.changes.map((change) => {
    const copy = 'lost' in change ? change.lost : change.message.copy;
    return `${copy.copyId} ${'lost' in change ? 'lost' : copy.availability}`;
  });
}
