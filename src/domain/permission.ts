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

/** What a person may do, through their role. */
export const userPermissions = [
  'InternalSMS',
  'ReadMessages',
  'ReadMessageContent',
  'EditMessages',
  'ReadExtensions',
  'ReadCompanyInfo',
  'ReadUserInfo',
  'ReadUserRoles',
  'ReadPresenceStatus',
  'EditUserInfo',
  'EditUserRoles',
  'AddRemoveUsers',
  'AccountAdministration',
  'Roles',
  'Users',
  'UserGroups',
  'Groups',
  'AuditTrail',
] as const;
export type UserPermission = (typeof userPermissions)[number];

/** Each has its own number of requests a minute; `none` is never counted. */
export type RateGroup = 'Light' | 'Medium' | 'Heavy' | 'Auth' | 'none';
