/** Apps as the server tells of them, and what can be asked of it about them. */

import type { appListShape, appShape, newSecretShape } from '../../../../src/wire/apps.ts';
import type { Answer } from '../../api/shapes.ts';
import { call } from '../../session/client.ts';

export const grantTypes = [
  'authorization_code',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
  'refresh_token',
  'password',
] as const;
export type GrantType = (typeof grantTypes)[number];

/** In the order in which they are shown: reading before changing. */
export const scopes = [
  'ReadMessages',
  'InternalMessages',
  'EditMessages',
  'ReadPresence',
  'EditPresence',
  'ReadAccounts',
  'EditAccounts',
  'EditExtensions',
  'RoleManagement',
  'SubscriptionWebhook',
  'WebSocketsSubscriptions',
  'ReadContacts',
] as const;
export type Scope = (typeof scopes)[number];

export interface AppDraft {
  readonly name: string;
  readonly clientType: 'confidential' | 'public';
  readonly grants: readonly GrantType[];
  readonly redirectUris: readonly string[];
  readonly scopes: readonly Scope[];
}

export type AppJson = Answer<typeof appShape>;

export type AppWithSecret = Answer<typeof newSecretShape>;

const path = '/beckon/v1/apps';

export async function readApps(): Promise<readonly AppJson[]> {
  const { records } = await call<Answer<typeof appListShape>>(path);
  return records.toSorted((a, b) => Number(b.isFirstParty) - Number(a.isFirstParty) || a.name.localeCompare(b.name));
}

export const registerApp = (draft: AppDraft): Promise<AppWithSecret> =>
  call<AppWithSecret>(path, { method: 'POST', body: draft });

/** What kind of app it is stays so for good. */
export const changeApp = (clientId: string, { clientType: _kind, ...changes }: AppDraft): Promise<AppJson> =>
  call<AppJson>(`${path}/${clientId}`, { method: 'PUT', body: changes });

export const rotateSecret = (clientId: string, overlapSeconds: number): Promise<AppWithSecret> =>
  call<AppWithSecret>(`${path}/${clientId}/secret`, { method: 'POST', body: { overlapSeconds } });

export const removeApp = (clientId: string): Promise<void> => call(`${path}/${clientId}`, { method: 'DELETE' });

export const newApp: AppDraft = {
  name: '',
  clientType: 'confidential',
  grants: ['authorization_code', 'refresh_token'],
  redirectUris: [],
  scopes: ['ReadMessages', 'InternalMessages'],
};

/** Whether it loses something that people are signed in with: then the server ends its sessions. */
export function isNarrowed(before: AppDraft, after: AppDraft): boolean {
  return (
    before.scopes.some((scope) => !after.scopes.includes(scope)) ||
    before.grants.some((grant) => !after.grants.includes(grant))
  );
}
