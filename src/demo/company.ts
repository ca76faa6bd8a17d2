/** The demo company: a small clinic with the account and first extension of the mission's example. */

import type { FoundAccount } from '../domain/commands/company.ts';
import type { Contact, Extension } from '../domain/extension.ts';
import type { AccountId, ClientId, CredentialId, ExtensionId, Sequence } from '../domain/ids.ts';
import { type App, grantTypes } from '../domain/session.ts';
import { webApp } from '../wire/apps.ts';
import { hashRandomPassword } from '../wire/passwords.ts';
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

function clientIdFor(serverSecret: Uint8Array, purpose: string): ClientId {
  return Buffer.from(deriveKey(serverSecret, purpose).subarray(0, 16)).toString('base64url') as ClientId;
}

/** The same for people's passwords: 128 random bits each. */
export function demoPassword(serverSecret: Uint8Array, number: string): string {
  const bytes = deriveKey(serverSecret, `demo password of ${number}`).subarray(0, 16);
  return Buffer.from(bytes).toString('base64url');
}

/** Where apps under development listen, on any port of this machine. */
const developerPaths = [
  ...['', '/', '/oauth2callback', '/oauth2/callback', '/oauth/callback', '/oauthredirect', '/auth/callback'],
  ...['/callback', '/redirect', '/redirect.html', '/index.html'],
];
const developerUris = ['http://localhost', 'http://127.0.0.1'].flatMap((host) =>
  developerPaths.map((path) => host + path),
);
/** One of them that is named in the credentials file. */
export const demoRedirectUri = 'http://localhost:3000/oauth2callback';

export function demoApp(serverSecret: Uint8Array): App {
  return {
    accountId: demoAccountId,
    clientId: clientIdFor(serverSecret, 'demo client id'),
    name: 'Beckon demo',
    secretHash: hashSecret(demoClientSecret(serverSecret)),
    grants: grantTypes,
    redirectUris: developerUris,
    scopes,
  };
}

/** For programs that can keep no secret: those in browsers and on people's own machines. */
export function demoPublicApp(serverSecret: Uint8Array): App {
  return {
    accountId: demoAccountId,
    clientId: clientIdFor(serverSecret, 'demo public client id'),
    name: 'Beckon demo in the browser',
    secretHash: null,
    grants: ['authorization_code', 'refresh_token'],
    redirectUris: developerUris,
    scopes,
  };
}

/** Here it also signs people in by their JWT, with one click. */
export function demoWebApp(serverSecret: Uint8Array): App {
  const app = webApp(demoAccountId, clientIdFor(serverSecret, 'demo web client id'));
  return { ...app, grants: [...app.grants, 'urn:ietf:params:oauth:grant-type:jwt-bearer'] };
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
    apps: [demoApp(serverSecret), demoPublicApp(serverSecret), demoWebApp(serverSecret)],
    passwords: people.map(({ number }) => ({
      extensionId: idOf(number),
      hash: hashRandomPassword(demoPassword(serverSecret, number)),
    })),
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
