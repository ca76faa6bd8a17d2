/** What a decision may ask about the world. Engines know these kinds, never the commands that ask for them. */

import type { Membership } from './access.ts';
import type { Conversation } from './conversation.ts';
import type { Extension } from './extension.ts';
import type { IdempotentSend } from './idempotency.ts';
import type { AudienceId, ConversationId, CredentialId, ExtensionId, MessageId, Sequence, SessionId } from './ids.ts';
import type { Copy, Message } from './message.ts';
import type { Credential, Session, Token } from './session.ts';

/** Where an account's sequence and time stand. `timeMs` is now, but never before the account's last change. */
export interface AccountState {
  readonly nextSequence: Sequence;
  readonly timeMs: number;
}

/** The people in a Department at this moment. */
export interface DepartmentMembers {
  readonly activeIds: readonly ExtensionId[];
  readonly inactive: readonly Extension[];
}

/** Each kind of fact: how it is asked for, and what is answered. All facts are of the command's own account. */
interface FactKinds {
  account: { ask: object; fact: AccountState | undefined };
  extension: { ask: { extensionId: ExtensionId }; fact: Extension | undefined };
  'extension-by-number': { ask: { extensionNumber: string }; fact: Extension | undefined };
  'department-members': { ask: { departmentId: ExtensionId }; fact: DepartmentMembers };
  /** Whether someone manages a Department. */
  'is-manager': { ask: { departmentId: ExtensionId; extensionId: ExtensionId }; fact: boolean };
  /** The Departments someone is in now. */
  'memberships-of': { ask: { extensionId: ExtensionId }; fact: readonly Membership[] };
  /** Everyone who administers the account and is active. */
  'active-administrators': { ask: object; fact: readonly ExtensionId[] };
  /** The interned id of a set of Departments, given in ascending order. */
  audience: { ask: { departmentIds: readonly ExtensionId[] }; fact: AudienceId | undefined };
  /** A copy in someone's mailbox, whether they may read it now or not. */
  copy: { ask: { extensionId: ExtensionId; copyId: MessageId }; fact: Copy | undefined };
  /** Someone's Alive copies, whether they may read them now or not, oldest first. No conversations named: of any. */
  'alive-copies': {
    ask: {
      extensionId: ExtensionId;
      conversationIds: readonly ConversationId[];
      beforeMs: number;
      limit: number;
      afterId: MessageId;
    };
    fact: readonly Copy[];
  };
  message: { ask: { extensionId: ExtensionId; copyId: MessageId }; fact: Message | undefined };
  /** What was sent under someone's idempotency key, whether it still counts or not. */
  'idempotent-send': { ask: { extensionId: ExtensionId; key: string }; fact: IdempotentSend | undefined };
  conversation: { ask: { conversationId: ConversationId }; fact: Conversation | undefined };
  session: { ask: { sessionId: SessionId }; fact: Session | undefined };
  credential: { ask: { credentialId: CredentialId }; fact: Credential | undefined };
  token: { ask: { tokenHash: string }; fact: Token | undefined };
}

export type FactRequest = {
  [K in keyof FactKinds]: { readonly kind: K } & Readonly<FactKinds[K]['ask']>;
}[keyof FactKinds];
export type FactOf<K extends FactRequest['kind']> = FactKinds[K]['fact'];

/** A computation that stops to ask for facts, several at a time, and goes on with their answers in the same order. */
export type Asking<T> = Generator<readonly FactRequest[], T, readonly unknown[]>;

export function* ask<R extends FactRequest>(request: R): Asking<FactOf<R['kind']>> {
  const [fact] = yield [request];
  return fact as FactOf<R['kind']>;
}

export type FactsOf<R extends readonly FactRequest[]> = { [I in keyof R]: FactOf<R[I]['kind']> };

/** The facts asked for, each at the place of its question. */
export function* askAll<const R extends readonly FactRequest[]>(requests: R): Asking<FactsOf<R>> {
  return (requests.length === 0 ? [] : yield requests) as FactsOf<R>;
}
