/** What the description of the API suggests to send to each operation: it does something in a demo as it stands. */

/** Of the demo company, as it is when it begins. In others they are nobody's. */
const nurse = '1346632013';
const receptionist = '1346632014';
const technician = '1346632015';
const frontDesk = '1346632016';
const nursing = '1346632017';
/** Of the first page that 101 sends. */
const firstPage = '320272670010';
const standardUser = '3';
const auditor = '4';

/** Those of every operation's path, where it says nothing else. */
const ofEveryPath: Readonly<Record<string, string>> = {
  accountId: '~',
  extensionId: '~',
  messageId: firstPage,
  conversationId: firstPage,
  attachmentId: '1',
  groupId: frontDesk,
  departmentId: nursing,
  entryId: nurse,
  roleId: auditor,
  permissionId: 'ReadMessages',
  permissionCategoryId: 'Messages',
  countryId: 'US',
  scaleSize: '90x90',
  number: '1',
};

export interface Example {
  /** By the name of the parameter. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: unknown;
}

/** Where it must be someone else than whoever tries it out: they would lose what they try it with. */
const ofSomeoneElse = { extensionId: technician };
const page = { to: [{ extensionNumber: '102' }, { extensionNumber: '103' }], text: 'The lift is out of order.' };
const app = { grants: ['authorization_code', 'refresh_token'], scopes: ['InternalMessages', 'ReadMessages'] };
const filters = ['/restapi/v1.0/account/~/extension/~/message-store'];

const bodies: Readonly<Record<string, unknown>> = {
  createInternalTextMessage: page,
  updateMessage: { readStatus: 'Read' },
  patchMessage: { readStatus: 'Unread' },
  changeParticipants: { addedExtensionIds: [nurse] },
  updateMessageStoreConfiguration: { retentionPeriod: 90 },
  updateMessageStoreSettings: { retentionPeriod: 365, deletedPeriod: 30, mailboxMaximum: 50_000 },
  replayDeliveries: { since: '2026-01-01T00:00:00Z' },
  placeHold: { extensionId: receptionist, reason: 'A complaint that is looked into' },
  createExtension: { extensionNumber: '107', contact: { firstName: 'Nils', lastName: 'Berg' } },
  bulkDeleteUsersV2: { records: [{ id: receptionist }] },
  updateUserCallQueues: { records: [{ id: frontDesk }, { id: nursing }] },
  updateExtension: { contact: { jobTitle: 'Practice manager' } },
  updateCallQueueInfo: { name: 'Reception' },
  assignMultipleCallQueueMembers: { addedExtensionIds: [nurse] },
  assignMultipleDepartmentMembers: { items: [{ departmentId: nursing, addedExtensionIds: [technician] }] },
  setManagers: { extensionIds: [nurse] },
  importPeople: 'extensionNumber,firstName,lastName,type,departments\n108,Ada,Novak,,201\n',
  searchDirectoryEntries: { searchString: 'Maya' },
  updateUserPresenceStatus: { userStatus: 'Available', message: 'In the ward until noon' },
  parsePhoneNumber: { originalStrings: ['102', '+1 (650) 555-0100'] },
  parsePhoneNumberV2: { originalStrings: ['102', '+1 (650) 555-0100'] },
  updateDefaultUserRole: { id: standardUser },
  assignMultipleUserRoles: { addedExtensionIds: [technician] },
  updateUserAssignedRoles: { records: [{ id: standardUser }] },
  createMessageStoreReport: { messageTypes: ['Pager'] },
  createSubscription: {
    eventFilters: filters,
    deliveryMode: { transportType: 'WebHook', address: 'https://hooks.example/pages' },
  },
  updateSubscription: { eventFilters: filters },
  registerPushDevice: {
    name: 'Ward tablet',
    endpoint: 'https://push.example/device',
    keys: {
      p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
      auth: 'BTBZMqHH6r4Tts7J_aSIgg',
    },
  },
  testPush: { deviceId: 'the id that registering it gave' },
  authorize2: { response_type: 'code', client_id: 'the id of an app', redirect_uri: 'one that it registered' },
  signIn: { form: 'what the page has in this field', username: '101', password: 'a password' },
  getToken: {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    client_id: 'the id of an app',
    assertion: 'a JWT credential',
  },
  revokeToken: { client_id: 'the id of an app', token: 'an access or refresh token' },
  createOwnCredential: { label: 'Night rota', expiresIn: 86_400 },
  changePassword: { currentPassword: 'the one until now', newPassword: 'seven grey harbour seals' },
  createInvitation: { expiresIn: 86_400 },
  acceptInvitation: { token: 'the one of the link', password: 'a password', repeated: 'the same' },
  createApp: { name: 'Night rota', clientType: 'confidential', redirectUris: ['https://rota.example/back'], ...app },
  updateApp: { name: 'Day rota', redirectUris: ['https://rota.example/back'], ...app },
  rotateAppSecret: { overlapSeconds: 3600 },
};

const paths: Readonly<Record<string, Example['path']>> = {
  deleteExtension: ofSomeoneElse,
  requestErasure: ofSomeoneElse,
  readErasure: ofSomeoneElse,
  createInvitation: ofSomeoneElse,
  updateUserAssignedRoles: ofSomeoneElse,
  assignDefaultRole: ofSomeoneElse,
};

const queries: Readonly<Record<string, Example['query']>> = {
  deleteMessageByFilter: { conversationId: [firstPage] },
  checkUserPermission: { permissionId: 'ReadMessages' },
};

export function exampleOf(operationId: string): Example {
  const body = bodies[operationId];
  const path = { ...ofEveryPath, ...paths[operationId] };
  return { path, query: queries[operationId] ?? {}, ...(body === undefined ? {} : { body }) };
}
