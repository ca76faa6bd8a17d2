/** Which changes leave an entry in the audit trail, and which leave none: a row each. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Command } from '../command.ts';
import type { SessionId } from '../ids.ts';
import type { ImportEntry } from '../people-import.ts';
import { accountId, decideIn, idOf, type Thread, type World } from './company.fixture.ts';

const asPerson = (number: string) => ({
  accountId,
  sessionId: 'session' as SessionId,
  extensionId: idOf(number),
  address: '192.0.2.7',
});
const actor = asPerson('101');
const contact = { firstName: 'Ada', email: 'ada@company.example' };
const thread: Thread = { explicit: ['102', '103'], holders: ['102', '103'] };
const conversationId = 4001 as never;
const idText = (number: string) => String(idOf(number));

function changing(
  extensionId: string,
  changes: Extract<Command, { kind: 'update-extension' }>['changes'],
  by = actor,
): Command {
  return { kind: 'update-extension', accountId, actor: by, extensionId: idOf(extensionId), changes };
}

function members(departmentId: string, added: string[], removed: string[], by = actor): Command {
  const change = { departmentId: idOf(departmentId), addedIds: added.map(idOf), removedIds: removed.map(idOf) };
  return { kind: 'change-members', accountId, actor: by, changes: [change] };
}

function managers(departmentId: string, numbers: string[]): Command {
  return { kind: 'set-managers', accountId, actor, departmentId: idOf(departmentId), managerIds: numbers.map(idOf) };
}

function participants(by: string, added: string[], removed: string[]): Command {
  const change = { addedIds: added.map(idOf), removedIds: removed.map(idOf) };
  return { kind: 'change-participants', accountId, actor: asPerson(by), conversationId, ...change };
}

function importing(entries: ImportEntry[], isDryRun = false): Command {
  return { kind: 'import-people', accountId, actor: 'operator', entries, isDryRun };
}

function exporting(fromMs: number): Command {
  return { kind: 'create-report', accountId, actor, taskId: 'task', fromMs, toMs: 1001, messageTypes: null };
}

/** Action, target and details of every entry. */
function entriesOf(command: Command, world: World) {
  const { effects } = decideIn(world, command);
  return effects.flatMap((effect) => (effect.kind === 'audit-recorded' ? [effect.entry] : []));
}

const creation = { extensionNumber: '150', type: 'User', status: 'Enabled' } as const;

const rows: Readonly<Record<string, { command: Command; entries: unknown[][]; world?: World }>> = {
  'creating an extension, without its name': {
    command: { kind: 'create-extension', accountId, actor, draft: { ...creation, contact } },
    entries: [['create-extension', '5000', { ...creation, roles: ['user'] }]],
  },
  'changing number and status, from what to what': {
    command: changing('102', { extensionNumber: '150', status: 'Frozen' }),
    entries: [
      [
        'update-extension',
        idText('102'),
        { extensionNumber: { from: '102', to: '150' }, status: { from: 'Enabled', to: 'Frozen' } },
      ],
    ],
  },
  'changing the contact, by the names of its fields alone': {
    command: changing('102', { contact }),
    entries: [['update-extension', idText('102'), { contact: ['email', 'firstName'] }]],
  },
  'deleting an extension': {
    command: { kind: 'delete-extension', accountId, actor, extensionId: idOf('102') },
    entries: [['delete-extension', idText('102'), { extensionNumber: '102', type: 'User' }]],
  },
  'joining and leaving a Department, without those who were in or out already': {
    command: members('200', ['104', '102'], ['103', '105']),
    entries: [['change-members', idText('200'), { addedIds: [idOf('104')], removedIds: [idOf('103')] }]],
  },
  'setting managers, as who was added and removed': {
    command: managers('200', ['102']),
    entries: [['set-managers', idText('200'), { addedIds: [idOf('102')], removedIds: [idOf('103')] }]],
  },
  'participants changed by an administrator': {
    command: participants('101', ['104', '102'], ['103']),
    world: { thread },
    entries: [['change-participants', '4001', { addedIds: [idOf('104')], removedIds: [idOf('103')] }]],
  },
  'an import, as a whole and for each extension that changed': {
    command: importing([
      { extensionNumber: '150', contact, departments: ['200'] },
      { extensionNumber: '102', status: 'Frozen', contact: {}, departments: ['200'] },
      { extensionNumber: '103', contact: {} },
    ]),
    entries: [
      ['import-people', null, { created: 1, updated: 1 }],
      [
        'create-extension',
        '5000',
        { ...creation, roles: ['user'], joinedDepartmentIds: [idOf('200')], isImport: true },
      ],
      [
        'update-extension',
        idText('102'),
        {
          status: { from: 'Enabled', to: 'Frozen' },
          leftDepartmentIds: [idOf('203'), idOf('204')],
          isImport: true,
        },
      ],
    ],
  },
  'an export, with its span': {
    command: exporting(0),
    entries: [
      ['export-messages', 'task', { dateFrom: '1970-01-01T00:00:00.000Z', dateTo: '1970-01-01T00:00:01.000Z' }],
    ],
  },
};

describe('the audit trail tells of', () => {
  for (const [name, { command, entries, world = {} }] of Object.entries(rows)) {
    test(name, () => {
      const kept = entriesOf(command, world);
      assert.deepEqual(
        kept.map(({ action, target, details }) => [action, target, details]),
        entries,
      );
      const isOperator = 'actor' in command && command.actor === 'operator';
      for (const { actorId, address, timeMs } of kept) {
        const by = isOperator ? [null, null] : [idOf('101'), '192.0.2.7'];
        assert.deepEqual([actorId, address, timeMs], [...by, 1_700_000_000_000]);
      }
    });
  }
});

const silent: Readonly<Record<string, { command: Command; world?: World }>> = {
  'an extension set to what it is': { command: changing('102', { status: 'Enabled' }) },
  'members who were in or out already': { command: members('200', ['102'], ['104']) },
  'managers who were that already': { command: managers('200', ['103', '103']) },
  'participants who took part already': { command: participants('101', ['102'], ['104']), world: { thread } },
  'participants changed by the originator, who is no administrator': {
    command: participants('102', ['104'], []),
    world: { thread },
  },
  'a dry run': { command: importing([{ extensionNumber: '150', contact }], true) },
  'an import that changes nothing': { command: importing([{ extensionNumber: '103', contact: {} }]) },
  'a change by someone who may not': { command: changing('102', { status: 'Frozen' }, asPerson('102')) },
  'members changed by someone who may not': { command: members('200', ['104'], [], asPerson('102')) },
  'a number that is taken': { command: changing('102', { extensionNumber: '103' }) },
  'the last administrator deleted': {
    command: { kind: 'delete-extension', accountId, actor, extensionId: idOf('101') },
  },
  'an import with a mistake in one line': {
    command: importing([
      { extensionNumber: '150', contact },
      { extensionNumber: '151', contact, departments: ['999'] },
    ]),
  },
  'an export that ends before it begins': { command: exporting(2000) },
  'an export too many': { command: exporting(0), world: { openReports: 2 } },
};

describe('the audit trail does not tell of', () => {
  for (const [name, { command, world = {} }] of Object.entries(silent)) {
    test(name, () => assert.deepEqual(entriesOf(command, world), []));
  }
});
