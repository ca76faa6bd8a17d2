/** What every store must refuse whoever is signed out or lacks a right: every read, and every command that someone asks for. */

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Command } from '../../domain/command.ts';
import { DomainError, unwrap } from '../../domain/errors.ts';
import type { HoldId } from '../../domain/hold.ts';
import type { ClientId, ConversationId, CredentialId, MessageId } from '../../domain/ids.ts';
import { standardPresence } from '../../domain/presence.ts';
import type { Actor } from '../../domain/session.ts';
import type { Store } from '../../domain/store.ts';
import type { Company, StoreTest } from './company.fixture.ts';

/** What the server itself does and reads, for nobody. All others are reads that someone asks for. */
const ownDoing: ReadonlySet<keyof Store> = new Set([
  ...(['execute', 'close', 'onChange', 'chores', 'leases', 'probe', 'readClock', 'keepClock', 'readSecret'] as const),
  ...(['listAccounts', 'listPeople', 'listAuditOf', 'verifyAuditOf', 'listAppsOfAccount', 'listCredentials'] as const),
  ...(['readApp', 'readLogin', 'isSharedName', 'readInvitation', 'readGrant'] as const),
  // The question itself.
  ...(['readSessionState', 'readEndedSessions'] as const),
  ...(['listReports', 'readExportRange', 'listEveryone', 'listMailbox'] as const),
  ...(['listAllSubscriptions', 'readSuspension', 'readNextDelivery', 'readDeliveryBacklog'] as const),
  ...(['readPosition', 'readPlace', 'holdsPlace', 'readChanges'] as const),
]);

type Asked = Extract<Command, { readonly actor: unknown }>;
type Kind = Exclude<Asked['kind'], 'begin-export'>;
type Draft<K extends Kind> = Omit<Extract<Asked, { kind: K }>, 'kind' | 'accountId' | 'actor'>;

const clientId = 'app-7' as ClientId;
const frame = { fromMs: 0, askedToMs: undefined };

/** One of each, as somebody would ask for it. A command that is not among them does not compile. */
function drafts({ idOf }: Company): { readonly [K in Kind]: Draft<K> } {
  const extensionId = idOf('104');
  const departmentId = idOf('200');
  const subscription = { clientId, subscriptionId: 's' };
  const conversationId = 1000 as ConversationId;
  const copyId = 1001 as MessageId;
  const push = { transport: 'WebPush', endpoint: 'e', keys: { p256dh: '', auth: '' }, name: 'n' } as const;
  const app = { name: 'a', grants: [], redirectUris: [], scopes: [] };
  return {
    'create-app': { clientId, secretHash: null, draft: { ...app, clientType: 'public' } as never },
    'update-app': { clientId, changes: {} },
    'rotate-app-secret': { clientId, secretHash: 'h', overlapMs: 0 },
    'delete-app': { clientId },
    'create-extension': { draft: { type: 'User', status: 'Enabled', contact: {} } },
    'update-extension': { extensionId, changes: { contact: { firstName: 'N' } } },
    'delete-extension': { extensionId },
    'change-members': { changes: [{ departmentId: idOf('201'), addedIds: [extensionId], removedIds: [] }] },
    'set-managers': { departmentId, managerIds: [extensionId] },
    'import-people': { entries: [], isDryRun: false },
    'change-password': { oldHash: 'o', newHash: 'n' },
    invite: { extensionId, tokenHash: 't', lifeMs: 1 },
    'create-credential': { credentialId: 'c' as CredentialId, label: 'l', lifeMs: null },
    'revoke-credential': { credentialId: 'jwt-103' as CredentialId },
    'replay-deliveries': { ...subscription, which: { sinceMs: 0 } },
    'resume-subscription': subscription,
    'register-device': { ...subscription, filters: [], delivery: push },
    'remove-device': { subscriptionId: 's' },
    'create-report': { ...frame, taskId: 't', messageTypes: null } as never,
    'download-report': { taskId: 't' },
    'send-page': {
      ...{ mailboxId: idOf('103'), to: [{ extensionNumber: '104' }], text: 'Hello!' },
      ...{ maxRecipients: 10, maxThreadAgeMs: 0 },
    },
    'change-message': { copyId, change: { isRead: true } },
    'delete-message': { copyId, isPurge: false },
    'delete-conversations': {
      ...{ conversationIds: [conversationId], beforeMs: 1, isPurge: false, limit: 1, afterId: 0 as MessageId },
    },
    'change-participants': { conversationId, addedIds: [], removedIds: [] },
    'set-presence': { changes: { message: standardPresence.message } },
    'set-roles': { extensionId, roles: ['auditor'] },
    'assign-role': { role: 'auditor', addedIds: [extensionId], removedIds: [] },
    'set-default-role': { role: 'auditor' },
    'end-own-sessions': { which: 'all' },
    'issue-websocket-token': { tokenHash: 't', ttlS: 1 },
    'create-subscription': {
      ...{ ...subscription, filters: [], delivery: { transport: 'WebHook', address: 'a' } as const, lifeMs: 1 },
    },
    'update-subscription': subscription,
    'delete-subscription': subscription,
    'configure-store': { changes: { retentionMs: null } as never },
    'place-hold': { held: { extensionId } as never, reason: 'r' },
    'release-hold': { holdId: 1 as unknown as HoldId },
    'request-erasure': { extensionId },
  };
}

/** What everyone may do, as far as it is their own. All others need a right that a standard user lacks. */
const everyones: ReadonlySet<Kind> = new Set([
  ...(['change-password', 'create-credential', 'revoke-credential', 'end-own-sessions'] as const),
  ...(['issue-websocket-token', 'set-presence', 'register-device', 'remove-device'] as const),
  ...(['send-page', 'change-message', 'delete-message', 'delete-conversations', 'change-participants'] as const),
  ...(['create-subscription', 'update-subscription', 'delete-subscription'] as const),
  ...(['replay-deliveries', 'resume-subscription'] as const),
]);

async function codeOf(company: Company, kind: Kind, actor: Actor): Promise<string> {
  const { accountId, store } = company;
  const command = { kind, accountId, actor, ...drafts(company)[kind] } as Command;
  const result = await store.execute(command);
  return result.ok ? 'done' : result.refusal.code;
}

async function refusalOf(read: Promise<unknown>): Promise<string> {
  return await read.then(
    () => 'answered',
    (error: unknown) => (error instanceof DomainError ? error.refusal.code : String(error)),
  );
}

async function endSession({ store, accountId, actorOf }: Company, number: string): Promise<void> {
  unwrap(await store.execute({ kind: 'end-own-sessions', accountId, actor: actorOf(number), which: 'all' }));
}

export function guardContract(storeTest: StoreTest): void {
  describe('whoever is signed out', () => {
    storeTest('is refused every read that someone asks for', async (company) => {
      await endSession(company, '103');
      const actor = company.actorOf('103');
      const reads = (Object.keys(company.store) as (keyof Store)[]).filter((name) => !ownDoing.has(name));
      assert.ok(reads.length > 30, 'the reads were not found');
      for (const name of reads) {
        const read = company.store[name] as (actor: Actor, ...more: unknown[]) => Promise<unknown>;
        assert.equal(await refusalOf(read(actor, undefined, undefined)), 'unknown-token', name);
        const auditor = { ...company.actorOf('104'), permission: 'AuditTrail' } as const;
        assert.equal(await refusalOf(read(auditor, undefined, undefined)), 'missing-user-permission', name);
      }
    });

    storeTest('is refused every command, and nothing comes of it', async (company) => {
      await endSession(company, '101');
      const before = await company.store.readPosition(company.accountId);
      for (const kind of Object.keys(drafts(company)) as Kind[]) {
        assert.equal(await codeOf(company, kind, company.actorOf('101')), 'unknown-token', kind);
      }
      assert.equal(await company.store.readPosition(company.accountId), before);
    });
  });

  storeTest('whoever lacks the right is refused every command that needs one', async (company) => {
    const before = await company.store.readPosition(company.accountId);
    for (const kind of Object.keys(drafts(company)) as Kind[]) {
      if (everyones.has(kind)) continue;
      assert.equal(await codeOf(company, kind, company.actorOf('103')), 'missing-user-permission', kind);
    }
    assert.equal(await company.store.readPosition(company.accountId), before);
  });
}
