/** Requests that name far more than there is: others get their turn meanwhile, and what there is is done. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mailbox, type ServedCompany, serveCompany } from '../simulation/served-company.ts';

const clock = { nowMs: () => 1_700_000_000_000 };

async function served(body: (company: ServedCompany) => Promise<void>): Promise<void> {
  const company = await serveCompany({ people: ['101', '102'], departments: ['200'] }, clock);
  try {
    await body(company);
  } finally {
    await company.close();
  }
}

interface Sent {
  readonly id: number;
  readonly conversationId: number;
}

async function send(company: ServedCompany, more: { replyOn?: number } = {}): Promise<Sent> {
  const page = { to: [{ extensionNumber: '102' }], text: 'Hello', ...more };
  const { body } = await company.call('101', 'POST', `${mailbox}/company-pager`, page);
  return { id: body.id as number, conversationId: body.conversationId as number };
}

/** In 101's mailbox. */
async function alive(company: ServedCompany): Promise<number[]> {
  const { body } = await company.call('101', 'GET', `${mailbox}/message-store?perPage=100`);
  return (body.records as { id: number }[]).map(({ id }) => id).sort((one, other) => one - other);
}

/** How often the event loop went round before the answer was there. */
async function turnsUntil<T>(answer: Promise<T>): Promise<{ turns: number; answer: T }> {
  let turns = 0;
  let isOver = false;
  const go = () => {
    turns++;
    if (!isOver) setImmediate(go);
  };
  setImmediate(go);
  const given = await answer;
  isOver = true;
  return { turns, answer: given };
}

const nothing = (count: number) => Array.from({ length: count }, (_, index) => 9_000_000_000_000 + index);

test('while a list of ids that are nothing is gone through, others get their turn again and again', () =>
  served(async (company) => {
    const own = await send(company);
    const others = own.id + 1;
    const ids = [...nothing(3000), own.id, others, 'a'].join(',');
    const deleting = company.call('101', 'DELETE', `${mailbox}/message-store/${ids}`);
    const { turns, answer } = await turnsUntil(deleting);
    assert.ok(turns >= 3000 / 64, `${turns} turns`);
    assert.equal(answer.status, 207);
    const text = String(answer.body.text);
    assert.equal(text.match(/"status":404/g)?.length, 3002);
    assert.match(text, new RegExp(`message-store/${own.id}","status":200`));
    assert.deepEqual(await alive(company), []);
    const { body } = await company.call('102', 'GET', `${mailbox}/message-store/${others}`);
    assert.equal(body.availability, 'Alive');
  }));

test('while many of one’s own are deleted, others get their turn as well', () =>
  served(async (company) => {
    const own: number[] = [];
    for (let index = 0; index < 200; index++) own.push((await send(company)).id);
    const deleting = company.call('101', 'DELETE', `${mailbox}/message-store/${own.join(',')}`);
    const { turns, answer } = await turnsUntil(deleting);
    assert.equal(answer.status, 204);
    assert.ok(turns >= 3, `${turns} turns`);
    assert.deepEqual(await alive(company), []);
  }));

test('of thousands of conversations that are named, one’s own are deleted whether they are summarised or not', () =>
  served(async (company) => {
    const [first, second] = [await send(company), await send(company)];
    for (let index = 0; index < 12; index++) await send(company, { replyOn: index % 2 === 0 ? first.id : second.id });
    await company.summarise();
    const third = await send(company, { replyOn: first.id });
    assert.equal(third.conversationId, first.conversationId);
    const kept = (await alive(company)).length;
    const named = [...nothing(1500), first.conversationId, ...nothing(1500)];
    assert.equal((await company.call('101', 'DELETE', `${mailbox}/message-store`, named)).status, 204);
    const left = await alive(company);
    assert.equal(left.length, kept - 8);
    assert.ok(left.includes(second.id) && !left.includes(first.id) && !left.includes(third.id));
  }));

test('a company-wide list of people who do not exist is given up after twenty of them', () =>
  served(async (company) => {
    const addedExtensionIds = nothing(5000).map(String);
    const queue = `/restapi/v1.0/account/~/call-queues/${company.idOf('200')}/bulk-assign`;
    const { status, body } = await company.call('100', 'POST', queue, { addedExtensionIds });
    assert.equal(status, 400);
    assert.equal((body.errors as object[]).length, 20);
    const { conversationId } = await send(company);
    const participants = `/beckon/v1/conversations/${conversationId}/participants`;
    const refused = await company.call('101', 'POST', participants, { addedExtensionIds });
    assert.deepEqual([refused.status, (refused.body.errors as object[]).length], [400, 1]);
  }));
