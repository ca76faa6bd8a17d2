/** Who may change a thread's explicit list, and what comes of it. */

import { describe, test } from 'node:test';
import type { ChangeParticipants } from '../commands/messages.ts';
import type { Effect } from '../effect.ts';
import type { ConversationId } from '../ids.ts';
import { accountId, actorOf, idOf, type Thread, type World } from './company.fixture.ts';
import { decides, entry, isForWhoeverIsSignedIn, nextSequence, nowMs, refuses } from './tables.fixture.ts';

const conversationId = 4001 as ConversationId;
const thread: Thread = { explicit: ['102', '103'], departments: ['206', '200'], holders: ['102', '103'] };
const world: World = { thread };

function change(by: string, added: string[], removed: string[] = []): ChangeParticipants {
  const lists = { addedIds: added.map(idOf), removedIds: removed.map(idOf) };
  return { kind: 'change-participants', accountId, actor: actorOf(by), conversationId, ...lists };
}

const becomes = (number: string, isExplicit: boolean): Effect => ({
  ...{ kind: 'participant-changed', conversationId, extensionId: idOf(number), isExplicit },
  ...{ modifiedSeq: nextSequence, timeMs: nowMs },
});
const unknown = { code: 'unknown-resource', parameter: 'conversationId', subject: '4001' } as const;

describe('the explicit list', () => {
  test('gains and loses those named, each once, at one place of the sequence', () => {
    const effects = [becomes('104', true), becomes('105', true), becomes('103', false)];
    decides(world, change('102', ['104', '105', '104'], ['103', '103']), { value: null, effects });
  });
  test('stays as it is for who is on it and who is not', () => {
    decides(world, change('102', ['103'], ['104']), { value: null, effects: [] });
    decides(world, change('102', []), { value: null, effects: [] });
  });
  test('is changed by an administrator who is not on it, and that is told in the audit trail', () => {
    const details = { addedIds: [idOf('104')], removedIds: [idOf('103')] };
    const effects = [becomes('104', true), becomes('103', false), entry(['change-participants', '4001', details])];
    decides(world, change('101', ['104'], ['103']), { value: null, effects });
  });
});

describe('the explicit list is changed by nobody', () => {
  const rows: [name: string, command: ChangeParticipants, refusal: Parameters<typeof refuses>[2], world?: World][] = [
    [
      'who is on it and did not begin the thread',
      change('103', ['104']),
      { code: 'missing-user-permission', subject: 'EditParticipants' },
    ],
    ['who reads it through a Department', change('107', ['104']), { code: 'unknown-token' }],
    ['who is not on it', change('105', ['104']), unknown],
    ['where there is no thread', change('101', ['104']), unknown, {}],
    [
      'who names someone unknown',
      change('102', ['999']),
      { code: 'unknown-referenced-resource', parameter: 'addedExtensionIds', subject: '1999' },
    ],
    [
      'who removes someone unknown',
      change('102', [], ['999']),
      { code: 'unknown-referenced-resource', parameter: 'removedExtensionIds', subject: '1999' },
    ],
    [
      'who adds a Department',
      change('102', ['200']),
      { code: 'invalid-parameter', parameter: 'addedExtensionIds', subject: '1200' },
    ],
    [
      'who adds and removes the same person',
      change('102', ['104'], ['104']),
      { code: 'invalid-parameter', parameter: 'removedExtensionIds', subject: '1104' },
    ],
  ];
  for (const [name, command, refusal, where = world] of rows) test(name, () => refuses(where, command, refusal));
  test('who began it and left it since', () => {
    const left: World = {
      facts: {
        conversation: () =>
          ({ conversationId, originatorId: idOf('104'), explicitIds: [idOf('102')], departmentIds: [] }) as never,
      },
    };
    refuses(left, change('104', ['105']), unknown);
  });
  test('who is in one of its Departments and did not begin it', () => {
    const departmental: World = { thread: { ...thread, explicit: ['102'] } };
    refuses(departmental, change('103', ['104']), { code: 'missing-user-permission', subject: 'EditParticipants' });
  });
  test('who is signed out', () => isForWhoeverIsSignedIn(change('102', ['104']), '102', world));
});
