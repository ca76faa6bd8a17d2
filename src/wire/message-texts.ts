/**
 * Messages as the JSON text that the API answers with: letter for letter what the schemas in `messages.ts` make of
 * `messageJson`, in a quarter of the time. A list of them is most of what a client ever asks for.
 */

import type { AccountId } from '../domain/ids.ts';
import type { Availability, Copy, Message, Party } from '../domain/message.ts';
import type { SyncChange } from '../domain/reads/messages.ts';
import { isoTime } from './iso-times.ts';
import type { ListBlocks } from './lists.ts';
import type { Urls } from './urls.ts';

/** What the addresses in a mailbox's messages begin with, which takes longer to put together than the rest of a message. */
interface Beginnings {
  readonly message: string;
  readonly conversation: string;
}

function beginningsOf({ extensionId }: Copy, accountId: AccountId, urls: Urls): Beginnings {
  const beginning = (address: string) => quoted(`${address}/`).slice(0, -1);
  return {
    message: beginning(urls.messageStore(accountId, extensionId)),
    conversation: beginning(`${urls.api}/conversation`),
  };
}

export function messageText(message: Message, urls: Urls): string {
  return textOf(message, beginningsOf(message.copy, message.page.accountId, urls));
}

/** A list of messages of one mailbox. */
export function messageListText(
  { uri, paging, navigation }: ListBlocks,
  messages: readonly Message[],
  urls: Urls,
): string {
  const [first] = messages;
  const beginnings = first && beginningsOf(first.copy, first.page.accountId, urls);
  const records = beginnings ? listed(messages, (message) => textOf(message, beginnings)) : '[]';
  const blocks = `"paging":${JSON.stringify(paging)},"navigation":${JSON.stringify(navigation)}`;
  return `{"uri":${JSON.stringify(uri)},"records":${records},${blocks}}`;
}

/** The records of a sync of a mailbox. */
export function syncRecordTexts(changes: readonly SyncChange[], accountId: AccountId, urls: Urls): string {
  const [first] = changes;
  if (!first) return '[]';
  const beginnings = beginningsOf('message' in first ? first.message.copy : first.lost, accountId, urls);
  return listed(changes, (change) => {
    if ('lost' in change) return goneText(change.lost, 'Purged', beginnings);
    const { copy } = change.message;
    if (copy.availability !== 'Alive') return goneText(copy, copy.availability, beginnings);
    return textOf(change.message, beginnings, true);
  });
}

/** In the order of its schema, whose optional parts come last: in a record of a sync most of them are optional. */
function textOf({ copy, page }: Message, beginnings: Beginnings, isSynced = false): string {
  const address = `${beginnings.message}${copy.copyId}`;
  const isPurged = copy.availability === 'Purged';
  const created = isoTime(page.createdMs);
  const written = page.writtenMs === undefined ? '' : `,"writtenTime":"${isoTime(page.writtenMs)}"`;
  const attachment = `{"id":1,"uri":${address}/content/1","type":"Text","contentType":"text/plain"}`;
  const modified = copy.lastModifiedMs === page.createdMs ? created : isoTime(copy.lastModifiedMs);
  const [uri, id, conversation] = [`"uri":${address}",`, `"id":${copy.copyId},`, conversationText(copy, beginnings)];
  return (
    `${isSynced ? `{${id}${conversation}${uri}` : `{${uri}${id}`}"to":${partiesText(page.to)},` +
    `"from":${partyText(page.from)},"type":"Pager","creationTime":"${created}"` +
    `${isSynced ? written : ''},"readStatus":"${copy.isRead ? 'Read' : 'Unread'}","priority":"Normal","attachments":[${isPurged ? '' : attachment}],` +
    `"direction":"${copy.direction}","availability":"${copy.availability}",` +
    `"subject":${isPurged ? '""' : quoted(page.text)},` +
    `"messageStatus":"${copy.direction === 'Outbound' ? 'Sent' : 'Received'}","conversationId":${copy.conversationId},` +
    `${isSynced ? '' : conversation}"lastModifiedTime":"${modified}","pgToDepartment":${page.isToDepartment},` +
    `"extensionId":"${copy.extensionId}"${isSynced ? '' : written}}`
  );
}

function goneText(copy: Copy, availability: Availability, beginnings: Beginnings): string {
  const conversation = conversationText(copy, beginnings);
  return (
    `{"id":${copy.copyId},${conversation}"type":"Pager","availability":"${availability}",` +
    `"conversationId":${copy.conversationId}}`
  );
}

function conversationText({ conversationId }: Copy, { conversation }: Beginnings): string {
  return `"conversation":{"id":"${conversationId}","uri":${conversation}${conversationId}"},`;
}

function listed<T>(items: readonly T[], textOf: (item: T) => string): string {
  let text = '';
  for (const item of items) text += text === '' ? textOf(item) : `,${textOf(item)}`;
  return `[${text}]`;
}

/** The store gives the same party and the same list again for the same people. */
const known = new WeakMap<Party | readonly Party[], string>();

function partiesText(parties: readonly Party[]): string {
  return remembered(parties, () => listed(parties, partyText));
}

function partyText(party: Party): string {
  const { extensionNumber, extensionId, name } = party;
  return remembered(
    party,
    () => `{"extensionNumber":${quoted(extensionNumber)},"extensionId":"${extensionId}","name":${quoted(name)}}`,
  );
}

function remembered(key: Party | readonly Party[], textOf: () => string): string {
  const text = known.get(key);
  if (text !== undefined) return text;
  const made = textOf();
  known.set(key, made);
  return made;
}

/** What JSON has as it is: no control characters, no quotes, and nothing that may be half a character. */
const plain = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;

function quoted(text: string): string {
  return plain.test(text) ? `"${text}"` : JSON.stringify(text);
}
