/** Who may read a thread and reply to it, as a person meets it who uses the official SDK. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deleteExtension, department, ids, mailbox, maya, move, person, refusal, run } from './sdk-company.ts';

describe('whoever leaves a Department', () => {
  test('can neither read its threads nor reply, and can again when back', async () => {
    const number = await department('103', '104');
    const text = `before ${run}`;
    await maya.page([number], text);
    const held = await person('104').message(text);
    const answer = `answer ${run}`;
    await person('104').page([], answer, { replyOn: held.id });

    await move(number, { removed: ['104'] });
    const left = await person('104').messages();
    assert.deepEqual([left.has(text), left.has(answer)], [false, false]);
    for (const path of [held.uri, `${held.uri}/content/1`, held.conversation.uri]) {
      assert.equal((await refusal(person('104').get(path)))[0], 404, path);
    }
    const reply = refusal(person('104').page([], 'x', { replyOn: held.id }));
    assert.deepEqual((await reply).slice(0, 2), [403, 'MSG-326']);
    await maya.page([], `meanwhile ${run}`, { replyOn: (await maya.message(text)).id });

    await move(number, { added: ['104'] });
    const again = await person('104').message(text);
    assert.ok(again.lastModifiedTime > held.lastModifiedTime);
    const back = await person('104').messages();
    assert.deepEqual([back.has(answer), back.has(`meanwhile ${run}`)], [true, false]);
    await person('104').page([], `back ${run}`, { replyOn: held.id });
  });

  test('and whoever joins it sees what comes from then on', async () => {
    const number = await department('103');
    await maya.page([number], `past ${run}`);
    await move(number, { added: ['105'] });
    await maya.page([], `new ${run}`, { replyOn: (await maya.message(`past ${run}`)).id });
    const seen = await person('105').messages();
    assert.deepEqual([seen.has(`past ${run}`), seen.has(`new ${run}`)], [false, true]);
    await person('105').page([], `from the new member ${run}`, {
      replyOn: (await person('105').message(`new ${run}`)).id,
    });
  });
});

describe('a thread', () => {
  test('takes replies from its participants only, to its participants only', async () => {
    const text = `thread ${run}`;
    const sent = await maya.page(['102', '103'], text);
    const copy = await person('102').message(text);
    // As clients reply: to the sender and everyone who was listed.
    const reply = await person('102').page(['101', '101', '102', '103'], `reply ${run}`, { replyOn: copy.id });
    assert.equal(reply.conversationId, sent.conversationId);
    assert.equal((await person('103').message(`reply ${run}`)).conversationId, sent.conversationId);
    const outsider = refusal(person('102').page(['104'], 'x', { replyOn: copy.id }));
    assert.deepEqual((await outsider).slice(0, 2), [400, 'CMN-101']);
    const notHeld = refusal(person('104').page([], 'x', { replyOn: copy.id }));
    assert.deepEqual((await notHeld).slice(0, 2), [400, 'CMN-102']);
  });

  test('shows its participants through the link that messages carry, and its originator can change them', async () => {
    const text = `list ${run}`;
    await person('102').page(['103'], text);
    const { conversation, conversationId } = await person('103').message(text);
    const numbers = async () => {
      const { participants } = await person('103').get<{ participants: { extensionNumber: string; kind: string }[] }>(
        conversation.uri,
      );
      return participants.map(({ extensionNumber, kind }) => `${extensionNumber} ${kind}`);
    };
    assert.deepEqual(await numbers(), ['102 Explicit', '103 Explicit']);
    const change = (by: string, body: object) =>
      person(by).send('post', `/beckon/v1/conversations/${conversationId}/participants`, body);
    assert.deepEqual((await refusal(change('103', { addedExtensionIds: [ids.get('104')] }))).slice(0, 2), [
      403,
      'CMN-408',
    ]);
    await change('102', { addedExtensionIds: [ids.get('104')] });
    assert.deepEqual(await numbers(), ['102 Explicit', '103 Explicit', '104 Explicit']);
    await change('102', { removedExtensionIds: [ids.get('103')] });
    assert.equal((await refusal(person('103').get(conversation.uri)))[0], 404);
    assert.equal((await person('103').messages()).has(text), false);
  });
});

describe('whoever is only a member', () => {
  test('leaves with the Department, also after they answered and were answered by name', async () => {
    const number = await department('103', '104');
    await maya.page([number], `for members ${run}`);
    const held = await person('104').message(`for members ${run}`);
    await person('104').page(['101'], `member's answer ${run}`, { replyOn: held.id });
    const { id: replyOn } = await maya.message(`member's answer ${run}`);
    await maya.page(['104'], `to the member by name ${run}`, { replyOn });
    assert.ok(await person('104').message(`to the member by name ${run}`));
    await move(number, { removed: ['104'] });
    const left = [...(await person('104').messages()).keys()];
    assert.deepEqual(
      left.filter((text) => / member/.test(text) && text.endsWith(` ${run}`)),
      [],
    );
    const byName = refusal(maya.page(['104'], 'x', { replyOn }));
    assert.deepEqual((await byName).slice(0, 2), [400, 'CMN-101']);
  });

  test('loses what they sent themselves as well, if they began the thread', async () => {
    const number = await department('103', '104');
    const sent = await person('104').page([number], `begun by a member ${run}`);
    await move(number, { removed: ['104'] });
    assert.equal((await refusal(person('104').get(sent.uri)))[0], 404);
    const reply = refusal(person('104').page([], 'x', { replyOn: sent.id }));
    assert.deepEqual((await reply).slice(0, 2), [403, 'MSG-326']);
  });

  test('loses the thread when the Department is deleted', async () => {
    const number = await department('104');
    await maya.page([number], `before the end ${run}`);
    const held = await person('104').message(`before the end ${run}`);
    await deleteExtension(ids.get(number) ?? '');
    assert.equal((await refusal(person('104').get(held.uri)))[0], 404);
    const reply = refusal(person('104').page([], 'x', { replyOn: held.id }));
    assert.deepEqual((await reply).slice(0, 2), [403, 'MSG-326']);
    assert.deepEqual((await refusal(maya.page([number], 'x'))).slice(0, 2), [400, 'CMN-102']);
  });
});

test('whoever left can neither mark, delete nor list a message, and the sender cannot see its delivery', async () => {
  const number = await department('103', '104');
  const sent = await person('104').page([number], `changed by none ${run}`);
  await move(number, { removed: ['104'] });
  const lost = `${mailbox}/message-store/${sent.id}`;
  for (const call of [
    person('104').send('put', lost, { readStatus: 'Read' }),
    person('104').send('delete', lost),
    person('104').get(`/beckon/v1/messages/${sent.id}/delivery`),
  ]) {
    assert.equal((await refusal(call))[0], 404);
  }
  const { paging } = await person('104').get<{ paging: { totalElements: number } }>(
    `${mailbox}/message-store?conversationId=${sent.conversationId}`,
  );
  assert.equal(paging.totalElements, 0);
  await move(number, { added: ['104'] });
  assert.ok(await person('104').message(`changed by none ${run}`));
});

test('a reply answers a message of one’s own mailbox: a neighbour’s id is unknown, a purged one is closed', async () => {
  await maya.page(['102', '103'], `own ids ${run}`);
  const { id: foreign } = await person('103').message(`own ids ${run}`);
  const { id: own, uri } = await person('102').message(`own ids ${run}`);
  const onForeign = refusal(person('102').page([], 'x', { replyOn: foreign }));
  assert.deepEqual((await onForeign).slice(0, 2), [400, 'CMN-102']);
  await person('102').send('delete', `${uri}?purge=true`);
  assert.deepEqual((await refusal(person('102').page([], 'x', { replyOn: own }))).slice(0, 2), [403, 'MSG-325']);
});

test('an administrator reads nobody’s messages, nor learns of them through a thread’s link', async () => {
  await person('102').page(['103'], `private ${run}`);
  const { uri, conversation } = await person('103').message(`private ${run}`);
  assert.deepEqual((await refusal(maya.get(uri))).slice(0, 2), [403, 'CMN-404']);
  assert.equal((await refusal(maya.get(conversation.uri)))[0], 404);
});

test('a page that races a removal is before it or after it, never between', async () => {
  for (let round = 0; round < 6; round++) {
    const number = await department('103', '104');
    await maya.page([number], `race ${round} ${run}`);
    const { id: replyOn } = await person('104').message(`race ${round} ${run}`);
    const text = `reply in race ${round} ${run}`;
    const remove = () => move(number, { removed: ['104'] });
    const reply = () =>
      person('104')
        .page([], text, { replyOn })
        .then(() => 'sent');
    const begun = round % 2 === 0 ? [remove(), reply()] : [reply(), remove()];
    const outcomes = await Promise.allSettled(begun);
    const [removed, replied] = round % 2 === 0 ? outcomes : outcomes.toReversed();
    assert.equal(removed?.status, 'fulfilled');
    const wasSent = replied?.status === 'fulfilled';
    if (replied?.status === 'rejected') {
      assert.deepEqual((await refusal(Promise.reject(replied.reason))).slice(0, 2), [403, 'MSG-326']);
    }
    assert.equal((await person('103').messages()).has(text), wasSent);
    const left = await person('104').messages();
    assert.deepEqual([left.has(text), left.has(`race ${round} ${run}`)], [false, false]);
  }
});
