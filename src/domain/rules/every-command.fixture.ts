/** Every command at least once, as someone would give it in the large company. */

import type { Command } from '../command.ts';
import { sweepTasks } from '../commands/upkeep.ts';
import type { ExtensionId, MessageId, Sequence } from '../ids.ts';
import type { ImportEntry } from '../people-import.ts';
import { dayMs } from '../retention.ts';
import { accountId, actorOf, idOf, numbers } from './company.fixture.ts';
import {
  clientId,
  copies,
  credentialId,
  departmentNumbers,
  hold,
  ids,
  peopleNumbers,
  push,
  second,
  sessionId,
  size,
  subscription,
  timeMs,
} from './large-company.fixture.ts';

const [administrator, person] = [actorOf('1000'), actorOf('1060')];
const [half, otherHalf] = [ids.slice(0, 50), ids.slice(50)];
const department = idOf('2000');
const tokens = { accessHash: 'a', accessTtlS: 60, refreshHash: 'r', refreshTtlS: 60 };
const copyId = copies[0]?.copyId as MessageId;
const conversationId = copies[0]?.conversationId as never;
const own = { accountId, actor: person, clientId, subscriptionId: 'one' };
const connection = { connectionId: 'c', owner: 'me', epoch: 1 };
const idempotency = { key: 'k', fingerprint: 'f' };

/** Half of the people are new, and half of the Departments that they are in come with the file. */
export const entries: readonly ImportEntry[] = peopleNumbers.map((number, index) => ({
  ...{ line: index + 2, extensionNumber: index < 50 ? String(1050 + index) : String(1500 + index), status: 'Frozen' },
  ...{ contact: { email: `new-${number}@company.example` }, departments: departmentNumbers.slice(40, 60) },
}));
const fifty = entries.slice(25, 75);

export const everyCommand = {
  'send-page': [
    { actor: person, mailboxId: second, to: numbers(...peopleNumbers, ...departmentNumbers), idempotency },
    {
      actor: person,
      mailboxId: second,
      to: numbers('1002', ...departmentNumbers.slice(0, 50)),
      replyOn: copyId,
      idempotency,
    },
    { actor: person, mailboxId: second, to: [], replyOn: copyId },
  ].map((page) => ({
    ...{ kind: 'send-page', accountId, text: 'Hello!', maxRecipients: 1000, maxThreadAgeMs: dayMs },
    ...page,
  })),
  'change-message': [{ kind: 'change-message', accountId, actor: person, copyId, change: { isRead: true } }],
  'delete-message': [{ kind: 'delete-message', accountId, actor: person, copyId, isPurge: true }],
  'delete-conversations': [false, true].map((isPurge) => ({
    ...{ kind: 'delete-conversations', accountId, actor: person, conversationIds: [], beforeMs: timeMs, isPurge },
    ...{ limit: size, afterId: 0 as MessageId },
  })),
  'change-participants': [
    {
      kind: 'change-participants',
      accountId,
      actor: administrator,
      conversationId,
      addedIds: otherHalf,
      removedIds: half,
    },
  ],
  'create-extension': [
    {
      ...{ kind: 'create-extension', accountId, actor: administrator, passwordHash: 'h' },
      draft: { type: 'User', status: 'Enabled', contact: { email: 'new@company.example' } },
    },
  ],
  'update-extension': [
    {
      ...{ kind: 'update-extension', accountId, actor: administrator, extensionId: second },
      changes: { status: 'Frozen', extensionNumber: '3000', contact: { email: 'new@company.example' } },
    },
  ],
  'delete-extension': [{ kind: 'delete-extension', accountId, actor: administrator, extensionId: second }],
  'change-members': [
    {
      ...{ kind: 'change-members', accountId, actor: actorOf('1060', 'Groups') },
      changes: departmentNumbers.slice(0, 50).map((number, index) => ({
        ...{ departmentId: idOf(number), addedIds: [half[index] as ExtensionId] },
        removedIds: [otherHalf[index] as ExtensionId],
      })),
    },
    {
      ...{ kind: 'change-members', accountId, actor: administrator },
      changes: [{ departmentId: department, addedIds: half, removedIds: otherHalf }],
    },
  ],
  'set-managers': [
    { kind: 'set-managers', accountId, actor: administrator, departmentId: department, managerIds: ids },
  ],
  'import-people': [
    { kind: 'import-people', accountId, actor: administrator, entries, isDryRun: false },
    { kind: 'import-people', accountId, actor: administrator, entries: fifty, isDryRun: true },
  ],
  'set-presence': [{ kind: 'set-presence', accountId, actor: person, changes: { message: 'Back soon' } }],
  'set-roles': [{ kind: 'set-roles', accountId, actor: administrator, extensionId: second, roles: 'default' }],
  'assign-role': [
    { kind: 'assign-role', accountId, actor: administrator, role: 'auditor', addedIds: half, removedIds: otherHalf },
  ],
  'set-default-role': [{ kind: 'set-default-role', accountId, actor: administrator, role: 'auditor' }],
  'found-account': [
    {
      ...{
        kind: 'found-account',
        accountId,
        name: 'Company',
        firstSequence: 1 as Sequence,
        extensions: [],
        members: [],
      },
      ...{ managers: [], apps: [], credentials: [] },
    },
  ],
  'create-report': [
    { kind: 'create-report', accountId, actor: administrator, taskId: 't', fromMs: 0, messageTypes: null },
  ],
  'begin-export': [{ kind: 'begin-export', accountId, actor: 'operator', fromMs: 0 }],
  'advance-report': [{ kind: 'advance-report', accountId, taskId: 't', to: { status: 'Failed' }, epoch: 1 }],
  'download-report': [{ kind: 'download-report', accountId, actor: administrator, taskId: 't' }],
  'remove-report': [{ kind: 'remove-report', accountId, taskId: 't' }],
  'open-session': [
    { kind: 'credential', extensionId: second, credentialId } as const,
    { kind: 'password', extensionId: second, hash: 'h' } as const,
    { kind: 'code', codeHash: 'c' } as const,
  ].map((proof) => ({
    ...{
      kind: 'open-session',
      accountId,
      sessionId,
      proof,
      clientId,
      scopes: [],
      endpointId: 'e',
      tokens,
      maxSessions: 2,
    },
  })),
  'refresh-session': [{ kind: 'refresh-session', accountId, refreshHash: 'r', clientId, tokens }],
  'use-token': [{ kind: 'use-token', accountId, tokenHash: 'a' }],
  'end-session': [{ kind: 'end-session', accountId, tokenHash: 'a', clientId }],
  'end-own-sessions': [{ kind: 'end-own-sessions', accountId, actor: person, which: 'all' }],
  'issue-code': [
    {
      ...{ kind: 'issue-code', accountId, codeHash: 'n', clientId, redirectUri: '/', codeChallenge: null },
      proof: { kind: 'password', extensionId: second, hash: 'h' },
    },
  ],
  'use-code': [{ kind: 'use-code', accountId, codeHash: 'c', clientId }],
  'issue-websocket-token': [{ kind: 'issue-websocket-token', accountId, actor: person, tokenHash: 'w', ttlS: 1 }],
  'count-failed-sign-in': [{ kind: 'count-failed-sign-in', accountId, extensionId: second }],
  'change-password': [{ kind: 'change-password', accountId, actor: person, oldHash: 'h', newHash: 'n' }],
  invite: [{ kind: 'invite', accountId, actor: administrator, extensionId: second, tokenHash: 't', lifeMs: 1 }],
  'accept-invitation': [{ kind: 'accept-invitation', accountId, tokenHash: 't', newHash: 'n' }],
  'create-credential': [
    { kind: 'create-credential', accountId, actor: person, credentialId, label: 'a', lifeMs: null },
  ],
  'revoke-credential': [{ kind: 'revoke-credential', accountId, actor: person, credentialId }],
  'create-subscription': [
    { kind: 'create-subscription', ...own, filters: [], lifeMs: 1, channel: subscription.channel },
  ],
  'update-subscription': [{ kind: 'update-subscription', ...own, lifeMs: 2 }],
  'delete-subscription': [{ kind: 'delete-subscription', ...own }],
  'resume-connection': [{ kind: 'resume-connection', accountId, sessionId, connection }],
  'keep-connection': [{ kind: 'keep-connection', accountId, connection }],
  'drop-connection': [{ kind: 'drop-connection', accountId, connection }],
  'drop-deserted-connections': [{ kind: 'drop-deserted-connections', accountId }],
  'stage-deliveries': [
    {
      ...{ kind: 'stage-deliveries', accountId, subscriptionId: 'one', keptPosition: 1 as Sequence, epoch: 1 },
      ...{ range: [1 as Sequence, 2 as Sequence], drafts: ids.map(() => ({ uuid: 'u', event: '/', body: '' })) },
    },
  ],
  'settle-delivery': [
    {
      ...{
        kind: 'settle-delivery',
        accountId,
        subscriptionId: 'one',
        number: 1,
        isAccepted: false,
        maxAgeMs: 1,
        epoch: 1,
      },
      ...{ attempt: { timeMs, statusCode: 500, latencyMs: 1, reason: null }, random: 0 },
    },
  ],
  'replay-deliveries': [{ kind: 'replay-deliveries', ...own, which: { sinceMs: 1 } }],
  'resume-subscription': [{ kind: 'resume-subscription', ...own, subscriptionId: 'given up' }],
  'register-device': [{ kind: 'register-device', ...own, filters: [], channel: push }],
  'remove-device': [{ kind: 'remove-device', accountId, actor: person, subscriptionId: 'one' }],
  'create-app': [
    {
      ...{ kind: 'create-app', accountId, actor: administrator, clientId, secretHash: 'h' },
      draft: { name: 'App', grants: ['refresh_token'], redirectUris: [], scopes: [], rateLimits: {} },
    },
  ],
  'update-app': [{ kind: 'update-app', accountId, actor: administrator, clientId, changes: { name: 'New' } }],
  'rotate-app-secret': [
    { kind: 'rotate-app-secret', accountId, actor: administrator, clientId, secretHash: 'n', overlapMs: 1 },
  ],
  'delete-app': [{ kind: 'delete-app', accountId, actor: administrator, clientId }],
  'configure-retention': [
    { kind: 'configure-retention', accountId, actor: administrator, changes: { deletedDays: 9 } },
  ],
  'place-hold': [
    {
      ...{ kind: 'place-hold', accountId, actor: administrator, reason: 'matter' },
      held: { conversationId: null, extensionId: second },
    },
  ],
  'release-hold': [{ kind: 'release-hold', accountId, actor: administrator, holdId: hold.holdId }],
  'request-erasure': [{ kind: 'request-erasure', accountId, actor: administrator, extensionId: second }],
  sweep: sweepTasks.map((task) => ({ kind: 'sweep', accountId, task, limit: size })),
  'sweep-mailboxes': [
    {
      ...{ kind: 'sweep-mailboxes', accountId, sinceSeq: 0 as Sequence, afterId: 0 as ExtensionId, limit: 5 * size },
    },
  ],
  'accept-clock': [{ kind: 'accept-clock', accountId, timeMs }],
} satisfies { readonly [K in Command['kind']]: readonly Extract<Command, { kind: K }>[] } as Readonly<
  Record<Command['kind'], readonly Command[]>
>;
