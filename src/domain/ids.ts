/** The branded numbers and strings that name things. All numeric ids are positive integers below 2^53. */

declare const brand: unique symbol;
type Branded<T, Name extends string> = T & { readonly [brand]: Name };

export type AccountId = Branded<number, 'AccountId'>;
/** A person or a Department. Unique within its account, never given out twice. */
export type ExtensionId = Branded<number, 'ExtensionId'>;
/** One person's copy of a page. The sender's copy id is also the page's id. */
export type MessageId = Branded<number, 'MessageId'>;
/** The page id of a thread's first page. */
export type ConversationId = Branded<number, 'ConversationId'>;
/** A position in an account's one sequence, from which ids and change positions are both taken. */
export type Sequence = Branded<number, 'Sequence'>;
/** An interned set of Departments; `noAudience` is the empty set. */
export type AudienceId = Branded<number, 'AudienceId'>;
/** Random, so that signing in uses up nothing of the account's sequence. */
export type SessionId = Branded<string, 'SessionId'>;
/** The `jti` of a JWT credential. */
export type CredentialId = Branded<string, 'CredentialId'>;
/** The vendor's `client_id` of an app. */
export type ClientId = Branded<string, 'ClientId'>;

export const noAudience = 0 as AudienceId;
