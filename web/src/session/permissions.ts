/** What the signed-in person may do at this moment, as the server says. It asks again with each request anyway. */

import { computed, signal } from '@preact/signals';
import type { AuthorizationProfileJson } from '../api/shapes.ts';
import { call, mailboxPath } from './client.ts';

const held = signal<ReadonlySet<string>>(new Set());

export async function readPermissions(): Promise<ReadonlySet<string>> {
  const { permissions } = await call<AuthorizationProfileJson>(`${mailboxPath}/authz-profile`);
  held.value = new Set(permissions.map(({ permission }) => permission.id));
  return held.value;
}

/** Reading it in a component shows the component again when it changes. */
export function may(permission: string): boolean {
  return held.value.has(permission);
}

/** Whether there is anything in the company's screens for them. */
export const mayRunCompany = computed(() =>
  ['EditUserInfo', 'Groups', 'AccountAdministration', 'AuditTrail', 'Users'].some(may),
);
