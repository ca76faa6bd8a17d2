/** What an extension can be used for, in the vendor's names. */

import { Type } from 'typebox';
import { type Extension, ownsMailbox } from '../domain/extension.ts';
import type { UserPermission } from '../domain/permission.ts';
import { personMay, type Standing } from '../domain/role.ts';
import { choice } from './choices.ts';

const featureShape = Type.Object({
  id: Type.String(),
  available: Type.Boolean(),
  reason: Type.Optional(
    Type.Object({
      code: choice(['ServicePlanLimitation', 'ExtensionTypeLimitation', 'InsufficientPermissions']),
      message: Type.String(),
      permission: Type.Optional(Type.String()),
    }),
  ),
});

export const featureListShape = Type.Object({ records: Type.Array(featureShape) }, { title: 'FeatureList' });

/** The permission each one asks for, if any. */
const features: Readonly<Record<string, UserPermission | undefined>> = {
  PagesSending: 'InternalSMS',
  PagesReceiving: undefined,
  ReadMessages: 'ReadMessages',
  ReadCompanyInfo: 'ReadCompanyInfo',
  ReadExtensionInfo: 'ReadUserInfo',
  ReadExtensions: 'ReadExtensions',
  EditExtensionInfo: 'EditUserInfo',
  ReadPresenceStatus: 'ReadPresenceStatus',
  // One's own is everyone's to change.
  EditPresenceStatus: undefined,
  UserManagement: 'AddRemoveUsers',
  RolesAndPermissionsManagement: 'EditUserRoles',
  AuditTrail: 'AuditTrail',
};

const needMailbox = new Set(['PagesSending', 'PagesReceiving', 'ReadMessages', 'EditPresenceStatus']);

type Feature = Type.Static<typeof featureShape>;

/** Those named by `ids`, or all there are. A feature of another product is not available, and that is said. */
export function featuresJson(
  extension: Extension,
  standing: Standing,
  { ids, isAvailableOnly }: { ids: readonly string[]; isAvailableOnly: boolean },
): Type.Static<typeof featureListShape> {
  const wanted = ids.length === 0 ? Object.keys(features) : [...new Set(ids)];
  const records = wanted.map((id) => featureOf(id, extension, standing));
  return { records: isAvailableOnly ? records.filter(({ available }) => available) : records };
}

function featureOf(id: string, { type }: Extension, standing: Standing): Feature {
  const missing = (code: NonNullable<Feature['reason']>['code'], message: string, permission?: string): Feature => ({
    ...{ id, available: false },
    reason: { code, message, ...(permission === undefined ? {} : { permission }) },
  });
  if (!Object.hasOwn(features, id)) return missing('ServicePlanLimitation', 'Not a feature of this server');
  if (needMailbox.has(id) && !ownsMailbox(type)) {
    return missing('ExtensionTypeLimitation', 'Extensions of this type have no mailbox');
  }
  const permission = features[id];
  if (permission === undefined || personMay(standing, permission)) return { id, available: true };
  return missing('InsufficientPermissions', `The user needs the [${permission}] permission`, permission);
}
