/** The table of what effects mean tells the truth: of each, just what it says changes does. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Effect } from '../../domain/effect.ts';
import { meanings, type Piece } from '../../domain/effect-meanings.ts';
import type { AccountId } from '../../domain/ids.ts';
import { createApply } from './apply.ts';
import { type Database, openDatabase } from './open-database.ts';

/** Where each piece is kept; of some tables only these columns. */
const places: Readonly<Record<Piece, string>> = {
  account: 'SELECT account_id, name, last_time_ms FROM account',
  sequence: 'SELECT next_sequence FROM account',
  'default-role': 'SELECT default_role FROM account',
  extension: 'SELECT * FROM extension',
  membership: 'SELECT * FROM membership',
  manager: 'SELECT * FROM manager',
  presence: 'SELECT * FROM presence',
  app: 'SELECT * FROM app',
  session: 'SELECT * FROM session',
  token: 'SELECT * FROM token',
  credential: 'SELECT * FROM credential',
  password: 'SELECT * FROM password',
  invitation: 'SELECT * FROM invitation',
  code: 'SELECT * FROM authorization_code',
  audience: 'SELECT * FROM audience a LEFT JOIN audience_department d USING (account_id, audience_id)',
  conversation: 'SELECT * FROM conversation',
  page: 'SELECT * FROM page',
  copy: 'SELECT * FROM copy',
  'sent-key': 'SELECT * FROM idempotent_send',
  subscription: 'SELECT * FROM subscription',
  delivery: 'SELECT * FROM delivery_log',
  settings: 'SELECT retention_days, deleted_days, purged_days, mailbox_maximum FROM message_store',
  sweep: 'SELECT retained_to_id, recheck_after_id FROM message_store',
  hold: 'SELECT * FROM hold',
  erasure: 'SELECT * FROM erasure',
  report: 'SELECT * FROM report',
  audit: 'SELECT * FROM audit',
  clock: 'SELECT * FROM clock',
};

const accountId = 1 as AccountId;
type Plain = { readonly [key: string]: unknown };

const extension = (extensionId: number, more: Plain = {}) => ({
  ...{ accountId, extensionId, extensionNumber: String(extensionId), type: 'User', status: 'Enabled', name: 'N' },
  ...{ contact: {}, roles: ['user'], isDeleted: false, ...more },
});
const session = (sessionId: string, more: Plain = {}) => ({
  ...{ accountId, sessionId, extensionId: 101, clientId: 'app', scopes: [], endpointId: 'e', method: 'jwt' },
  ...{ credentialId: null, openedMs: 1, renewedMs: 1, lastAddress: null, expiresMs: 9000, isEnded: false, ...more },
});
const token = (tokenHash: string, more: Plain = {}) => ({
  ...{ tokenHash, kind: 'access', sessionId: 's1', expiresMs: 5, replacedMs: null, usedMs: null, ...more },
});
const code = { codeHash: 'c', extensionId: 101, clientId: 'app', redirectUri: 'r', codeChallenge: null };
const codeOf = (codeHash: string, expiresMs: number) => {
  return { ...code, codeHash, expiresMs, usedMs: null, isReplayed: false, sessionId: null };
};
const subscription = (subscriptionId: string, sessionId: string, channel: Plain) => ({
  ...{ accountId, subscriptionId, extensionId: 101, clientId: 'app', sessionId, filters: [], channel, createdMs: 1 },
  ...{ lifeMs: 5, expiresMs: 9000, status: 'Active', blacklisted: null, position: 1, toldPosition: 1 },
  ...{ lastDelivery: 0, remindedMs: 1 },
});
const browser = (endpoint: string) => ({ transport: 'WebPush', endpoint, keys: {}, name: 'n' });
const hook = { transport: 'WebHook', address: 'a' };
const delivery = (subscriptionId: string, number: number, more: Plain = {}) => ({
  ...{ accountId, subscriptionId, number, uuid: `${subscriptionId} ${number}`, event: 'e', body: '{}', range: [1, 2] },
  ...{ status: 'Waiting', createdMs: 1, waitingSinceMs: 1, nextAttemptMs: 1, attemptCount: 0, failureCount: 0 },
  ...{ attempts: [], ...more },
});
const copy = (copyId: number, extensionId: number, more: Plain = {}) => ({
  ...{ extensionId, copyId, pageId: 5000, conversationId: 5000, direction: 'Inbound', isRead: false },
  ...{ availability: 'Alive', isExplicit: true, audienceId: 0, modifiedSeq: null, lastModifiedMs: 1, enteredMs: null },
  ...more,
});
const party = { extensionId: 101, extensionNumber: '101', name: 'N' };
const page = (pageId: number, blockSize: number) => ({
  ...{ accountId, pageId, conversationId: 5000, from: party, to: [party], isToDepartment: false, text: 'words' },
  ...{ createdMs: 1, blockSize, reachedIds: [102], skipped: [] },
});
const changed = { modifiedSeq: 6000, lastModifiedMs: 7, enteredMs: 7 };
const hold = {
  holdId: 1,
  conversationId: null,
  extensionId: 101,
  reason: 'r',
  placedMs: 1,
  placedById: 101,
  releasedMs: null,
};
const erasure = {
  ...{ erasureId: 1, extensionId: 101, requestedMs: 1, requestedById: 101, beforeId: 9, phase: 'sent', nextId: 0 },
  ...{ purgedCount: 0, finishedMs: null },
};
const report = {
  ...{ taskId: 't', extensionId: 101, status: 'Accepted', frame: { fromMs: 0, toMs: 1, beforeId: 5 }, attempts: 0 },
  ...{ messageTypes: null, createdMs: 1, startedMs: null, finishedMs: null, sizeBytes: null },
};
const entry = { timeMs: 1, actorId: null, address: null, action: 'a', target: null, details: {} };
const app = { accountId, clientId: 'app', name: 'A', secretHash: null, grants: [], redirectUris: [], scopes: [] };
const credential = { accountId, extensionId: 101, label: '', createdMs: 1, expiresMs: null, isRevoked: false };
const password = { extensionId: 101, hash: 'h', changedMs: 1, isGenerated: false, failures: 0, lockedUntilMs: 0 };
const settings = { retentionDays: 1, deletedDays: 2, purgedDays: 3, mailboxMaximum: 4 };
const copyKey = (copyId: number, extensionId: number) => ({ extensionId, copyId, pageId: 5000 });

type Shape = { [K in Effect['kind']]: Plain | readonly Plain[] };

/** One of each, or several where it takes them, in an order in which each finds what it works on. */
const effects: Shape = {
  'account-founded': { name: 'C', nextSequence: 1, timeMs: 1 },
  'default-role-set': { role: 'auditor' },
  'extension-put': [101, 102, 103].map((id) => ({ extension: extension(id), modifiedSeq: 1 })),
  'member-joined': [101, 102, 103].map((extensionId) => ({
    departmentId: 200,
    extensionId,
    joinedSeq: 1,
    joinedMs: 1,
  })),
  'member-left': { departmentId: 200, extensionId: 101, leftSeq: 2 },
  'department-emptied': { departmentId: 200, leftSeq: 2 },
  'managers-set': { departmentId: 200, managerIds: [101, 102] },
  'manager-dismissed': { extensionId: 101 },
  'presence-put': { extensionId: 101, presence: {}, modifiedSeq: 2 },
  'presence-gone': { extensionId: 101 },
  'app-put': { app },
  'credential-added': ['a', 'b'].map((credentialId) => ({ credential: { ...credential, credentialId } })),
  'credential-revoked': { credentialId: 'a' },
  'credentials-revoked': { extensionId: 101 },
  'password-put': { password },
  'password-gone': { extensionId: 101 },
  'invitation-put': { invitation: { extensionId: 101, tokenHash: 'i', expiresMs: 1 } },
  'invitation-gone': { extensionId: 101 },
  'code-put': [{ code: codeOf('c', 1) }, { code: codeOf('d', 9000) }],
  'codes-forgotten': { expiredBeforeMs: 5 },
  'app-codes-forgotten': { clientId: 'app' },
  'session-opened': [
    ...['s1', 's2', 's3'].map((id) => ({ session: session(id) })),
    { session: session('s4', { clientId: 'other' }) },
  ],
  'session-renewed': { session: session('s1', { renewedMs: 5 }) },
  'token-issued': ['t1', 't2', 't3', 't4', 't5'].map((hash) => ({
    token: token(hash, { sessionId: hash === 't5' ? 's2' : 's1' }),
  })),
  'token-replaced': { tokenHash: 't1', replacedMs: 5 },
  'token-used': { tokenHash: 't1', usedMs: 5 },
  'token-forgotten': { tokenHash: 't1' },
  'access-tokens-ended': { sessionId: 's1', exceptHash: 't3' },
  'tokens-expired': { sessionId: 's1', beforeMs: 6 },
  'subscription-put': [
    ...['d1', 'd2'].map((id) => ({ subscription: subscription(id, 's3', browser(id)) })),
    { subscription: subscription('d3', 's4', browser('d3')) },
    ...['h1', 'h2'].map((id) => ({ subscription: subscription(id, 's3', hook) })),
    { subscription: subscription('w1', 's3', { transport: 'WebSocket', connectionId: 'w', owner: 'me', epoch: 1 }) },
  ],
  'delivery-put': ['d1', 'd2', 'd3', 'h1', 'h2'].flatMap((id) =>
    [1, 2].map((number) => ({ delivery: delivery(id, number) })),
  ),
  'connections-dropped': { owner: 'me', expiresMs: 50 },
  'subscription-told': { subscriptionId: 'h1', toldPosition: 5, lastDelivery: 1, remindedMs: 5 },
  'deliveries-failed': { subscriptionId: 'h1' },
  'deliveries-requeued': { subscriptionId: 'h1', which: 'failed', timeMs: 9 },
  'delivery-forgotten': { subscriptionId: 'h1', number: 1 },
  'subscription-deleted': { subscriptionId: 'h1' },
  'app-devices-forgotten': { clientId: 'app' },
  'devices-forgotten': { extensionId: 101 },
  'deliveries-erased': { extensionId: 101 },
  'session-ended': { sessionId: 's2', endedMs: 2 },
  'sessions-forgotten': { extensionId: 101, endedBeforeMs: 3 },
  'app-sessions-ended': { clientId: 'app', endedMs: 2 },
  'session-forgotten': { sessionId: 's1' },
  'app-gone': { clientId: 'app' },

  'audience-added': { audienceId: 77, departmentIds: [200] },
  'conversation-added': {
    conversation: {
      conversationId: 5000,
      originatorId: 101,
      explicitIds: [101],
      audienceId: 0,
      departmentIds: [],
      startedMs: 1,
    },
  },
  'page-added': [
    { page: page(5000, 3), copies: [copy(5000, 101), copy(5001, 102), copy(5002, 103)] },
    ...[5100, 5200].map((id) => ({ page: page(id, 1), copies: [copy(id, 101, { pageId: id })] })),
  ],
  'participant-changed': { conversationId: 5000, extensionId: 102, isExplicit: true, modifiedSeq: 5500, timeMs: 5 },
  'copy-changed': { copy: copy(5001, 102, { ...changed, isRead: true }) },
  'copy-purged': { copy: copy(5001, 102, { ...changed, availability: 'Purged' }) },
  'copy-waits': { copy: copyKey(5001, 102), isWaiting: true },
  'copy-gone': { copy: copyKey(5001, 102), timeMs: 9 },
  'copy-removed': { copy: copyKey(5001, 102) },
  'page-erased': { pageId: 5000 },
  'page-removed': { pageId: 5000 },
  'send-remembered': { send: { extensionId: 101, key: 'k', fingerprint: 'f', copyId: 1, expiresMs: 9 }, expiredMs: 1 },
  'send-forgotten': { extensionId: 101, key: 'k' },
  'retention-reached': { nextId: 5 },
  'recheck-reached': { afterId: 5 },
  'retention-settings-put': { settings },
  'hold-put': { hold },
  'erasure-put': { erasure },
  'report-put': { report },
  'report-removed': { taskId: 't' },
  'audit-recorded': { entry },
  'clock-accepted': { timeMs: 5 },
};

function piecesIn(db: Database): Map<string, string> {
  const entries = Object.entries(places).map(
    ([piece, sql]) => [piece, JSON.stringify(db.raw.prepare(sql).all())] as const,
  );
  return new Map(entries);
}

test('of every effect just those pieces change that the table names', () => {
  const db = openDatabase(':memory:');
  const apply = createApply(db);
  // A row of settings comes with the first that is kept.
  db.raw.exec('INSERT INTO message_store VALUES (1, NULL, 5, 5, NULL, 0, NULL)');
  const named: Record<string, string[]> = {};
  const seen: Record<string, string[]> = {};
  for (const [kind, some] of Object.entries(effects)) {
    const touched = new Set<string>();
    for (const one of Array.isArray(some) ? some : [some]) {
      const before = piecesIn(db);
      apply(accountId, { kind, ...one } as Effect);
      for (const [piece, rows] of piecesIn(db)) if (rows !== before.get(piece)) touched.add(piece);
    }
    const changes: readonly string[] = meanings[kind as Effect['kind']].changes;
    named[kind] = [...changes].sort();
    seen[kind] = [...touched].sort();
  }
  assert.deepEqual(named, seen);
  db.raw.close();
});
