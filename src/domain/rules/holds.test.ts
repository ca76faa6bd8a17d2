/** Placing and releasing legal holds. */

import { describe, test } from 'node:test';
import type { PlaceHold, ReleaseHold } from '../commands/upkeep.ts';
import type { Held, Hold, HoldId } from '../hold.ts';
import type { ConversationId, MessageId } from '../ids.ts';
import { accountId, idOf, type Thread } from './company.fixture.ts';
import { administrator as actor, decides, entry, isForAdministrators, nowMs, refuses } from './tables.fixture.ts';

const person: Held = { conversationId: null, extensionId: idOf('102') };
const conversation: Held = { conversationId: 4001 as ConversationId, extensionId: null };
const thread: Thread = { explicit: ['101'], holders: ['101'] };
const placing = (held: Held, reason = 'matter 7'): PlaceHold => ({
  kind: 'place-hold',
  accountId,
  actor,
  held,
  reason,
});
const holdOf = (held: Held): Hold => ({
  ...held,
  ...{ holdId: 5000 as HoldId, reason: 'matter 7', placedMs: nowMs, placedById: idOf('101'), releasedMs: null },
});

describe('a hold', () => {
  for (const held of [person, conversation]) {
    test(`is placed on ${held.extensionId === null ? 'a thread' : 'a person'}, for a reason that the trail repeats`, () => {
      const hold = holdOf(held);
      const word = entry(['place-hold', '5000', { ...held, reason: 'matter 7' }]);
      decides({ thread }, placing(held), { value: hold, effects: [{ kind: 'hold-put', hold }, word] });
    });
  }
  const unknown = (parameter: string, subject: string) =>
    ({ code: 'unknown-referenced-resource', parameter, subject }) as const;
  test('is placed for no empty reason, and on nothing that is not there', () => {
    refuses({ thread }, placing(person, ' '), { code: 'invalid-parameter', parameter: 'reason' });
    refuses({}, placing(conversation), unknown('conversationId', '4001'));
    refuses({}, placing({ conversationId: null, extensionId: idOf('999') }), unknown('extensionId', '1999'));
    refuses({}, placing({ conversationId: null, extensionId: idOf('200') }), unknown('extensionId', '1200'));
  });
  test('is placed by administrators', () => isForAdministrators(placing(person), 'AccountAdministration'));
});

describe('releasing a hold', () => {
  const releasing: ReleaseHold = { kind: 'release-hold', accountId, actor, holdId: 5000 as HoldId };
  const hold = holdOf(person);
  test('ends it, has what it kept looked at again, and tells what it was on', () => {
    decides({ facts: { hold: () => hold } }, releasing, {
      value: null,
      effects: [
        { kind: 'hold-put', hold: { ...hold, releasedMs: nowMs } },
        { kind: 'recheck-reached', afterId: 0 as MessageId },
        entry(['release-hold', '5000', { ...person }]),
      ],
    });
  });
  test('twice changes nothing; one that is not there is not found', () => {
    decides({ facts: { hold: () => ({ ...hold, releasedMs: 5 }) } }, releasing, { value: null, effects: [] });
    refuses({}, releasing, { code: 'unknown-resource', parameter: 'holdId', subject: '5000' });
    isForAdministrators(releasing, 'AccountAdministration', { facts: { hold: () => hold } });
  });
});
