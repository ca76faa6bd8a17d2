/** A company with a hundred of everything, for tests of what a decision asks: people, Departments, threads, copies. */

import type { LoggedDelivery } from '../delivery-log.ts';
import type { Erasure, ErasureId } from '../erasure.ts';
import type { Extension } from '../extension.ts';
import type { Hold, HoldId } from '../hold.ts';
import type {
  AudienceId,
  ClientId,
  ConversationId,
  CredentialId,
  ExtensionId,
  MessageId,
  Sequence,
  SessionId,
} from '../ids.ts';
import type { Copy } from '../message.ts';
import { dayMs, type RetentionSettings, standardRetention } from '../retention.ts';
import type { Subscription, WebPushChannel } from '../subscription.ts';
import { accountId, idOf, type World } from './company.fixture.ts';

export const size = 100;
export const timeMs = 1_700_000_000_000;
export const clientId = 'app' as ClientId;
export const sessionId = 'session' as SessionId;
export const credentialId = 'c' as CredentialId;
/** An administrator, and someone who is in Departments. */
export const [first, second] = [idOf('1000'), idOf('1060')];
export const push: WebPushChannel = {
  ...{ transport: 'WebPush', endpoint: 'https://push.example/a' },
  ...{ keys: { p256dh: '', auth: '' }, name: 'b' },
};

/** People have the numbers from 1000 on, Departments those from 2000 on. */
export const peopleNumbers = Array.from({ length: size }, (_, index) => String(1000 + index));
export const departmentNumbers = Array.from({ length: size }, (_, index) => String(2000 + index));
export const ids = peopleNumbers.map(idOf);

function extensionAt(number: string): Extension {
  const isDepartment = number >= '2000';
  return {
    ...{ accountId, extensionId: idOf(number), extensionNumber: number, status: 'Enabled', name: number },
    ...{ contact: { email: `${number}@company.example` }, isDeleted: false },
    type: isDepartment ? 'Department' : 'User',
    roles: isDepartment ? [] : /^10(00|99)$/.test(number) ? ['administrator', 'user'] : ['user'],
  };
}

function extensionOf(extensionId: ExtensionId): Extension | undefined {
  const number = String(extensionId - 1000);
  return /^[12]0\d\d$/.test(number) ? extensionAt(number) : undefined;
}

/** Of a page of its own, in a thread of its own, which its holder reads as a member of a Department. */
function copyAt(index: number): Copy {
  return {
    ...{ extensionId: idOf('1060'), direction: 'Inbound', isRead: false, availability: 'Alive', isExplicit: false },
    ...{ copyId: (4000 + index) as MessageId, pageId: (4000 + index) as MessageId },
    ...{ conversationId: (4000 + index) as ConversationId, audienceId: (7000 + index) as AudienceId },
    ...{ modifiedSeq: null as Sequence | null, lastModifiedMs: timeMs - 1000, enteredMs: null },
  };
}

export const copies = Array.from({ length: size }, (_, index) => copyAt(index));
const stretch = { copies, nextId: 9000 as MessageId, isEnd: false };

const settings: RetentionSettings = { ...standardRetention, retentionDays: 30, mailboxMaximum: 10 };

/** Of the messages and of whoever sends them. */
const companyFacts: NonNullable<World['facts']> = {
  session: () => ({ sessionId: 'session' as SessionId, isEnded: false, expiresMs: timeMs + 1 }) as never,
  extension: ({ extensionId }) => extensionOf(extensionId),
  'extension-by-number': ({ extensionNumber }) => extensionOf(idOf(extensionNumber)),
  'people-by-email': () => [],
  'department-members': () => ({ activeIds: peopleNumbers.map(idOf), inactive: [] }),
  // The second half of the people are in the first half of the Departments.
  'memberships-of': ({ extensionId }) =>
    extensionId < idOf('1050')
      ? []
      : departmentNumbers.slice(0, 50).map((number) => ({ departmentId: idOf(number), joinedMs: 1 })),
  'is-manager': () => true,
  'is-any-manager': () => true,
  'active-administrators': () => [idOf('1000'), idOf('1099')],
  audience: () => undefined,
  conversation: ({ conversationId }) => ({
    ...{ conversationId, originatorId: idOf('1000'), explicitIds: peopleNumbers.slice(0, 50).map(idOf) },
    ...{
      audienceId: 7000 as AudienceId,
      departmentIds: departmentNumbers.slice(0, 50).map(idOf),
      startedMs: timeMs - 1,
    },
  }),
  copy: ({ copyId }) => copyAt(copyId - 4000),
  'alive-copies': () => copies,
  'retention-state': () => ({ settings, retainedToId: 0 as MessageId, recheckAfterId: 0 as MessageId }),
  'due-copies': () => copies,
  'unerased-pages': () => copies.map(({ pageId }) => pageId),
  'untouched-copies': () => stretch,
  'sent-copies': () => stretch,
  'changed-mailboxes': ({ limit }) => peopleNumbers.slice(0, limit).map(idOf),
  'surplus-copies': ({ extensionIds, limit }) =>
    extensionIds.flatMap((extensionId) => copies.map((copy) => ({ ...copy, extensionId }))).slice(0, limit),
};

export const subscription: Subscription = {
  ...{ accountId, subscriptionId: 'one', extensionId: second, clientId, sessionId, filters: [] },
  channel: { transport: 'WebHook', address: 'https://hooks.example/a' },
  ...{ createdMs: timeMs, lifeMs: dayMs, expiresMs: timeMs + dayMs, status: 'Active', blacklisted: null },
  ...{ position: 1 as Sequence, toldPosition: 1 as Sequence, lastDelivery: 1, remindedMs: 1 },
};
const delivery: LoggedDelivery = {
  ...{ accountId, subscriptionId: 'one', number: 1, uuid: 'u', event: '/', body: '{}', status: 'Waiting' },
  ...{ range: [1 as Sequence, 1 as Sequence], createdMs: 1, waitingSinceMs: 1, nextAttemptMs: 1 },
  ...{ attemptCount: 1, failureCount: 1, attempts: [] },
};
const erasure: Erasure = {
  ...{ erasureId: 5 as ErasureId, extensionId: second, requestedMs: 1, requestedById: first, phase: 'sent' },
  ...{ beforeId: 9000 as MessageId, nextId: 1 as MessageId, purgedCount: 0, finishedMs: null },
};
export const hold: Hold = {
  ...{ holdId: 4 as HoldId, conversationId: null, extensionId: second, reason: 'matter' },
  ...{ placedMs: 1, placedById: first, releasedMs: null },
};
export const largeFacts: NonNullable<World['facts']> = {
  ...companyFacts,
  app: () =>
    ({
      accountId,
      clientId,
      name: 'App',
      secretHash: 'h',
      grants: ['refresh_token'],
      redirectUris: [],
      scopes: [],
    }) as never,
  'app-count': () => 1,
  session: () => ({ sessionId, clientId, extensionId: second, isEnded: false, expiresMs: timeMs + 1 }) as never,
  'living-sessions': () =>
    ids.map((_, index) => ({ sessionId: `s${index}`, clientId, expiresMs: timeMs + 1 }) as never),
  token: ({ tokenHash }) =>
    ({ tokenHash, kind: tokenHash === 'a' ? 'access' : 'refresh', sessionId, expiresMs: timeMs + 1 }) as never,
  credential: () => ({ credentialId, extensionId: second, isRevoked: false, expiresMs: null }) as never,
  'credential-count': () => 0,
  password: () => ({ extensionId: second, hash: 'h', failures: 4, lockedUntilMs: 0 }) as never,
  invitation: () => ({ extensionId: second, tokenHash: 't', expiresMs: timeMs + 1 }) as never,
  'authorization-code': () =>
    ({ codeHash: 'c', clientId, extensionId: second, usedMs: 1, sessionId: null, isReplayed: false }) as never,
  'free-number': () => 150,
  subscription: ({ subscriptionId }) => {
    return subscriptionId === 'given up' ? { ...subscription, subscriptionId, status: 'Blacklisted' } : subscription;
  },
  'subscriptions-of': () => [],
  'devices-of': () => [{ ...subscription, channel: push }],
  'subscription-of-connection': () => subscription,
  'has-waiting-delivery': () => false,
  'logged-delivery': () => delivery,
  'deliveries-since': () => 4,
  'expired-subscriptions': () => ids.map(String),
  'stale-deliveries': () => ids.map((_, number) => ({ subscriptionId: 'one', number })),
  report: () =>
    ({ taskId: 't', status: 'Completed', attempts: 0, frame: { fromMs: 0, toMs: 5, beforeId: 1 } }) as never,
  hold: () => hold,
  'open-erasure': ({ extensionId }) => (extensionId === null ? erasure : undefined),
  'waiting-copies': () => [],
  'lease-epoch': () => 1,
  'dead-owners': () => ['dead'],
};
