/** What administrators may register as an app. */

import { DomainError } from './errors.ts';
import { canBeRedirectUri } from './redirect-uri.ts';
import type { App } from './session.ts';

export const maxApps = 500;
const maxRedirectUris = 50;

/** How long the secret before the last rotation may go on working, so that nothing stops while the new one is rolled out. */
export const maxOverlapMs = 7 * 24 * 3600 * 1000;

/** What can be said of an app. Its id and secret are made up; that it has none, or one, stays so for good. */
export type AppDraft = Pick<App, 'name' | 'grants' | 'redirectUris' | 'scopes'> & Required<Pick<App, 'rateLimits'>>;

/** Refuses with `invalid-parameter` what no app may be. */
export function requireSoundApp({ name, grants, redirectUris }: AppDraft): void {
  if (name.trim() === '') refuse('name', 'it is blank');
  if (grants.length === 0) refuse('grants', 'there is none');
  if (redirectUris.length > maxRedirectUris) refuse('redirectUris', `there are more than ${maxRedirectUris}`);
  // Paths on Beckon's own address are for its own app alone.
  const bad = redirectUris.find((uri) => uri.startsWith('/') || !canBeRedirectUri(uri));
  if (bad !== undefined) {
    refuse('redirectUris', `${bad.slice(0, 200)}: https anywhere, http to this machine, or a scheme of the app's own`);
  }
  if (grants.includes('authorization_code') && redirectUris.length === 0) {
    refuse('redirectUris', 'authorization_code needs one');
  }
}

/** The hashes of the secrets that prove the app at that time; none for a public app. */
export function secretHashesOf({ secretHash, oldSecret }: App, nowMs: number): readonly string[] {
  if (secretHash === null) return [];
  return oldSecret && oldSecret.untilMs > nowMs ? [secretHash, oldSecret.hash] : [secretHash];
}

/** Whether an app lost something that sessions it has were opened with. */
export function isNarrowed(before: App, after: App): boolean {
  return (
    before.scopes.some((scope) => !after.scopes.includes(scope)) ||
    before.grants.some((grant) => !after.grants.includes(grant))
  );
}

function refuse(parameter: string, subject: string): never {
  throw new DomainError({ code: 'invalid-parameter', parameter, subject });
}
