/** Every command there is, decided once: what it keeps, and how many numbers of the account's sequence it takes. */

import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { Command } from '../command.ts';
import type { SweepTask } from '../commands/upkeep.ts';
import { decide, runDecision } from '../decide.ts';
import type { LoggedDelivery } from '../delivery-log.ts';
import type { Effect } from '../effect.ts';
import type { Report } from '../export.ts';
import type { HoldId } from '../hold.ts';
import type { ConversationId, MessageId, Sequence, SessionId } from '../ids.ts';
import {
  accountId,
  actorOf,
  answer,
  copyIdOf,
  decideIn,
  idOf,
  numbers,
  sendFrom,
  type Thread,
  type World,
} from './company.fixture.ts';
import {
  administrator,
  app,
  browserAt,
  clientId,
  code,
  connectionOf,
  credential,
  credentialId,
  invitation,
  nextSequence,
  nowMs,
  overSocket,
  password,
  sessionId,
  sessionWith,
  subscriptionOf,
  tokenOf,
} from './tables.fixture.ts';

type Kind = Command['kind'];
type Draft<K extends Kind> = Omit<Extract<Command, { kind: K }>, 'kind' | 'accountId'>;

interface Row<K extends Kind> {
  readonly command: Draft<K>;
  /** What it keeps, by kind. */
  readonly keeps: readonly Effect['kind'][];
  /** Numbers of the sequence; none unless it says so. */
  readonly takes?: number;
}

const thread: Thread = { explicit: ['102', '103'], departments: ['200'], holders: ['102', '103'] };
const begun: Report = {
  ...{ taskId: 'task', extensionId: idOf('101'), status: 'InProgress', messageTypes: null, attempts: 1 },
  frame: { fromMs: 0, toMs: 1000, beforeId: nextSequence },
  ...{ createdMs: 1, startedMs: 2, finishedMs: null, sizeBytes: null },
};
const waiting: LoggedDelivery = {
  ...{ accountId, subscriptionId: 'one', number: 3, uuid: 'u', event: '/', body: '{}', status: 'Waiting' },
  ...{ range: [4000 as Sequence, 4100 as Sequence], createdMs: 1, waitingSinceMs: nowMs, nextAttemptMs: nowMs },
  ...{ attemptCount: 0, failureCount: 0, attempts: [] },
};
const subscription = subscriptionOf('one');
const used = { ...code, usedMs: 1 };
const hold = { holdId: 44 as HoldId, conversationId: null, extensionId: idOf('102'), releasedMs: null } as never;

/** A world in which each of them has something to do. */
const facts: World['facts'] = {
  app: () => app,
  'app-count': () => 1,
  session: ({ sessionId: id }) => sessionWith(id),
  'living-sessions': () => [sessionWith('session'), sessionWith('another', { credentialId })],
  credential: () => credential,
  'credential-count': () => 0,
  password: () => password,
  invitation: () => invitation,
  'authorization-code': ({ codeHash }) => (codeHash === 'used' ? used : code),
  token: ({ tokenHash }) =>
    tokenHash === 'old' ? tokenOf('old', { kind: 'refresh' }) : tokenHash === 'access' ? tokenOf('access') : undefined,
  subscription: () => subscription,
  'subscriptions-of': () => [],
  'devices-of': () => [subscriptionOf('d', { sessionId: 'elsewhere' as SessionId })],
  'subscription-of-connection': () => subscriptionOf('w', { channel: overSocket('w'), expiresMs: nowMs + 1_000_000 }),
  'dead-owners': () => ['there'],
  'logged-delivery': () => waiting,
  'has-waiting-delivery': () => false,
  'deliveries-since': () => 4,
  'free-number': () => 111,
  'alive-copies': () => [
    answer({ kind: 'copy', extensionId: idOf('102'), copyId: copyIdOf(thread, '102') }, { thread }) as never,
  ],
  'expired-subscriptions': () => ['one'],
  hold: () => hold,
};
const world: World = { thread, report: begun, facts };

const actor = actorOf('102');
const connection = connectionOf('w');
const tokens = { accessHash: 'new', accessTtlS: 1, refreshHash: 'newer', refreshTtlS: 1 };
const own = { actor, clientId, subscriptionId: 'one' };
const copyId = copyIdOf(thread, '102');
const extensionId = idOf('104');
const { kind: _kind, accountId: _accountId, ...page } = sendFrom('102', { to: numbers('103') });

/** A command that is not among them does not compile. */
const rows: { readonly [K in Kind]: Row<K> } = {
  'found-account': {
    command: {
      name: 'Company',
      firstSequence: 1 as Sequence,
      extensions: [],
      members: [],
      managers: [],
      apps: [],
      credentials: [],
    },
    keeps: ['account-founded', 'audit-recorded'],
  },
  'send-page': { command: page, keeps: ['conversation-added', 'page-added'], takes: 2 },
  'change-message': { command: { actor, copyId, change: { isRead: true } }, keeps: ['copy-changed'], takes: 1 },
  'delete-message': { command: { actor, copyId, isPurge: true }, keeps: ['copy-purged'], takes: 1 },
  'delete-conversations': {
    command: { actor, conversationIds: [], beforeMs: nowMs, isPurge: false, limit: 9, afterId: 0 as MessageId },
    ...{ keeps: ['copy-changed'], takes: 1 },
  },
  'change-participants': {
    command: { actor, conversationId: 4001 as ConversationId, addedIds: [extensionId], removedIds: [] },
    ...{ keeps: ['participant-changed'], takes: 1 },
  },
  'create-extension': {
    command: { actor: administrator, draft: { type: 'User', status: 'Enabled', contact: {} } },
    ...{ keeps: ['extension-put', 'audit-recorded'], takes: 1 },
  },
  'update-extension': {
    command: { actor: administrator, extensionId, changes: { status: 'Frozen' } },
    ...{ keeps: ['extension-put', 'session-ended', 'session-ended', 'audit-recorded'], takes: 1 },
  },
  'delete-extension': {
    command: { actor: administrator, extensionId: idOf('202') },
    ...{ keeps: ['extension-put', 'department-emptied', 'managers-set', 'audit-recorded'], takes: 1 },
  },
  'change-members': {
    command: {
      actor: administrator,
      changes: [{ departmentId: idOf('202'), addedIds: [extensionId], removedIds: [] }],
    },
    ...{ keeps: ['member-joined', 'audit-recorded'], takes: 1 },
  },
  'set-managers': {
    command: { actor: administrator, departmentId: idOf('202'), managerIds: [extensionId] },
    ...{ keeps: ['managers-set', 'audit-recorded'] },
  },
  'import-people': {
    command: {
      actor: administrator,
      isDryRun: false,
      entries: ['150', '151'].map((extensionNumber) => ({ extensionNumber, contact: {} })),
    },
    keeps: ['extension-put', 'extension-put', 'audit-recorded', 'audit-recorded', 'audit-recorded'],
    takes: 3,
  },
  'set-presence': { command: { actor, changes: { message: 'Away' } }, keeps: ['presence-put'], takes: 1 },
  'set-roles': {
    command: { actor: administrator, extensionId, roles: ['auditor'] },
    ...{ keeps: ['extension-put', 'audit-recorded'], takes: 1 },
  },
  'assign-role': {
    command: { actor: administrator, role: 'auditor', addedIds: [extensionId, idOf('105')], removedIds: [] },
    ...{ keeps: ['extension-put', 'audit-recorded', 'extension-put', 'audit-recorded'], takes: 2 },
  },
  'set-default-role': {
    command: { actor: administrator, role: 'auditor' },
    ...{ keeps: ['default-role-set', 'audit-recorded'] },
  },
  'create-report': {
    command: { actor: administrator, taskId: 'task', fromMs: 0, messageTypes: null },
    ...{ keeps: ['report-put', 'audit-recorded'] },
  },
  'begin-export': { command: { actor: 'operator', fromMs: 0 }, keeps: ['audit-recorded'] },
  'advance-report': { command: { taskId: 'task', epoch: 0, to: { status: 'Failed' } }, keeps: ['report-put'] },
  'download-report': { command: { actor: administrator, taskId: 'done' }, keeps: ['audit-recorded'] },
  'remove-report': { command: { taskId: 'task' }, keeps: ['report-removed'] },
  'open-session': {
    command: {
      sessionId: 'new' as SessionId,
      proof: { kind: 'credential', extensionId: idOf('102'), credentialId },
      clientId,
      scopes: [],
      endpointId: 'e',
      tokens,
    },
    ...{ keeps: ['sessions-forgotten', 'session-opened', 'token-issued', 'token-issued'] },
  },
  'refresh-session': {
    command: { refreshHash: 'old', clientId, tokens },
    keeps: [
      'tokens-expired',
      'access-tokens-ended',
      'token-replaced',
      'session-renewed',
      'token-issued',
      'token-issued',
    ],
  },
  'use-token': { command: { tokenHash: 'access' }, keeps: ['token-used'] },
  'end-session': { command: { tokenHash: 'access', clientId }, keeps: ['session-ended'] },
  'end-own-sessions': { command: { actor, which: 'others' }, keeps: ['session-ended'] },
  'issue-code': {
    command: {
      codeHash: 'c',
      proof: { kind: 'waived', extensionId },
      clientId,
      redirectUri: 'https://a.example/',
      codeChallenge: null,
    },
    ...{ keeps: ['codes-forgotten', 'code-put'] },
  },
  'use-code': { command: { codeHash: 'code', clientId }, keeps: ['code-put'] },
  'issue-websocket-token': {
    command: { actor, tokenHash: 'w', ttlS: 1 },
    ...{ keeps: ['tokens-expired', 'token-issued'] },
  },
  'count-failed-sign-in': { command: { extensionId: idOf('102') }, keeps: ['password-put'] },
  'change-password': {
    command: { actor, oldHash: 'hash', newHash: 'new' },
    ...{ keeps: ['password-put', 'invitation-gone', 'session-ended', 'audit-recorded'] },
  },
  invite: {
    command: { actor: administrator, extensionId, tokenHash: 'l', lifeMs: 1 },
    ...{ keeps: ['invitation-put', 'audit-recorded'] },
  },
  'accept-invitation': {
    command: { tokenHash: 'link', newHash: 'new' },
    keeps: ['password-put', 'invitation-gone', 'session-ended', 'session-ended', 'audit-recorded'],
  },
  'create-credential': {
    command: { actor, credentialId, label: 'l', lifeMs: null },
    ...{ keeps: ['credential-added', 'audit-recorded'] },
  },
  'revoke-credential': {
    command: { actor, credentialId },
    ...{ keeps: ['credential-revoked', 'session-ended', 'audit-recorded'] },
  },
  'create-subscription': {
    command: { ...own, filters: [], channel: subscription.channel, lifeMs: 1 },
    ...{ keeps: ['subscription-put'] },
  },
  'update-subscription': { command: own, keeps: ['subscription-put'] },
  'delete-subscription': { command: own, keeps: ['subscription-deleted'] },
  'resume-connection': { command: { sessionId, connection }, keeps: ['subscription-put'] },
  'keep-connection': { command: { connection }, keeps: ['subscription-put'] },
  'drop-connection': { command: { connection }, keeps: ['subscription-put'] },
  'drop-deserted-connections': { command: {}, keeps: ['connections-dropped'] },
  'stage-deliveries': {
    command: {
      ...{ subscriptionId: 'one', epoch: 0 },
      keptPosition: 4100 as Sequence,
      range: [4100 as Sequence, 4200 as Sequence],
      drafts: [{ uuid: 'v', event: '/', body: '{}' }],
    },
    ...{ keeps: ['delivery-put', 'subscription-told'] },
  },
  'settle-delivery': {
    command: {
      ...{ subscriptionId: 'one', epoch: 0, number: 3, isAccepted: true, maxAgeMs: 1, random: 0 },
      attempt: { timeMs: nowMs, statusCode: 200, latencyMs: 1, reason: null },
    },
    ...{ keeps: ['delivery-put'] },
  },
  'replay-deliveries': {
    command: { ...own, which: { sinceMs: 0 } },
    ...{ keeps: ['deliveries-requeued'] },
  },
  'resume-subscription': {
    command: { ...own, subscriptionId: 'given up' },
    ...{ keeps: ['subscription-put', 'deliveries-requeued'] },
  },
  'register-device': {
    command: { actor, clientId, subscriptionId: 'new', filters: [], channel: browserAt('https://push.example/a') },
    ...{ keeps: ['subscription-put'] },
  },
  'remove-device': { command: { actor, subscriptionId: 'd' }, keeps: ['subscription-deleted'] },
  'create-app': {
    command: { actor: administrator, clientId, secretHash: null, draft: { ...app, rateLimits: {} } },
    ...{ keeps: ['app-put', 'audit-recorded'] },
  },
  'update-app': {
    command: { actor: administrator, clientId, changes: { name: 'Other' } },
    ...{ keeps: ['app-put', 'audit-recorded'] },
  },
  'rotate-app-secret': {
    command: { actor: administrator, clientId, secretHash: 'new', overlapMs: 0 },
    ...{ keeps: ['app-put', 'audit-recorded'] },
  },
  'delete-app': {
    command: { actor: administrator, clientId },
    keeps: ['app-sessions-ended', 'app-devices-forgotten', 'app-codes-forgotten', 'app-gone', 'audit-recorded'],
  },
  'configure-retention': {
    command: { actor: administrator, changes: { retentionDays: 7 } },
    ...{ keeps: ['retention-settings-put', 'audit-recorded'] },
  },
  'place-hold': {
    command: { actor: administrator, held: { conversationId: null, extensionId }, reason: 'matter' },
    ...{ keeps: ['hold-put', 'audit-recorded'], takes: 1 },
  },
  'release-hold': {
    command: { actor: administrator, holdId: 44 as HoldId },
    ...{ keeps: ['hold-put', 'recheck-reached', 'audit-recorded'] },
  },
  'request-erasure': {
    command: { actor: administrator, extensionId },
    keeps: ['erasure-put', 'deliveries-erased', 'devices-forgotten', 'audit-recorded'],
    takes: 1,
  },
  sweep: { command: { task: 'subscriptions' satisfies SweepTask, limit: 9 }, keeps: ['subscription-deleted'] },
  'sweep-mailboxes': {
    command: { sinceSeq: 0 as Sequence, afterId: idOf('100'), limit: 9 },
    ...{ keeps: ['copy-changed'], takes: 1 },
  },
  'accept-clock': { command: { timeMs: nowMs }, keeps: ['clock-accepted', 'audit-recorded'] },
};

/** Where one of them needs another world than the others. */
const otherwise: { readonly [K in Kind]?: World['facts'] } = {
  'found-account': { now: () => undefined },
  'download-report': { report: () => ({ ...begun, status: 'Completed' }) },
  'resume-subscription': { subscription: () => ({ ...subscription, status: 'Blacklisted' }) },
  'sweep-mailboxes': {
    'retention-state': () => ({
      settings: { retentionDays: null, deletedDays: 5, purgedDays: 5, mailboxMaximum: 1 },
      ...{ retainedToId: 0 as MessageId, recheckAfterId: null },
    }),
    'changed-mailboxes': () => [idOf('102')],
    'surplus-copies': () => [answer({ kind: 'copy', extensionId: idOf('102'), copyId }, { thread }) as never],
  },
};

const worldOf = (kind: Kind): World => ({ ...world, facts: { ...facts, ...otherwise[kind] } });

describe('decided once', () => {
  for (const [kind, { command, keeps, takes = 0 }] of Object.entries(rows) as [Kind, Row<Kind>][]) {
    test(`${kind} keeps what it says`, () => {
      const { result, effects, taken } = decideIn(worldOf(kind), { kind, accountId, ...command } as Command);
      assert.ok(result.ok, JSON.stringify(result));
      assert.deepEqual(
        effects.map((effect) => effect.kind),
        keeps,
      );
      assert.equal(taken, takes);
    });
  }
});

describe('whoever is signed out', () => {
  for (const [kind, { command }] of Object.entries(rows) as [Kind, Row<Kind>][]) {
    if (!('actor' in command) || command.actor === 'operator') continue;
    test(`is refused ${kind}, and nothing comes of it`, () => {
      const signedOut: World = worldOf(kind);
      const session = () => sessionWith('session', { isEnded: true });
      const { result, effects } = decideIn<Command>({ ...signedOut, facts: { ...signedOut.facts, session } }, {
        ...{ kind, accountId, ...command },
      } as Command);
      assert.deepEqual([result, effects], [{ ok: false, refusal: { code: 'unknown-token' } }, []]);
    });
  }
});

test('while the clock is not believed only what dates nothing goes on', () => {
  const goingOn = (Object.keys(rows) as Kind[]).filter((kind) => {
    const command = { kind, accountId, ...rows[kind].command } as Command;
    const now = { nowMs, sureMs: nowMs, latestMs: nowMs, isBelieved: false };
    return runDecision(decide(command, now), (request) => answer(request, worldOf(kind))).result.ok;
  });
  assert.deepEqual(goingOn.sort(), [
    ...['advance-report', 'drop-connection', 'drop-deserted-connections', 'keep-connection', 'remove-report'],
    ...['settle-delivery', 'stage-deliveries', 'sweep', 'sweep-mailboxes', 'use-token'],
  ]);
});

test('a table lies beside every rule', () => {
  const files = globSync('*.ts', { cwd: import.meta.dirname });
  const rules = files.filter((name) => !/\.(test|fixture)\.ts$/.test(name));
  assert.deepEqual(
    rules.filter((name) => !files.includes(name.replace('.ts', '.test.ts'))),
    [],
  );
});
