/** Who may export, what an export holds, and what becomes of it: a row each. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Command } from '../command.ts';
import type { AdvanceReport } from '../commands/exports.ts';
import type { ErrorCode } from '../errors.ts';
import type { Report } from '../export.ts';
import type { Sequence, SessionId } from '../ids.ts';
import { accountId, decideIn, effectOf, idOf, type World } from './company.fixture.ts';
import { decides, entry, refuses } from './tables.fixture.ts';

const nowMs = 1_700_000_000_000;
const asPerson = (number: string) => ({ accountId, sessionId: 'session' as SessionId, extensionId: idOf(number) });

const waiting: Report = {
  ...{ taskId: 'task', extensionId: idOf('101'), status: 'Accepted', messageTypes: null, attempts: 0 },
  frame: { fromMs: 0, toMs: 1000, beforeId: 5000 as Sequence },
  ...{ createdMs: nowMs - 10, startedMs: null, finishedMs: null, sizeBytes: null },
};
const begun: Report = { ...waiting, status: 'InProgress', startedMs: nowMs - 5, attempts: 1 };
const completed: Report = { ...begun, status: 'Completed', finishedMs: nowMs - 1, sizeBytes: 77 };

describe('an export holds what was sent', () => {
  const spans: Readonly<Record<string, { asked: { fromMs: number; toMs?: number }; toMs: number }>> = {
    'until the time that is named': { asked: { fromMs: 5, toMs: 10 }, toMs: 10 },
    'until now, this very moment included, if none is named': { asked: { fromMs: 5 }, toMs: nowMs + 1 },
    'until now, if a later time is named': { asked: { fromMs: 5, toMs: nowMs + 99 }, toMs: nowMs + 1 },
  };
  for (const [name, { asked, toMs }] of Object.entries(spans)) {
    test(`${name}, and before it was asked for`, () => {
      const frame = { fromMs: 5, toMs, beforeId: 5000 };
      const ask = { kind: 'create-report', accountId, actor: asPerson('101'), taskId: 'task' } as const;
      const { result, effects } = decideIn({}, { ...ask, ...asked, messageTypes: null });
      assert.deepEqual(result.ok && result.value.frame, frame);
      assert.equal(effectOf(effects, 'report-put')?.report.status, 'Accepted');
      const byOperator = decideIn({}, { kind: 'begin-export', accountId, actor: 'operator', ...asked });
      assert.deepEqual(byOperator.result, { ok: true, value: frame });
    });
  }
});

describe('an export is refused', () => {
  const create = (number: string, fromMs = 0): Command => {
    const actor = asPerson(number);
    return { kind: 'create-report', accountId, actor, taskId: 'task', fromMs, messageTypes: null };
  };
  const download = (number: string): Command => {
    return { kind: 'download-report', accountId, actor: asPerson(number), taskId: 'task' };
  };
  const rows: Readonly<Record<string, { command: Command; world?: World; code: ErrorCode }>> = {
    'to those who do not administer': { command: create('102'), code: 'missing-user-permission' },
    'to an ended session': { command: create('101'), world: { isSessionEnded: true }, code: 'unknown-token' },
    'if it begins in the future': { command: create('101', nowMs + 1), code: 'invalid-parameter' },
    'while two are under way': { command: create('101'), world: { openReports: 2 }, code: 'too-many-reports' },
    'for download, to those who do not administer': {
      command: download('102'),
      world: { report: completed },
      code: 'missing-user-permission',
    },
    'for download, if it is unknown': { command: download('101'), code: 'unknown-resource' },
    'for download, before it is Completed': {
      command: download('101'),
      world: { report: begun },
      code: 'unknown-resource',
    },
  };
  for (const [name, { command, world = {}, code }] of Object.entries(rows)) {
    test(name, () => {
      const { result, effects } = decideIn(world, command);
      assert.equal(!result.ok && result.refusal.code, code);
      assert.deepEqual(effects, []);
    });
  }
});

test('an auditor, who reads no pages, may export and download', () => {
  const actor = asPerson('102');
  const roles = { '102': ['auditor'] } as const;
  const create = { kind: 'create-report', accountId, actor, taskId: 'task', fromMs: 0, messageTypes: null } as const;
  assert.equal(decideIn({ roles }, create).result.ok, true);
  const download = { kind: 'download-report', accountId, actor, taskId: 'task' } as const;
  assert.equal(decideIn({ roles, report: completed }, download).result.ok, true);
});

describe('an export becomes', () => {
  const failed: Report = { ...begun, status: 'Failed', finishedMs: nowMs };
  const rows: Readonly<Record<string, { before: Report; to: AdvanceReport['to']; after: Report }>> = {
    'InProgress when it is begun': {
      before: waiting,
      to: { status: 'InProgress' },
      after: { ...begun, startedMs: nowMs },
    },
    'InProgress again when it was interrupted': {
      before: begun,
      to: { status: 'InProgress' },
      after: { ...begun, startedMs: nowMs, attempts: 2 },
    },
    'Failed when the server ended in its middle three times': {
      before: { ...begun, attempts: 3 },
      to: { status: 'InProgress' },
      after: { ...failed, attempts: 3 },
    },
    'Accepted, and is counted no attempt, when the server was told to stop': {
      before: begun,
      to: { status: 'Accepted' },
      after: waiting,
    },
    'Completed, with its size': {
      before: begun,
      to: { status: 'Completed', sizeBytes: 77 },
      after: { ...completed, finishedMs: nowMs },
    },
    'Failed when writing it failed': { before: begun, to: { status: 'Failed' }, after: failed },
    'nothing else once it is Completed': { before: completed, to: { status: 'Failed' }, after: completed },
  };
  for (const [name, { before, to, after }] of Object.entries(rows)) {
    test(name, () => {
      const { result } = decideIn(
        { report: before },
        { kind: 'advance-report', accountId, epoch: 0, taskId: 'task', to },
      );
      assert.deepEqual(result, { ok: true, value: after });
    });
  }
});

test('an export that others write by now is left as it is', () => {
  const advance = {
    kind: 'advance-report',
    accountId,
    epoch: 1,
    taskId: 'task',
    to: { status: 'Failed' },
  } as const;
  const { result, effects } = decideIn({ report: begun, facts: { 'lease-epoch': () => 2 } }, advance);
  assert.deepEqual([result, effects], [{ ok: true, value: null }, []]);
});

describe('of an export is kept', () => {
  const details = { dateFrom: '1970-01-01T00:00:00.000Z', dateTo: '1970-01-01T00:00:00.999Z' };
  const asked = { accountId, fromMs: 0, toMs: 1000 } as const;
  test('the report, and who asked for it', () => {
    const report: Report = { ...waiting, createdMs: nowMs, messageTypes: ['Pager'] };
    const actor = asPerson('101');
    decides(
      {},
      { kind: 'create-report', ...asked, actor, taskId: 'task', messageTypes: ['Pager'] },
      {
        value: report,
        effects: [{ kind: 'report-put', report }, entry(['export-messages', 'task', details])],
      },
    );
  });
  test('that the operator began one', () => {
    decides(
      {},
      { kind: 'begin-export', ...asked, actor: 'operator' },
      {
        effects: [entry(['export-messages', null, details], 'operator')],
      },
    );
  });
  test('who took it away', () => {
    decides(
      { report: completed },
      { kind: 'download-report', accountId, actor: asPerson('101'), taskId: 'task' },
      {
        value: completed,
        effects: [entry(['download-export', 'task', details])],
      },
    );
  });
  test('what became of it, as long as it is not finished', () => {
    const advance = { kind: 'advance-report', accountId, taskId: 'task', epoch: 0, to: { status: 'Failed' } } as const;
    const report: Report = { ...begun, status: 'Failed', finishedMs: nowMs };
    decides({ report: begun }, advance, { value: report, effects: [{ kind: 'report-put', report }] });
    decides({ report: completed }, advance, { value: completed, effects: [] });
    refuses({}, advance, { code: 'unknown-resource', parameter: 'taskId' });
  });
  test('nothing of a worker in whose place another works', () => {
    const late = { kind: 'advance-report', accountId, taskId: 'task', epoch: 1, to: { status: 'Failed' } } as const;
    decides({ report: begun }, late, { value: null, effects: [] });
  });
  test('no negative count of attempts', () => {
    const stop = { kind: 'advance-report', accountId, taskId: 'task', epoch: 0, to: { status: 'Accepted' } } as const;
    const { result } = decideIn({ report: waiting }, stop);
    assert.equal(result.ok && result.value?.attempts, 0);
  });
  test('nothing once it is removed', () => {
    const remove = { kind: 'remove-report', accountId, taskId: 'task' } as const;
    decides({ report: completed }, remove, { value: null, effects: [{ kind: 'report-removed', taskId: 'task' }] });
    decides({}, remove, { value: null, effects: [] });
  });
});
