/** Every change that can be asked for, as plain data, with the answer each one gives. */

import type { Extension } from './extension.ts';
import type { AccountId, ClientId, CredentialId, ExtensionId, MessageId, Sequence, SessionId } from './ids.ts';
import type { Message } from './message.ts';
import type { Actor, App, Credential, Session, Token } from './session.ts';

/** Names an extension by number, by id, or by both, which must then agree. At least one is given. */
export interface PartyReference {
  readonly extensionNumber?: string;
  readonly extensionId?: ExtensionId;
}

export interface SendPage {
  readonly kind: 'send-page';
  readonly accountId: AccountId;
  readonly actor: Actor;
  /** The extension in whose name the page is to go; anyone but the actor is refused, each for the fitting reason. */
  readonly mailboxId: ExtensionId;
  readonly from?: PartyReference;
  readonly to: readonly PartyReference[];
  readonly text: string;
  readonly replyOn?: MessageId;
  readonly maxRecipients: number;
}

export interface SetReadStatus {
  readonly kind: 'set-read-status';
  readonly accountId: AccountId;
  readonly actor: Actor;
  readonly copyId: MessageId;
  readonly isRead: boolean;
}

/** A company with its people, apps and credentials, all at once. Nothing happens if the account is there already. */
export interface FoundAccount {
  readonly kind: 'found-account';
  readonly accountId: AccountId;
  readonly name: string;
  /** The first number of the account's sequence, and so the id of its first page. */
  readonly firstSequence: Sequence;
  readonly extensions: readonly Extension[];
  readonly members: readonly { departmentId: ExtensionId; extensionIds: readonly ExtensionId[] }[];
  readonly managers: readonly { departmentId: ExtensionId; extensionId: ExtensionId }[];
  readonly apps: readonly App[];
  readonly credentials: readonly Omit<Credential, 'createdMs'>[];
}

/** The hashes and life times, in seconds, of a pair of tokens to be issued. */
export interface TokenPair {
  readonly accessHash: string;
  readonly accessTtlS: number;
  readonly refreshHash: string;
  readonly refreshTtlS: number;
}

export interface OpenSession {
  readonly kind: 'open-session';
  readonly accountId: AccountId;
  readonly sessionId: SessionId;
  readonly extensionId: ExtensionId;
  /** The JWT credential that proves who they are. */
  readonly credentialId: CredentialId;
  readonly clientId: ClientId;
  readonly scopes: readonly string[];
  readonly endpointId: string;
  readonly tokens: TokenPair;
}

export interface RefreshSession {
  readonly kind: 'refresh-session';
  readonly accountId: AccountId;
  readonly refreshHash: string;
  readonly clientId: ClientId;
  readonly tokens: TokenPair;
}

/** Ends the session that a token belongs to, whichever kind of token it is. */
export interface EndSession {
  readonly kind: 'end-session';
  readonly accountId: AccountId;
  readonly tokenHash: string;
  readonly clientId: ClientId;
}

/** A session with the tokens just issued for it. */
export interface SignedIn {
  readonly session: Session;
  readonly access: Token;
  readonly refresh: Token;
}

interface Outcomes {
  'send-page': Message;
  'set-read-status': Message['copy'];
  'found-account': { readonly isNew: boolean };
  'open-session': SignedIn;
  'refresh-session': SignedIn;
  'end-session': null;
}

export type Command = SendPage | SetReadStatus | FoundAccount | OpenSession | RefreshSession | EndSession;
export type OutcomeOf<C extends Command> = Outcomes[C['kind']];
