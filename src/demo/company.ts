/** The demo company: a small clinic with the account and first extension of the mission's example. */

import type { FoundAccount } from '../domain/commands/company.ts';
import type { Contact, Extension } from '../domain/extension.ts';
import type { AccountId, ClientId, CredentialId, ExtensionId, Sequence } from '../domain/ids.ts';
import type { App } from '../domain/session.ts';
import { deriveKey, hashSecret } from '../wire/secrets.ts';

export const demoAccountId = 1346632010 as AccountId;
const firstPageId = 320272670010 as Sequence;

const people: readonly (Contact & { number: string; firstName: string; lastName: string })[] = [
  { number: '101', firstName: 'Maya', lastName: 'Okafor', jobTitle: 'Practice manager' },
  { number: '102', firstName: 'Jonas', lastName: 'Lindqvist', jobTitle: 'Physician' },
  { number: '103', firstName: 'Priya', lastName: 'Raman', jobTitle: 'Head nurse' },
  { number: '104', firstName: 'Tom', lastName: 'Becker', jobTitle: 'Nurse' },
  { number: '105', firstName: 'Elena', lastName: 'Sousa', jobTitle: 'Receptionist' },
  { number: '106', firstName: 'Sam', lastName: 'Whitfield', jobTitle: 'Laboratory technician' },
];

const departments = [
  { number: '200', name: 'Front Desk', members: ['101', '105'], manager: '101' },
  { number: '201', name: 'Nursing', members: ['102', '103', '104'], manager: '103' },
] as const;

/** 101 has the account's own id, as in the mission's example; the others follow. */
function idOf(number: string): ExtensionId {
  const numbers = [...people, ...departments].map((one) => one.number as string);
  return (demoAccountId + numbers.indexOf(number)) as ExtensionId;
}

/** The permissions of the demo's app: all that the vendor has for paging and what lies around it. */
const scopes = [
  ...['ReadAccounts', 'EditAccounts', 'EditExtensions', 'ReadContacts', 'ReadPresence', 'EditPresence'],
  ...['ReadMessages', 'EditMessages', 'InternalMessages', 'RoleManagement'],
  ...['SubscriptionWebhook', 'WebSocketsSubscriptions'],
];

/** The demo's app has no secret of its own to keep: it follows from the server's, so it can always be shown again. */
export function demoClientSecret(serverSecret: Uint8Array): string {
  return Buffer.from(deriveKey(serverSecret, 'demo client secret')).toString('base64url');
}

function demoClientId(serverSecret: Uint8Array): ClientId {
  return Buffer.from(deriveKey(serverSecret, 'demo client id').subarray(0, 16)).toString('base64url') as ClientId;
}

export function demoApp(serverSecret: Uint8Array): App {
  return {
    accountId: demoAccountId,
    clientId: demoClientId(serverSecret),
    name: 'Beckon demo',
    secretHash: hashSecret(demoClientSecret(serverSecret)),
    grants: ['urn:ietf:params:oauth:grant-type:jwt-bearer', 'refresh_token'],
    scopes,
  };
}

const extensions: readonly Extension[] = [
  ...people.map(({ number, ...contact }) =>
    extension(number, 'User', `${contact.firstName} ${contact.lastName}`, {
      ...contact,
      email: `${contact.firstName}.${contact.lastName}@clinic.example`.toLowerCase(),
    }),
  ),
  ...departments.map(({ number, name }) => extension(number, 'Department', name, { firstName: name })),
];

export const demoCompany = { name: 'Harbour Street Clinic', extensions } as const;

/** The command that founds the company with everything in it. */
export function foundDemoCompany(serverSecret: Uint8Array): FoundAccount {
  return {
    kind: 'found-account',
    accountId: demoAccountId,
    ...demoCompany,
    firstSequence: firstPageId,
    members: departments.map(({ number, members }) => ({
      departmentId: idOf(number),
      extensionIds: members.map(idOf),
    })),
    managers: departments.map(({ number, manager }) => ({ departmentId: idOf(number), managerIds: [idOf(manager)] })),
    apps: [demoApp(serverSecret)],
    credentials: people.map(({ number }) => ({
      accountId: demoAccountId,
      credentialId: `demo-${number}` as CredentialId,
      extensionId: idOf(number),
      isRevoked: false,
    })),
  };
}

function extension(number: string, type: Extension['type'], name: string, contact: Contact): Extension {
  return {
    accountId: demoAccountId,
    extensionId: idOf(number),
    extensionNumber: number,
    type,
    status: 'Enabled',
    name,
    contact,
    roles: type === 'Department' ? [] : number === '101' ? ['administrator', 'user'] : ['user'],
    isDeleted: false,
  };
}
