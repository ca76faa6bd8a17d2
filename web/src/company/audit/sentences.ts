/** Each entry of the audit trail as a sentence, who did what to whom, and what changed by it. */

import { isolated } from '../../../../src/wire/isolate.ts';
import { type Key, t } from '../../text/catalogue.ts';
import { formatDate, formatList, formatNumber, formatStamp } from '../../text/formats.ts';
import type { AuditEntryJson } from './entries.ts';

/** How ids are called; kept apart so that it can be said what is gone. */
export interface Names {
  person(extensionId: string | number | null): string;
  app(clientId: string): string;
}

type Details = AuditEntryJson['details'];

export function sentenceOf(entry: AuditEntryJson, names: Names): string {
  const { action, actorId, target, details } = entry;
  const values = {
    who: names.person(actorId),
    whom: target === null ? '' : names.person(target),
    target: target ?? '',
    number: String(details.extensionNumber ?? ''),
    created: String(details.created ?? 0),
    updated: String(details.updated ?? 0),
    role: roleName(details.role),
    failures: String(details.failures ?? ''),
    name: String(details.name ?? ''),
    app: action === 'rotate-app-secret' ? names.app(target ?? '') : '',
    held: heldIn(details, names),
    from: dayOf(details.dateFrom),
    to: dayOf(details.dateTo),
    action,
  };
  return capitalised(t(keyOf(entry), values));
}

const known: ReadonlySet<string> = new Set([
  ...['found-account', 'create-extension', 'update-extension', 'delete-extension', 'import-people', 'change-members'],
  ...['set-managers', 'change-participants', 'set-roles', 'set-default-role', 'invite', 'set-password'],
  ...['change-password', 'lock-password', 'create-credential', 'revoke-credential', 'end-session', 'create-app'],
  ...['update-app', 'rotate-app-secret', 'delete-app', 'configure-store', 'place-hold', 'release-hold'],
  ...[
    'request-erasure',
    'export-messages',
    'download-export',
    'resume-subscription',
    'replay-deliveries',
    'accept-clock',
  ],
]);

function keyOf({ action, details }: AuditEntryJson): Key {
  if (!known.has(action)) return 'audit.other';
  if (action === 'update-app' && details.isSignedOut === true) return 'audit.update-appEnding';
  return `audit.${action}` as Key;
}

/** What changed, a short phrase each. */
export function notesOf({ action, details }: AuditEntryJson, names: Names): string[] {
  const people = (ids: unknown) => (Array.isArray(ids) ? ids.map((id: string | number) => names.person(id)) : []);
  const joined = [...people(details.addedIds), ...people(details.joinedDepartmentIds)];
  const left = [...people(details.removedIds), ...people(details.leftDepartmentIds)];
  return [
    ...(joined.length === 0 ? [] : [t('audit.added', { names: formatList(joined) })]),
    ...(left.length === 0 ? [] : [t('audit.removed', { names: formatList(left) })]),
    ...fieldsOf(action, details),
    ...(Array.isArray(details.contact)
      ? [t('audit.contact', { fields: formatList(details.contact.map(contactField)) })]
      : []),
    ...(typeof details.reason === 'string' && action === 'place-hold'
      ? [`${t('audit.field.reason')}: ${isolated(details.reason)}`]
      : []),
    ...(typeof details.expiresMs === 'number' ? [t('audit.until', { time: formatStamp(details.expiresMs) })] : []),
  ];
}

const contactFields: ReadonlySet<string> = new Set([
  ...['firstName', 'lastName', 'email', 'jobTitle', 'department', 'businessPhone', 'mobilePhone', 'company'],
]);

function contactField(field: string): string {
  return contactFields.has(field) ? t(`audit.contact.${field}` as Key) : field;
}

const fields = {
  extensionNumber: 'audit.field.extensionNumber',
  status: 'audit.field.status',
  retentionDays: 'audit.field.retentionDays',
  deletedDays: 'audit.field.deletedDays',
  purgedDays: 'audit.field.purgedDays',
  mailboxMaximum: 'audit.field.mailboxMaximum',
} as const satisfies Record<string, Key>;

function fieldsOf(action: string, details: Details): string[] {
  if (action === 'set-roles') {
    const [from, to] = [details.before, details.after].map(rolesIn);
    return [t('audit.fromTo', { field: t('audit.field.roles'), from: from ?? '', to: to ?? '' })];
  }
  return Object.entries(fields).flatMap(([field, key]) => {
    const change = details[field];
    if (typeof change !== 'object' || change === null || !('from' in change && 'to' in change)) return [];
    return [t('audit.fromTo', { field: t(key), from: valueText(change.from), to: valueText(change.to) })];
  });
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return t('audit.nothing');
  return typeof value === 'number' ? formatNumber(value) : String(value);
}

function rolesIn(list: unknown): string {
  return Array.isArray(list) && list.length > 0 ? formatList(list.map(roleName)) : t('audit.nothing');
}

function roleName(role: unknown): string {
  const isKnown = role === 'administrator' || role === 'user' || role === 'auditor';
  return isKnown ? t(`audit.role.${role}`) : String(role ?? '');
}

function heldIn({ conversationId, extensionId }: Details, names: Names): string {
  if (typeof extensionId === 'number') return names.person(extensionId);
  return conversationId === undefined || conversationId === null
    ? ''
    : t('audit.heldConversation', { id: String(conversationId) });
}

function dayOf(time: unknown): string {
  return typeof time === 'string' ? formatDate(Date.parse(time)) : '';
}

/** Whoever is gone begins with a small letter in the middle of a sentence. */
function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
