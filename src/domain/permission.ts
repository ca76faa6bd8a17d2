/** What apps and people may be allowed to do, in the vendor's names, and the allowances that requests count against. */

/** What an app may do on behalf of whoever is signed in with it. */
export const appPermissions = [
  'ReadAccounts',
  'EditAccounts',
  'EditExtensions',
  'InternalMessages',
  'ReadMessages',
  'EditMessages',
  'ReadPresence',
  'EditPresence',
  'RoleManagement',
  'SubscriptionWebhook',
  'WebSocketsSubscriptions',
] as const;
export type AppPermission = (typeof appPermissions)[number];

/** What an app may be given: also what the vendor's apps ask for, and nothing here does. */
export const appScopes = [...appPermissions, 'ReadContacts'] as const;
export type AppScope = (typeof appScopes)[number];

/** Whether an app that was given `scopes` may do this. Being allowed to page includes reading pages. */
export function appMay(scopes: readonly string[], permission: AppPermission): boolean {
  const isImplied = permission === 'ReadMessages' && scopes.includes('InternalMessages');
  return scopes.includes(permission) || isImplied;
}

/** What a person may do, through their roles. */
export const userPermissions = [
  'InternalSMS',
  'ReadMessages',
  'ReadMessageContent',
  'EditMessages',
  'ReadExtensions',
  'ReadCompanyInfo',
  'ReadUserInfo',
  'ReadUserRoles',
  'ReadAssignedRoles',
  'ReadPresenceStatus',
  'ReadMessagesNotificationsSettings',
  'EditMessagesNotificationsSettings',
  'EditUserInfo',
  'EditUserCredentials',
  'EditUserRoles',
  'EditAssignedRoles',
  'EditCallQueuePresence',
  'AddRemoveUsers',
  'AccountAdministration',
  'Roles',
  'Users',
  'UserGroups',
  'Groups',
  'AuditTrail',
] as const;
export type UserPermission = (typeof userPermissions)[number];

export const rateGroups = ['Light', 'Medium', 'Heavy', 'Auth'] as const;
/** Each has its own number of requests a minute; `none` is never counted. */
export type RateGroup = (typeof rateGroups)[number] | 'none';
