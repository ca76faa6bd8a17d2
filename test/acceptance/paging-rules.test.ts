/** Whom a page may be sent to and in whose name, as a person meets it who uses the official SDK. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  account,
  createExtension,
  department,
  ids,
  type Message,
  mailbox,
  maya,
  numbersIn,
  person,
  refusal,
  run,
  setStatus,
  signInAgain,
} from './sdk-company.ts';

describe('a Department', () => {
  test("'s page goes to its members, once each, and lists the Department", async () => {
    const [first, second] = [await department('102', '103'), await department('103', '104')];
    const text = `to two teams ${run}`;
    const sent = await maya.page([first, second, '102'], text);
    assert.equal(sent.pgToDepartment, true);
    assert.deepEqual(numbersIn(sent.to), ['101', '102', first, second]);
    for (const number of ['102', '103', '104']) {
      const { records } = await person(number).get<{ records: Message[] }>(`${mailbox}/message-store?perPage=max`);
      const copies = records.filter(({ subject }) => subject === text);
      assert.equal(copies.length, 1, number);
      assert.deepEqual(copies[0]?.to, sent.to);
    }
    assert.equal((await person('105').messages()).has(text), false);
  });

  test('with no members, or whose only member sends, is refused', async () => {
    const [empty, own] = [await department(), await department('105')];
    assert.deepEqual((await refusal(maya.page([empty], 'x'))).slice(0, 2), [400, 'MSG-316']);
    assert.deepEqual((await refusal(person('105').page([own], 'x'))).slice(0, 2), [400, 'MSG-316']);
  });

  test('cannot be sent as: its manager and an administrator are told so, others that it is not theirs', async () => {
    const number = await department('102');
    const id = ids.get(number);
    await maya.send('put', `/beckon/v1/departments/${id}/managers`, { extensionIds: [ids.get('103')] });
    const asDepartment = (number_: string) =>
      refusal(
        person(number_).send('post', `${account}/extension/${id}/company-pager`, {
          to: [{ extensionNumber: '104' }],
          text: 'x',
        }),
      );
    for (const one of ['101', '103']) {
      const [status, code, message] = await asDepartment(one);
      assert.deepEqual([status, code], [403, 'MSG-330']);
      assert.match(message, /Department extension type/);
    }
    assert.deepEqual((await asDepartment('102')).slice(0, 2), [403, 'CMN-404']);
    const byFrom = refusal(person('102').page(['104'], 'x', { from: { extensionNumber: number } }));
    assert.deepEqual((await byFrom).slice(0, 2), [403, 'MSG-330']);
  });
});

describe('someone Frozen', () => {
  test('refuses the whole page when named, and is skipped inside a Department; the sender can see it', async () => {
    const number = await department('105', '106');
    await setStatus('106', 'Frozen');
    try {
      const refused = `refused ${run}`;
      const [status, code, message] = await refusal(maya.page(['102', '106'], refused));
      assert.deepEqual([status, code], [400, 'MSG-324']);
      assert.match(message, /106/);
      assert.equal((await person('102').messages()).has(refused), false);

      const sent = await maya.page([number], `skipping ${run}`);
      const delivery = await maya.get<{
        reached: { extensionNumber: string }[];
        skipped: { extensionNumber: string; reason: string }[];
      }>(`/beckon/v1/messages/${sent.id}/delivery`);
      assert.deepEqual(numbersIn(delivery.reached), ['105']);
      assert.deepEqual(
        delivery.skipped.map(({ extensionNumber, reason }) => [extensionNumber, reason]),
        [['106', 'Frozen']],
      );
      // The SDK meets the 401 by renewing its token, which is refused as well.
      const signedOut = await refusal(person('106').get(`${mailbox}/message-store`));
      assert.deepEqual(signedOut.slice(0, 2), [400, 'OAU-213']);
    } finally {
      await setStatus('106', 'Enabled');
    }
    await signInAgain('106');
    assert.equal((await person('106').messages()).has(`skipping ${run}`), false, 'sent meanwhile, never arrives');
  });
});

describe('whoever is not active', () => {
  for (const status of ['Disabled', 'NotActivated', 'Unassigned']) {
    test(`but ${status} refuses the page that names them, and loses their session until they are Enabled`, async () => {
      const text = `to someone ${status} ${run}`;
      await setStatus('106', status);
      try {
        for (const to of [['106'], ['102', '106']]) {
          const [code, vendorCode, message] = await refusal(maya.page(to, text));
          assert.deepEqual([code, vendorCode], [400, 'MSG-324']);
          assert.match(message, /106/);
        }
        assert.equal((await person('102').messages()).has(text), false);
        assert.deepEqual((await refusal(signInAgain('106'))).slice(0, 2), [400, 'OAU-213']);
      } finally {
        await setStatus('106', 'Enabled');
        await signInAgain('106');
      }
      assert.equal((await person('106').messages()).has(text), false);
    });
  }

  test('is skipped by a reply to all, and refuses a reply that names them', async () => {
    await maya.page(['102', '103', '106'], `group ${run}`);
    const { id: replyOn } = await person('102').message(`group ${run}`);
    await setStatus('106', 'Disabled');
    try {
      const sent = await person('102').page([], `to all ${run}`, { replyOn });
      assert.deepEqual(numbersIn(sent.to), ['101', '102', '103']);
      const named = refusal(person('102').page(['101', '106'], 'x', { replyOn }));
      assert.deepEqual((await named).slice(0, 2), [400, 'MSG-324']);
    } finally {
      await setStatus('106', 'Enabled');
      await signInAgain('106');
    }
    const found = await person('106').messages();
    assert.deepEqual([found.has(`group ${run}`), found.has(`to all ${run}`)], [true, false]);
  });

  test('may be a Department: refused by name, skipped by a reply to all, and read by its members', async () => {
    const number = await department('104', '105');
    const text = `team at rest ${run}`;
    const sent = await maya.page([number, '103'], text);
    await setStatus(number, 'Disabled');
    assert.deepEqual((await refusal(maya.page([number], 'x'))).slice(0, 2), [400, 'MSG-324']);
    const named = refusal(maya.page([number], 'x', { replyOn: sent.id }));
    assert.deepEqual((await named).slice(0, 2), [400, 'MSG-324']);
    assert.ok(await person('104').message(text));
    const reply = await maya.page([], `without the team ${run}`, { replyOn: sent.id });
    assert.deepEqual([numbersIn(reply.to), reply.pgToDepartment], [['103'], false]);
  });
});

test('an extension of a type that has no mailbox cannot be paged', async () => {
  const number = String(run * 100 + 1);
  await createExtension(number, { type: 'Announcement' });
  const [status, code, message] = await refusal(maya.page(['102', number], 'x'));
  assert.deepEqual([status, code], [403, 'MSG-314']);
  assert.match(message, new RegExp(number));
});

describe('an idempotency key', () => {
  test('sends one page however often it is asked, also all at once', async () => {
    const text = `once ${run}`;
    const asked = Array.from({ length: 10 }, () => maya.pageOnce(`once-${run}`, ['102'], text));
    const sent = [...(await Promise.all(asked)), await maya.pageOnce(`once-${run}`, ['102'], text)];
    assert.equal(new Set(sent.map(({ id }) => id)).size, 1);
    const { records } = await person('102').get<{ records: Message[] }>(`${mailbox}/message-store?perPage=max`);
    assert.equal(records.filter(({ subject }) => subject === text).length, 1);
  });

  test('is refused for another text or other recipients, and nothing is sent', async () => {
    await maya.pageOnce(`reused-${run}`, ['102'], `first use ${run}`);
    const second = `second use ${run}`;
    for (const call of [
      maya.pageOnce(`reused-${run}`, ['102'], second),
      maya.pageOnce(`reused-${run}`, ['103'], `first use ${run}`),
    ]) {
      assert.deepEqual((await refusal(call)).slice(0, 2), [422, 'BKN-422']);
    }
    assert.equal((await person('102').messages()).has(second), false);
    assert.equal((await person('103').messages()).has(`first use ${run}`), false);
  });
});
