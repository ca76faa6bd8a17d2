/** Every way a request can be refused, in our own words. `wire/errors.ts` says each in the vendor's. */

export type ErrorCode =
  // the request itself
  | 'malformed-json'
  | 'malformed-request'
  | 'payload-too-large'
  | 'unsupported-media-type'
  | 'unsupported-content-encoding'
  | 'invalid-parameter'
  | 'too-many-items'
  | 'unknown-route'
  | 'not-offered'
  | 'wrong-host'
  | 'range-not-satisfiable'
  // what it names
  | 'unknown-resource'
  | 'unknown-referenced-resource'
  | 'foreign-extension'
  // who asks
  | 'no-authorization'
  | 'bad-authorization'
  | 'unparsable-token'
  | 'unknown-token'
  | 'expired-token'
  | 'missing-app-permission'
  | 'missing-user-permission'
  // paging
  | 'sender-number-mismatch'
  | 'sender-id-mismatch'
  | 'recipient-number-mismatch'
  | 'recipient-inactive'
  | 'recipient-cannot-receive'
  | 'no-department-members'
  | 'department-cannot-send'
  | 'text-too-long'
  | 'not-a-participant'
  | 'thread-closed'
  | 'idempotency-key-reused'
  | 'written-too-long-ago'
  | 'invalid-sync-token'
  // subscriptions
  | 'foreign-messages-filter'
  | 'foreign-account-filter'
  | 'too-many-subscriptions'
  | 'connection-taken-up'
  | 'too-many-devices'
  | 'web-push-off'
  | 'invalid-filter'
  | 'reminder-filter-alone'
  | 'unreachable-webhook'
  | 'bad-webhook-answer'
  | 'blacklisted-subscription'
  | 'held'
  // the company
  | 'extension-number-taken'
  | 'email-taken'
  | 'last-administrator'
  | 'too-many-reports'
  | 'cannot-be-invited'
  | 'invalid-people-file'
  | 'too-many-apps'
  // passwords
  | 'wrong-password'
  | 'weak-password'
  | 'too-many-credentials'
  // signing in
  | 'invalid-client'
  | 'invalid-grant'
  | 'bad-credentials'
  | 'shared-address'
  | 'inactive-person'
  | 'credential-over'
  | 'invalid-assertion'
  | 'invalid-oauth-request'
  | 'unsupported-grant-type'
  | 'unauthorized-client'
  // the server's own state
  | 'rate-exceeded'
  | 'overloaded'
  | 'too-many-active-requests'
  | 'too-many-connections'
  | 'clock-out-of-bounds'
  | 'data-gone';

export interface Refusal {
  readonly code: ErrorCode;
  /** The request's parameter at fault, in the vendor's spelling, such as `to.extensionNumber`. */
  readonly parameter?: string;
  /** What the message should name: an extension number, a permission. Never the text of a page. */
  readonly subject?: string;
  /** Where in a file that was sent it stands: its line, counted from 1. */
  readonly line?: number;
  /** Seconds after which trying again makes sense. */
  readonly retryAfterS?: number;
  /** Everything else that is wrong with the same request. */
  readonly others?: readonly Refusal[];
}

export class DomainError extends Error {
  readonly refusal: Refusal;
  /** For the operator's log alone. */
  readonly detail: string | undefined;

  constructor(refusal: Refusal, detail?: string) {
    super(refusal.code);
    this.name = 'DomainError';
    this.refusal = refusal;
    this.detail = detail;
  }
}

/** What is kept cannot be used at all. Says which file, why, and what to do, for the person at the keyboard. */
export class UnusableDataError extends Error {}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

/** Throws one `DomainError` for everything that is wrong, if anything is. */
export function refuseAll([first, ...others]: readonly Refusal[]): void {
  if (first) throw new DomainError(others.length === 0 ? first : { ...first, others });
}

/** The value of a result, or its refusal thrown as a `DomainError`. */
export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new DomainError(result.refusal);
  return result.value;
}
