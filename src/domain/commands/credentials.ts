/** What can be asked of passwords, invitations and JWT credentials, as plain data, with the answer each gives. */

import type { Extension } from '../extension.ts';
import type { AccountId, CredentialId, ExtensionId } from '../ids.ts';
import type { Actor, Credential } from '../session.ts';
import type { Operator } from './company.ts';

/** A try to sign in by password has failed. It is kept as long as for a person when there is none of that name. */
export interface CountFailedSignIn {
  readonly kind: 'count-failed-sign-in';
  readonly accountId: AccountId;
  readonly extensionId: ExtensionId | undefined;
  readonly address?: string;
}

/** The actor's own password. Ends all their other sessions. */
export interface ChangePassword {
  readonly kind: 'change-password';
  readonly accountId: AccountId;
  readonly actor: Actor;
  /** The hash of the password they have proven to know. */
  readonly oldHash: string;
  readonly newHash: string;
  /** As with `PasswordProof`. */
  readonly passesLock?: boolean;
}

export interface Invite {
  readonly kind: 'invite';
  readonly accountId: AccountId;
  readonly actor: Actor | Operator;
  readonly extensionId: ExtensionId;
  readonly tokenHash: string;
  readonly lifeMs: number;
}

/** Sets the password of whoever was invited, lets them in if they had not been active yet, and ends their sessions. */
export interface AcceptInvitation {
  readonly kind: 'accept-invitation';
  readonly accountId: AccountId;
  readonly tokenHash: string;
  readonly newHash: string;
  readonly address?: string;
}

export interface CreateCredential {
  readonly kind: 'create-credential';
  readonly accountId: AccountId;
  /** People make their own; the operator makes one for somebody. */
  readonly actor: Actor | { readonly operatorFor: ExtensionId };
  readonly credentialId: CredentialId;
  readonly label: string;
  /** Null for ever. */
  readonly lifeMs: number | null;
}

/** Ends the sessions that were opened with it as well. */
export interface RevokeCredential {
  readonly kind: 'revoke-credential';
  readonly accountId: AccountId;
  readonly actor: Actor;
  readonly credentialId: CredentialId;
}

export interface CredentialOutcomes {
  'count-failed-sign-in': null;
  'change-password': null;
  invite: { readonly extension: Extension; readonly expiresMs: number };
  'accept-invitation': Extension;
  'create-credential': Credential;
  'revoke-credential': null;
}

export type CredentialCommand =
  | CountFailedSignIn
  | ChangePassword
  | Invite
  | AcceptInvitation
  | CreateCredential
  | RevokeCredential;
