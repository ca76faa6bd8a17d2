/** Every read there is, as it is asked for. One that is added to the port, and not here, does not compile. */

import type { ClientId, ConversationId, ExtensionId, MessageId, Sequence, SessionId } from '../../domain/ids.ts';
import type { ExtensionQuery } from '../../domain/reads/company.ts';
import type { MessageQuery, MessageSearch, SyncFrame, SyncPosition } from '../../domain/reads/messages.ts';
import type { Actor } from '../../domain/session.ts';
import type { ActorReads, ServerReads } from '../../domain/store.ts';

export type Asked<Reads> = {
  readonly [Name in keyof Reads]: Reads[Name] extends (...args: infer A) => Promise<unknown> ? A : never;
};

/** What the reads are about. */
export interface Subject {
  readonly actor: Actor;
  /** Who is not the actor. */
  readonly otherId: ExtensionId;
  readonly departmentId: ExtensionId;
  readonly clientId: ClientId;
  readonly copyId: MessageId;
  /** Of a page that was sent to the Department. */
  readonly departmentCopyId: MessageId;
  /** Of a page that the actor sent. */
  readonly sentId: MessageId;
  readonly sentUnder: string;
  readonly conversationId: ConversationId;
  readonly subscriptionId: string;
  readonly taskId: string;
  /** With which somebody signs in. */
  readonly extensionNumber: string;
  readonly syncPosition: SyncPosition;
  readonly nowMs: number;
}

const paging = { page: 1, perPage: 1000 };
const extensions: ExtensionQuery = { ...paging, status: [], type: [] };
const audit = { ...paging, action: [] };

export const everyMessage: MessageQuery = {
  ...{ ...paging, availability: [], direction: [] },
  ...{ dateFromMs: 0, dateToMs: Number.MAX_SAFE_INTEGER },
};

export const everyFrame: SyncFrame = {
  ...{ direction: [], dateFromMs: 0, dateToMs: Number.MAX_SAFE_INTEGER, isDistinct: false },
};

/** Further than any change there is. */
const beyond = (Number.MAX_SAFE_INTEGER - 1) as Sequence;

export function askedOfActor(subject: Subject): Asked<ActorReads> {
  const { otherId, departmentId, clientId, copyId, conversationId, subscriptionId, taskId } = subject;
  const messages: MessageSearch = { ...everyMessage, terms: [{ text: 'word', isPrefix: false }] };
  return {
    listAudit: [audit],
    verifyAudit: [],
    listDepartments: [paging],
    listManagers: [departmentId],
    listManagerIds: [],
    readDefaultRole: [],
    readPresence: [otherId],
    listPresences: [paging],
    readAccount: [],
    readExtension: [otherId],
    listExtensions: [extensions],
    listSubscriptionOverviews: [],
    readSubscriptionOverview: [subscriptionId],
    listLoggedDeliveries: [{ ...paging, subscriptionId }],
    readLoggedDelivery: [subscriptionId, 1],
    readReport: [taskId],
    listAccountReports: [],
    readMessage: [copyId],
    findReadable: [[copyId, subject.departmentCopyId]],
    listMessages: [everyMessage],
    searchMessages: [messages],
    syncAll: [everyFrame, 1000],
    readSyncPosition: [beyond],
    syncChanges: [everyFrame, subject.syncPosition],
    readSentUnder: [subject.sentUnder],
    readReach: [subject.sentId],
    readConversation: [conversationId],
    listApps: [],
    listOwnSessions: [subject.nowMs],
    listOwnCredentials: [],
    listSubscriptions: [clientId],
    readSubscription: [clientId, subscriptionId],
    listDevices: [],
    readRetentionSettings: [],
    listHolds: [paging],
    readErasure: [otherId],
  };
}

export function askedOfServer(subject: Subject): Asked<ServerReads> {
  const { actor, otherId, clientId, subscriptionId, extensionNumber, syncPosition, nowMs } = subject;
  const { accountId, extensionId, sessionId } = actor;
  const all = { fromId: 0 as MessageId, beforeId: beyond as number as MessageId };
  return {
    listAudit: [accountId, audit],
    verifyAudit: [accountId],
    readPosition: [accountId],
    readPlace: [accountId],
    knowsPlace: [accountId, syncPosition.knownTo],
    readChanges: [accountId, syncPosition.nextSequence, new Set([extensionId, otherId])],
    readClock: [],
    listPeople: [accountId, 10],
    listAccounts: [],
    readNextDelivery: [accountId, subscriptionId],
    readDeliveryBacklog: [],
    listReports: [],
    // Of what comes from the next millisecond on there is nothing yet.
    readExportRange: [accountId, { fromMs: nowMs + 1, toMs: nowMs + 2, beforeId: beyond }],
    listEveryone: [accountId, { afterId: 0, limit: 1000 }],
    listMailbox: [accountId, extensionId, all, { afterId: 0, limit: 1000 }],
    listApps: [accountId],
    readApp: [clientId],
    readLogin: [accountId, { extensionNumber }],
    isSharedName: [accountId, { extensionNumber }],
    readInvitation: [accountId, 'invitation'],
    listCredentials: [accountId],
    readGrant: [accountId, 'access-101'],
    readSessionState: [actor],
    readEndedSessions: [accountId, [sessionId, 'no session' as SessionId]],
    readSecret: [],
    listAllSubscriptions: [accountId, 'WebHook'],
    readSuspension: [accountId, subscriptionId],
  };
}

/** The names of what can be called on an object, its prototype's methods included. */
export function readsOf(reads: object): string[] {
  const names = [reads, Object.getPrototypeOf(reads) as object].flatMap((one) => Object.getOwnPropertyNames(one));
  return names.filter((name) => !(name in Object.prototype));
}

export async function ask(reads: object, name: string, asked: object): Promise<unknown> {
  const args = (asked as Record<string, unknown[]>)[name] ?? [];
  return await (reads as Record<string, (...args: unknown[]) => Promise<unknown>>)[name]?.(...args);
}
