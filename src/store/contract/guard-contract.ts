/** What every store must refuse whoever is signed out or lacks a right: every read, and every command that someone asks for. */

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Command } from '../../domain/command.ts';
import { DomainError, unwrap } from '../../domain/errors.ts';
import type { HoldId } from '../../domain/hold.ts';
import type { ClientId, ConversationId, CredentialId, MessageId, Sequence } from '../../domain/ids.ts';
import { firstLife } from '../../domain/place.ts';
import { standardPresence } from '../../domain/presence.ts';
import type { AssignableRole } from '../../domain/role.ts';
import type { Actor } from '../../domain/session.ts';
import { ask, askedOfActor, readsOf } from './asked-reads.fixture.ts';
import type { Company, StoreTest } from './company.fixture.ts';

type Asked = Extract<Command, { readonly actor: unknown }>;
type Kind = Exclude<Asked['kind'], 'begin-export'>;
type Draft<K extends Kind> = Omit<Extract<Asked, { kind: K }>, 'kind' | 'accountId' | 'actor'>;

const clientId = 'app-7' as ClientId;
/** Of nothing that is there: what is refused is refused before anybody looks. */
const [conversationId, copyId] = [1 as ConversationId, 2 as MessageId];
const frame = { fromMs: 0, askedToMs: undefined };
const start = { nextSequence: 1 as Sequence, memberships: [] };

/** One of each, as somebody would ask for it. A command that is not among them does not compile. */
function drafts({ idOf }: Company): { readonly [K in Kind]: Draft<K> } {
  const extensionId = idOf('104');
  const departmentId = idOf('200');
  const subscription = { clientId, subscriptionId: 's' };
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
    'register-device': { ...subscription, filters: [], channel: push },
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
      ...{ ...subscription, filters: [], channel: { transport: 'WebHook', address: 'a' } as const, lifeMs: 1 },
    },
    'update-subscription': subscription,
    'delete-subscription': subscription,
    'configure-retention': { changes: { retentionMs: null } as never },
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

/** What comes of each read an actor has, by its name. */
async function readAll(company: Company, actor: Actor): Promise<Map<string, string>> {
  const { store, idOf } = company;
  const reads = store.as(actor);
  const asked = askedOfActor({
    ...{ actor, clientId, subscriptionId: 's', taskId: 't', nowMs: 0 },
    ...{ otherId: idOf('104'), departmentId: idOf('200') },
    ...{ copyId, conversationId, departmentCopyId: copyId, sentId: copyId, sentUnder: 'k', extensionNumber: '104' },
    syncPosition: { ...start, knownTo: { sequence: start.nextSequence, life: firstLife } },
  });
  const names = readsOf(reads);
  assert.deepEqual(
    names.toSorted(),
    Object.keys(asked).toSorted(),
    'not every read is asked for, or one past the guard',
  );
  const codes = names.map(async (name) => [name, await refusalOf(ask(reads, name, asked))] as const);
  return new Map(await Promise.all(codes));
}

async function endSession({ store, accountId, actorOf }: Company, number: string): Promise<void> {
  unwrap(await store.execute({ kind: 'end-own-sessions', accountId, actor: actorOf(number), which: 'all' }));
}

export function guardContract(storeTest: StoreTest): void {
  describe('whoever is signed out', () => {
    storeTest('is refused every read that someone asks for', async (company) => {
      const actor = company.actorOf('103');
      const codes = await readAll(company, actor);
      assert.deepEqual(new Set(codes.values()), new Set(['answered']));
      await endSession(company, '103');
      for (const [name, code] of await readAll(company, actor)) assert.equal(code, 'unknown-token', name);
    });

    storeTest('is refused every command, and nothing comes of it', async (company) => {
      await endSession(company, '101');
      const before = await company.store.server.readPosition(company.accountId);
      for (const kind of Object.keys(drafts(company)) as Kind[]) {
        assert.equal(await codeOf(company, kind, company.actorOf('101')), 'unknown-token', kind);
      }
      assert.equal(await company.store.server.readPosition(company.accountId), before);
    });
  });

  storeTest('whoever has lost the role they act under is refused every read', async (company) => {
    const auditor = { ...company.actorOf('103'), permission: 'AuditTrail' } as const;
    const setRoles = (roles: readonly AssignableRole[]) =>
      company.change({ kind: 'set-roles', extensionId: company.idOf('103'), roles });
    unwrap(await setRoles(['auditor']));
    assert.deepEqual(new Set((await readAll(company, auditor)).values()), new Set(['answered']));
    unwrap(await setRoles(['user']));
    for (const [name, code] of await readAll(company, auditor)) assert.equal(code, 'missing-user-permission', name);
  });

  storeTest('whoever is not active any more is refused every read', async (company) => {
    const frozen = {
      kind: 'update-extension',
      extensionId: company.idOf('103'),
      changes: { status: 'Frozen' },
    } as const;
    unwrap(await company.change(frozen));
    for (const [name, code] of await readAll(company, company.actorOf('103'))) {
      assert.equal(code, 'unknown-token', name);
    }
  });

  storeTest('whoever lacks the right is refused every command that needs one', async (company) => {
    const before = await company.store.server.readPosition(company.accountId);
    for (const kind of Object.keys(drafts(company)) as Kind[]) {
      if (everyones.has(kind)) continue;
      assert.equal(await codeOf(company, kind, company.actorOf('103')), 'missing-user-permission', kind);
    }
    assert.equal(await company.store.server.readPosition(company.accountId), before);
  });
}
