/** The embedded store: one data folder, no server beside it. */

import type { Clock } from '../../domain/clock.ts';
import type { Command, OutcomeOf } from '../../domain/command.ts';
import type { Result } from '../../domain/errors.ts';
import type { Store } from '../../domain/store.ts';
import { createBatchQueue } from '../batch-queue.ts';
import { createExecuteBatch } from './execute-batch.ts';
import { openDatabase } from './open-database.ts';
import { createReadConversations } from './read-conversations.ts';
import { createReadDirectory } from './read-directory.ts';
import { createReadMessages } from './read-messages.ts';
import { createReadSessions } from './read-sessions.ts';
import { createReadSync } from './read-sync.ts';

const maxBatch = 64;
const maxWaiting = 10_000;

export interface SqliteOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  /** How long to wait while another process writes to the same folder. */
  readonly busyTimeoutMs?: number;
}

/** `dataDir` is a folder, or `':memory:'`. Reads answer at once but asynchronously, as the port asks. */
export function openSqliteStore({ dataDir, clock, busyTimeoutMs }: SqliteOptions): Store {
  const db = openDatabase(dataDir, busyTimeoutMs);
  const queue = createBatchQueue<Command, Result<OutcomeOf<Command>>>({
    run: createExecuteBatch(db, clock),
    maxBatch,
    maxWaiting,
  });
  const messages = createReadMessages(db);
  const sync = createReadSync(db, messages);
  const conversations = createReadConversations(db);
  const directory = createReadDirectory(db);
  const sessions = createReadSessions(db);

  return {
    execute: <C extends Command>(command: C) => queue.add(command) as Promise<Result<OutcomeOf<C>>>,
    async readMessage(actor, copyId) {
      sessions.requireAlive(actor);
      return messages.readMessage(actor, copyId);
    },
    async listMessages(actor, query) {
      sessions.requireAlive(actor);
      return messages.listMessages(actor, query);
    },
    async syncAll(actor, frame, recordCount) {
      sessions.requireAlive(actor);
      return sync.syncAll(actor, frame, recordCount);
    },
    async syncChanges(actor, frame, since) {
      sessions.requireAlive(actor);
      return sync.syncChanges(actor, frame, since);
    },
    async readDelivery(actor, copyId) {
      sessions.requireAlive(actor);
      return conversations.readDelivery(actor, copyId);
    },
    async readConversation(actor, conversationId) {
      sessions.requireAlive(actor);
      return conversations.readConversation(actor, conversationId);
    },
    async listManagers(actor, departmentId) {
      sessions.requireAlive(actor);
      return directory.listManagers(actor.accountId, departmentId);
    },
    async readAccount(actor) {
      sessions.requireAlive(actor);
      return directory.readAccount(actor.accountId);
    },
    async readExtension(actor, extensionId) {
      sessions.requireAlive(actor);
      return directory.readExtension(actor.accountId, extensionId);
    },
    async listExtensions(actor, query) {
      sessions.requireAlive(actor);
      return directory.listExtensions(actor.accountId, query);
    },
    listAccounts: async () => directory.listAccounts(),
    readApp: async (clientId) => sessions.readApp(clientId),
    listCredentials: async (accountId) => sessions.listCredentials(accountId),
    readGrant: async (accountId, tokenHash) => sessions.readGrant(accountId, tokenHash),
    readSecret: async () => sessions.readSecret(),
    async close() {
      await queue.drained();
      db.raw.close();
    },
  };
}
