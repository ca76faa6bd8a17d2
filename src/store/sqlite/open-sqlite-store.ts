/** The embedded store: one data folder, no server beside it. */

import type { Conditions } from '../../conditions.ts';
import type { AuditHead } from '../../domain/audit.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Command, OutcomeOf } from '../../domain/command.ts';
import type { Result } from '../../domain/errors.ts';
import type { ClientId, ExtensionId } from '../../domain/ids.ts';
import type { AuditQuery } from '../../domain/reads/audit.ts';
import type { ExtensionQuery } from '../../domain/reads/company.ts';
import type { Paging } from '../../domain/reads/lists.ts';
import type { Actor } from '../../domain/session.ts';
import type { Store } from '../../domain/store.ts';
import { createBatchQueue } from '../batch-queue.ts';
import { createSignals } from '../signals.ts';
import { createMailboxSummaries } from './chores/mailbox-summaries.ts';
import { createScrub } from './chores/scrub.ts';
import { createSearchIndex, type IndexingSizes, standardIndexing } from './chores/search-index.ts';
import { type BlockSizes, standardBlocks } from './chores/summarise.ts';
import { createExecuteBatch } from './execute-batch.ts';
import { createKeepClock } from './keep-clock.ts';
import { createKeepLeases } from './keep-leases.ts';
import { createLives } from './lives.ts';
import { openDatabase } from './open-database.ts';
import { createProbe } from './probe.ts';
import { createReadAudit } from './read-audit.ts';
import { createReadChanges } from './read-changes.ts';
import { createReadConversations } from './read-conversations.ts';
import { createReadDeliveries } from './read-deliveries.ts';
import { createReadDirectory } from './read-directory.ts';
import { createReadExports } from './read-exports.ts';
import { createReadMessages } from './read-messages.ts';
import { createReadSessions } from './read-sessions.ts';
import { createReadSubscriptions } from './read-subscriptions.ts';
import { createReadSync } from './read-sync.ts';
import { createReadUpkeep } from './read-upkeep.ts';
import { createSearchMessages } from './search-messages.ts';
import { nothingToWatch, watchFiles } from './watch-files.ts';
import { watchOtherWriters } from './watch-other-writers.ts';
import { createWrite } from './write-transaction.ts';

const maxBatch = 64;
const maxWaiting = 10_000;
/** Less than clients wait for an answer. */
const maxWaitMs = 5000;

export interface SqliteOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  /** How long to wait while another process writes to the same folder. */
  readonly busyTimeoutMs?: number;
  /** How many changes a sync is told at a time. */
  readonly maxSyncChanges?: number;
  /** How large the blocks of summaries are, for all the time that the data lasts. */
  readonly blocks?: BlockSizes;
  /** How the search index is kept up. */
  readonly indexing?: IndexingSizes;
  /** Told when the files are no longer there. */
  readonly conditions?: Conditions;
  /** Measures the commits. */
  readonly observer?: StoreObserver;
}

export interface StoreObserver {
  committed(commands: number, durationMs: number): void;
  follow(asked: { waitingCommands: () => number }): void;
}

/** `dataDir` is a folder, or `':memory:'`. Reads answer at once but asynchronously, as the port asks. */
export function openSqliteStore({
  dataDir,
  clock,
  busyTimeoutMs,
  maxSyncChanges = 10_000,
  blocks = standardBlocks,
  indexing = standardIndexing,
  observer,
  conditions,
}: SqliteOptions): Store {
  const db = openDatabase(dataDir, busyTimeoutMs);
  const signals = createSignals();
  const lives = createLives(db);
  const file = db.raw.location();
  const files = file === null ? nothingToWatch : watchFiles(file, conditions);
  const write = createWrite(db, files);
  const executeBatch = createExecuteBatch(db, clock, { signals, lives, write });
  const queue = createBatchQueue<Command, Result<OutcomeOf<Command>>>({
    run(commands) {
      const beginMs = performance.now();
      const answers = executeBatch(commands);
      observer?.committed(commands.length, performance.now() - beginMs);
      return answers;
    },
    maxBatch,
    maxWaiting,
    maxWaitMs,
  });
  observer?.follow({ waitingCommands: () => queue.depth });
  const messages = createReadMessages(db);
  const sync = createReadSync(db, { messages, lives }, { maxChanges: maxSyncChanges });
  const conversations = createReadConversations(db);
  const directory = createReadDirectory(db);
  const sessions = createReadSessions(db);
  const audit = createReadAudit(db);
  const exports = createReadExports(db, messages);
  const subscriptions = createReadSubscriptions(db, clock);
  const deliveries = createReadDeliveries(db, clock);
  const changes = createReadChanges(db, lives);
  const accountIds = () => directory.listAccounts().map(({ accountId }) => accountId);
  const watch = watchOtherWriters(db, () => {
    signals.send(
      accountIds().map((accountId) => ({ accountId, haveSessionsEnded: true, haveSubscriptionsChanged: true })),
    );
  });
  const upkeep = createReadUpkeep(db);
  const { readClock, keepClock } = createKeepClock(db);
  const searchIndex = createSearchIndex(db, { accountIds, clock, write, sizes: indexing });
  const probe = createProbe(db);

  /** A read that an actor asks for, refused once their session has ended or their roles no longer allow it. */
  const forActor =
    <A extends unknown[], R>(read: (actor: Actor, ...args: A) => R) =>
    async (actor: Actor, ...args: A): Promise<Awaited<R>> => {
      sessions.requireActor(actor);
      return await read(actor, ...args);
    };

  const search = forActor(createSearchMessages(db));

  return {
    execute: <C extends Command>(command: C) => queue.add(command) as Promise<Result<OutcomeOf<C>>>,
    readMessage: forActor(messages.readMessage),
    findReadable: forActor(messages.findReadable),
    listMessages: forActor(messages.listMessages),
    async searchMessages(actor, query) {
      await searchIndex.catchUp(actor.accountId);
      return await search(actor, query);
    },
    readSyncPosition: forActor(sync.readSyncPosition),
    syncAll: forActor(sync.syncAll),
    syncChanges: forActor(sync.syncChanges),
    readSentUnder: forActor(conversations.readSentUnder),
    readDelivery: forActor(conversations.readDelivery),
    readConversation: forActor(conversations.readConversation),
    listDepartments: forActor(({ accountId }, paging: Paging) => directory.listDepartments(accountId, paging)),
    listManagers: forActor(({ accountId }, departmentId: ExtensionId) =>
      directory.listManagers(accountId, departmentId),
    ),
    listManagerIds: forActor(({ accountId }) => directory.listManagerIds(accountId)),
    readDefaultRole: forActor(({ accountId }) => directory.readDefaultRole(accountId)),
    readPresence: forActor(({ accountId }, extensionId: ExtensionId) => directory.readPresence(accountId, extensionId)),
    listPresences: forActor(directory.listPresences),
    readAccount: forActor(({ accountId }) => directory.readAccount(accountId)),
    readExtension: forActor(({ accountId }, extensionId: ExtensionId) =>
      directory.readExtension(accountId, extensionId),
    ),
    listExtensions: forActor(({ accountId }, query: ExtensionQuery) => directory.listExtensions(accountId, query)),
    listPeople: async (accountId, count) => directory.listPeople(accountId, count),
    listAudit: forActor(({ accountId }, query: AuditQuery) => audit.listAudit(accountId, query)),
    listAuditOf: async (accountId, query) => audit.listAudit(accountId, query),
    verifyAudit: forActor(({ accountId }, noted?: AuditHead) => audit.verifyAudit(accountId, noted)),
    verifyAuditOf: audit.verifyAudit,
    readReport: forActor(({ accountId }, taskId: string) => exports.readReport(accountId, taskId)),
    listAccountReports: forActor(({ accountId }) => exports.listAccountReports(accountId)),
    listReports: async () => exports.listReports(),
    readExportRange: async (accountId, frame) => exports.readExportRange(accountId, frame),
    listEveryone: async (accountId, step) => exports.listEveryone(accountId, step),
    listMailbox: async (accountId, extensionId, range, step) =>
      exports.listMailbox(accountId, extensionId, range, step),
    readStoreSettings: forActor(upkeep.readStoreSettings),
    listHolds: forActor(upkeep.listHolds),
    readErasure: forActor(upkeep.readErasure),
    listAccounts: async () => directory.listAccounts(),
    readApp: async (clientId) => sessions.readApp(clientId),
    listApps: forActor(({ accountId }) => sessions.listApps(accountId)),
    listAppsOfAccount: async (accountId) => sessions.listApps(accountId),
    listCredentials: async (accountId) => sessions.listCredentials(accountId),
    readSessionState: async (actor, accessHash) => sessions.readSessionState(actor, accessHash),
    readLogin: async (accountId, name) => sessions.readLogin(accountId, name),
    isSharedName: async (accountId, name) => sessions.isSharedName(accountId, name),
    readInvitation: async (accountId, tokenHash) => sessions.readInvitation(accountId, tokenHash),
    readGrant: async (accountId, tokenHash, kind) => sessions.readGrant(accountId, tokenHash, kind),
    listOwnSessions: forActor(sessions.listOwnSessions),
    listOwnCredentials: forActor(sessions.listOwnCredentials),
    readSecret: async () => sessions.readSecret(),
    listSubscriptions: forActor(subscriptions.listSubscriptions),
    readSubscription: forActor((actor: Actor, clientId: ClientId, subscriptionId: string) =>
      subscriptions.readSubscription(actor, clientId, subscriptionId),
    ),
    listDevices: forActor(subscriptions.listDevices),
    listAllSubscriptions: async (accountId, transport) => subscriptions.listAllSubscriptions(accountId, transport),
    readSuspension: async (accountId, subscriptionId) => subscriptions.readSuspension(accountId, subscriptionId),
    listSubscriptionOverviews: forActor(deliveries.listSubscriptionOverviews),
    readSubscriptionOverview: forActor(deliveries.readSubscriptionOverview),
    listLoggedDeliveries: forActor(deliveries.listLoggedDeliveries),
    readLoggedDelivery: forActor(deliveries.readLoggedDelivery),
    readNextDelivery: async (accountId, subscriptionId) => deliveries.readNextDelivery(accountId, subscriptionId),
    readDeliveryBacklog: async () => deliveries.readDeliveryBacklog(),
    onChange(listener) {
      watch.begin();
      return signals.listen(listener);
    },
    readPosition: async (accountId) => changes.readPosition(accountId),
    readPlace: async (accountId, sequence) => lives.placeOf(accountId, sequence ?? changes.readPosition(accountId)),
    holdsPlace: async (accountId, place) => lives.holds(accountId, place),
    readChanges: async (accountId, since, mailboxIds, maxNew) =>
      changes.readChanges(accountId, since, mailboxIds, maxNew),
    readEndedSessions: async (accountId, sessionIds) => sessions.readEndedSessions(accountId, sessionIds),
    readClock: async () => readClock(),
    keepClock: async (kept) => keepClock(kept),
    leases: createKeepLeases(db, write),
    chores: [searchIndex.chore, createMailboxSummaries(db, { accountIds, write, blocks }), createScrub(db)],
    probe: async () => probe(),
    async close() {
      watch.end();
      files.end();
      await queue.drained();
      db.raw.close();
    },
  };
}
