/** Everything that SQLite can be asked to read, unguarded. */

import type { Clock } from '../../domain/clock.ts';
import type { RawReads } from '../raw-reads.ts';
import type { createKeepClock } from './keep-clock.ts';
import type { Lives } from './lives.ts';
import type { Database } from './open-database.ts';
import { createReadAudit } from './read-audit.ts';
import { createReadChanges } from './read-changes.ts';
import { createReadConversations } from './read-conversations.ts';
import { createReadDeliveries } from './read-deliveries.ts';
import { createReadDirectory } from './read-directory.ts';
import { createReadExports } from './read-exports.ts';
import { createReadMessages } from './read-messages.ts';
import { createReadSessions } from './read-sessions.ts';
import { createReadSubscriptions } from './read-subscriptions.ts';
import { createReadSync, type SyncOptions } from './read-sync.ts';
import { createReadUpkeep } from './read-upkeep.ts';
import { createSearchMessages } from './search-messages.ts';

export interface RawReadsParts {
  readonly clock: Clock;
  readonly lives: Lives;
  readonly readClock: ReturnType<typeof createKeepClock>['readClock'];
  readonly sync: SyncOptions;
}

function createParts(db: Database, { clock, lives, sync }: RawReadsParts) {
  const messages = createReadMessages(db);
  return {
    messages,
    sync: createReadSync(db, { messages, lives }, sync),
    conversations: createReadConversations(db),
    directory: createReadDirectory(db),
    sessions: createReadSessions(db),
    audit: createReadAudit(db),
    exports: createReadExports(db, messages),
    subscriptions: createReadSubscriptions(db, clock),
    deliveries: createReadDeliveries(db, clock),
    changes: createReadChanges(db, lives),
    upkeep: createReadUpkeep(db),
    searchMessages: createSearchMessages(db),
  };
}

type Parts = ReturnType<typeof createParts>;

export const singleReads = ['readSessionState', 'readGrant', 'readEndedSessions', 'readSecret'] as const;

export function createRawReads(db: Database, parts: RawReadsParts): RawReads {
  const made = createParts(db, parts);
  const { trailEnds: ends, trailAfter: after } = made.audit;
  return { actor: actorReads(made), server: serverReads(made, parts), trail: { ends, after } };
}

function actorReads(parts: Parts): RawReads['actor'] {
  const { messages, sync, conversations, directory, sessions, audit } = parts;
  const { exports, subscriptions, deliveries, upkeep, searchMessages } = parts;
  return {
    readMessage: messages.readMessage,
    findReadable: messages.findReadable,
    listMessages: messages.listMessages,
    searchMessages,
    readSyncPosition: sync.readSyncPosition,
    syncAll: sync.syncAll,
    syncChanges: sync.syncChanges,
    readSentUnder: conversations.readSentUnder,
    readReach: conversations.readReach,
    readConversation: conversations.readConversation,
    listDepartments: ({ accountId }, paging) => directory.listDepartments(accountId, paging),
    listManagers: ({ accountId }, departmentId) => directory.listManagers(accountId, departmentId),
    listManagerIds: ({ accountId }) => directory.listManagerIds(accountId),
    readDefaultRole: ({ accountId }) => directory.readDefaultRole(accountId),
    readPresence: ({ accountId }, extensionId) => directory.readPresence(accountId, extensionId),
    listPresences: directory.listPresences,
    readAccount: ({ accountId }) => directory.readAccount(accountId),
    readExtension: ({ accountId }, extensionId) => directory.readExtension(accountId, extensionId),
    listExtensions: ({ accountId }, query) => directory.listExtensions(accountId, query),
    listAudit: ({ accountId }, query) => audit.listAudit(accountId, query),
    readReport: ({ accountId }, taskId) => exports.readReport(accountId, taskId),
    listAccountReports: ({ accountId }) => exports.listAccountReports(accountId),
    readRetentionSettings: upkeep.readRetentionSettings,
    listHolds: upkeep.listHolds,
    readErasure: upkeep.readErasure,
    listApps: ({ accountId }) => sessions.listApps(accountId),
    listOwnSessions: sessions.listOwnSessions,
    listOwnCredentials: sessions.listOwnCredentials,
    listSubscriptions: subscriptions.listSubscriptions,
    readSubscription: subscriptions.readSubscription,
    listDevices: subscriptions.listDevices,
    listSubscriptionOverviews: deliveries.listSubscriptionOverviews,
    readSubscriptionOverview: deliveries.readSubscriptionOverview,
    listLoggedDeliveries: deliveries.listLoggedDeliveries,
    readLoggedDelivery: deliveries.readLoggedDelivery,
  };
}

function serverReads(
  { directory, sessions, audit, exports, subscriptions, deliveries, changes }: Parts,
  { lives, readClock }: RawReadsParts,
): RawReads['server'] {
  return {
    listAccounts: directory.listAccounts,
    listPeople: directory.listPeople,
    listAudit: audit.listAudit,
    listReports: exports.listReports,
    readExportRange: exports.readExportRange,
    listEveryone: exports.listEveryone,
    listMailbox: exports.listMailbox,
    listApps: sessions.listApps,
    readApp: sessions.readApp,
    listCredentials: sessions.listCredentials,
    readSessionState: sessions.readSessionState,
    readEndedSessions: sessions.readEndedSessions,
    readLogin: sessions.readLogin,
    isSharedName: sessions.isSharedName,
    readInvitation: sessions.readInvitation,
    readGrant: sessions.readGrant,
    readSecret: sessions.readSecret,
    listAllSubscriptions: subscriptions.listAllSubscriptions,
    readSuspension: subscriptions.readSuspension,
    readNextDelivery: deliveries.readNextDelivery,
    readDeliveryBacklog: deliveries.readDeliveryBacklog,
    readPosition: changes.readPosition,
    readPlace: (accountId, sequence = changes.readPosition(accountId)) => lives.placeOf(accountId, sequence),
    knowsPlace: lives.holds,
    readChanges: changes.readChanges,
    readClock,
  };
}
