/** The files in an export: one mailbox as CSV for people and as JSON Lines for programs, and what the whole holds. */

import type { ExportFrame } from '../domain/export.ts';
import type { Extension } from '../domain/extension.ts';
import type { Message, Party } from '../domain/message.ts';
import type { Account } from '../domain/reads/company.ts';
import { csvFile, csvRows } from './csv.ts';
import { isolatedList } from './isolate.ts';
import { partyJson } from './parties.ts';

/** Fields have the names and values that the API shows of a message; what only an online reader needs is left out. */
export function exportedJson({ copy, page }: Message) {
  return {
    id: copy.copyId,
    conversationId: copy.conversationId,
    direction: copy.direction,
    availability: copy.availability,
    readStatus: copy.isRead ? 'Read' : 'Unread',
    messageStatus: copy.direction === 'Outbound' ? 'Sent' : 'Received',
    creationTime: new Date(page.createdMs).toISOString(),
    lastModifiedTime: new Date(copy.lastModifiedMs).toISOString(),
    from: partyJson(page.from),
    to: page.to.map(partyJson),
    pgToDepartment: page.isToDepartment,
    subject: page.text,
  };
}

export function jsonLines(messages: readonly Message[]): string {
  return messages.map((message) => `${JSON.stringify(exportedJson(message))}\n`).join('');
}

const columns = [
  ...['id', 'conversationId', 'direction', 'availability', 'readStatus', 'messageStatus'],
  ...['creationTime', 'lastModifiedTime', 'from', 'fromName', 'to', 'toNames', 'pgToDepartment', 'subject'],
] as const;

export const csvHeading = csvFile([columns]);

export function csvOf(messages: readonly Message[]): string {
  return csvRows(messages.map(cellsOf));
}

function cellsOf(message: Message): string[] {
  const { from, to, pgToDepartment, subject, ...fields } = exportedJson(message);
  const list = (field: (party: Party) => string) => message.page.to.map(field).join('; ');
  return [
    ...Object.values(fields).map(String),
    ...[from.extensionNumber, from.name],
    ...[
      list(({ extensionNumber }) => extensionNumber),
      isolatedList(
        message.page.to.map(({ name }) => name),
        '; ',
      ),
    ],
    ...[String(pgToDepartment), subject],
  ];
}

/** One mailbox of an export. */
export interface ExportedMailbox {
  readonly extension: Extension;
  readonly messageCount: number;
}

/** The number is what people look for, the id what is never given out again. */
export function mailboxFolder({ extensionNumber, extensionId }: Extension): string {
  return `${extensionNumber}-${extensionId}`;
}

export function manifestJson(
  { accountId, name }: Account,
  { fromMs, toMs }: ExportFrame,
  mailboxes: readonly ExportedMailbox[],
): string {
  const manifest = {
    account: { id: String(accountId), name },
    dateFrom: new Date(fromMs).toISOString(),
    dateTo: new Date(toMs - 1).toISOString(),
    mailboxes: mailboxes.map(({ extension, messageCount }) => ({
      extensionId: String(extension.extensionId),
      extensionNumber: extension.extensionNumber,
      name: extension.name,
      isDeleted: extension.isDeleted,
      folder: mailboxFolder(extension),
      messageCount,
    })),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
