/** The server is killed without warning: what it acknowledged is there afterwards, and nothing is there by halves. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { mine, type Person, signIn } from '../acceptance/person.ts';
import { type ServerProcess, startServer } from '../acceptance/server-process.ts';

const holders = ['101', '102', '103'];
const draft = (text: string) => ({ to: [{ extensionNumber: '102' }, { extensionNumber: '103' }], text });

interface Record {
  readonly conversationId: number;
  readonly subject: string;
}

/** Every page in someone's mailbox, by its text. */
async function mailboxOf(server: ServerProcess, number: string): Promise<Map<string, number>> {
  const person = await signIn(server, number);
  const texts = new Map<string, number>();
  for (let page = 1, pages = 1; page <= pages; page++) {
    const path = `${mine}/message-store?dateFrom=2000-01-01&perPage=max&page=${page}`;
    const { body } = await person.call<{ records: Record[]; paging: { totalPages: number } }>(path);
    for (const { subject, conversationId } of body.records) texts.set(subject, conversationId);
    pages = body.paging.totalPages;
  }
  return texts;
}

test('a page is in all mailboxes when the server is killed right after the 200', async () => {
  const server = await startServer();
  try {
    for (const text of ['first', 'second', 'third']) {
      const sender = await signIn(server, '101');
      const { status, body } = await sender.call<Record>(`${mine}/company-pager`, { body: draft(text) });
      await server.kill9();
      assert.equal(status, 200);
      await server.start();
      for (const number of holders) {
        assert.equal((await mailboxOf(server, number)).get(text), body.conversationId, `${text} for ${number}`);
      }
    }
  } finally {
    await server.close();
  }
});

/** Sends until the server is gone; remembers what it acknowledged. */
async function sendUntilGone(sender: Person, lane: string, acknowledged: Map<string, number>): Promise<void> {
  for (let count = 0; count < 100_000; count++) {
    const text = `${lane}-${count}`;
    try {
      const { status, body } = await sender.call<Record>(`${mine}/company-pager`, { body: draft(text) });
      assert.equal(status, 200);
      acknowledged.set(text, body.conversationId);
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      return;
    }
  }
}

/** Moments to kill at, in milliseconds under load: early ones, and some after many batches. */
const moments = [20, 90, 210, 400];

test(`killed under load at ${moments.join(', ')} ms, no page is lost and none is in some mailboxes only`, async () => {
  const server = await startServer();
  try {
    const acknowledged = new Map<string, number>();
    for (const [round, momentMs] of moments.entries()) {
      const sender = await signIn(server, '101');
      const lanes = Array.from({ length: 8 }, (_, lane) => sendUntilGone(sender, `${round}-${lane}`, acknowledged));
      await delay(momentMs);
      await server.kill9();
      await Promise.all(lanes);
      await server.start();

      const [first, ...others] = await Promise.all(holders.map((number) => mailboxOf(server, number)));
      for (const other of others) assert.deepEqual(other, first, 'a page is in some mailboxes only');
      const lost = [...acknowledged].filter(([text, conversationId]) => first?.get(text) !== conversationId);
      assert.deepEqual(lost, [], 'acknowledged, and not there');
    }
    assert.ok(acknowledged.size > 0, 'nothing was sent before the server was killed');
  } finally {
    await server.close();
  }
});
