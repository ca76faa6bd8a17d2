/** Entries of the audit trail as the server gives them, and the groups that they are filtered by. */

import type { auditEntryShape } from '../../../../src/wire/audit.ts';
import type { Answer } from '../../api/shapes.ts';
import type { Key } from '../../text/catalogue.ts';

export type AuditEntryJson = Answer<typeof auditEntryShape> & {
  /** What changed, by field. */
  readonly details: Readonly<Record<string, unknown>>;
};

export const auditPath = '/beckon/v1/audit';

interface ActionGroup {
  readonly label: Key;
  readonly actions: readonly string[];
}

export const actionGroups: Readonly<Record<string, ActionGroup>> = {
  people: {
    label: 'audit.group.people',
    actions: ['create-extension', 'update-extension', 'delete-extension', 'import-people', 'found-account'],
  },
  departments: {
    label: 'audit.group.departments',
    actions: ['change-members', 'set-managers', 'change-participants'],
  },
  roles: { label: 'audit.group.roles', actions: ['set-roles', 'set-default-role'] },
  signIn: {
    label: 'audit.group.signIn',
    actions: [
      ...['invite', 'set-password', 'change-password', 'lock-password'],
      ...['create-credential', 'revoke-credential', 'end-session'],
    ],
  },
  apps: {
    label: 'audit.group.apps',
    actions: ['create-app', 'update-app', 'rotate-app-secret', 'delete-app'],
  },
  storage: {
    label: 'audit.group.storage',
    actions: ['configure-store', 'place-hold', 'release-hold', 'request-erasure', 'accept-clock'],
  },
  subscriptions: { label: 'audit.group.subscriptions', actions: ['resume-subscription', 'replay-deliveries'] },
  exports: { label: 'audit.group.exports', actions: ['export-messages', 'download-export'] },
};
