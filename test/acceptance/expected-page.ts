/** What the documents of a page look like to each of its parties, down to the last field. */

import assert from 'node:assert/strict';
import { mine, signIn } from './person.ts';
import { peopleNumbers, type Target } from './server-process.ts';

/** The account's people as the directory names them. */
export interface Company {
  readonly accountId: number;
  readonly accountUri: string;
  party(number: string): { extensionNumber: string; extensionId: string; name: string };
}

interface ListedExtension {
  readonly id: number;
  readonly extensionNumber: string;
  readonly name: string;
}

export async function readCompany(target: Target): Promise<Company> {
  const administrator = await signIn(target, '101');
  const account = await administrator.call<{ id: number }>('/restapi/v1.0/account/~');
  const listed = await administrator.call<{ records: ListedExtension[] }>(
    '/restapi/v1.0/account/~/extension?perPage=max',
  );
  const parties = new Map(
    listed.body.records.map(({ id, extensionNumber, name }) => [
      extensionNumber,
      { extensionNumber, extensionId: String(id), name },
    ]),
  );
  const missing = peopleNumbers.filter((number) => !parties.has(number));
  assert.deepEqual(missing, [], 'the company lacks people that the suite needs');
  return {
    accountId: account.body.id,
    accountUri: `${target.url}/restapi/v1.0/account/${account.body.id}`,
    party: (number) => {
      const party = parties.get(number);
      assert.ok(party, `there is no extension ${number}`);
      return party;
    },
  };
}

/** The fields of an answer that the suite follows; the rest is compared whole. */
export interface Page {
  readonly id: number;
  readonly uri: string;
  readonly conversationId: number;
  readonly creationTime: string;
  readonly lastModifiedTime: string;
  readonly attachments: readonly { readonly uri: string }[];
}

export interface PageList {
  readonly records: readonly Page[];
}

export interface Copy {
  readonly holder: string;
  readonly direction: 'Inbound' | 'Outbound';
  readonly from: string;
  /** Everyone that the answer lists, in its order. */
  readonly to: readonly string[];
  readonly text: string;
}

/** The answer to sending: ids and times are the server's to choose, all else follows. */
export function expectedSentPage(
  target: Target,
  company: Company,
  { id, conversationId, creationTime, lastModifiedTime }: Page,
  { holder, direction, from, to, text }: Copy,
) {
  const uri = `${company.accountUri}/extension/${company.party(holder).extensionId}/message-store/${id}`;
  return {
    uri,
    id,
    to: to.map(company.party),
    from: company.party(from),
    type: 'Pager',
    creationTime,
    readStatus: 'Unread',
    priority: 'Normal',
    attachments: [{ id: 1, uri: `${uri}/content/1`, type: 'Text', contentType: 'text/plain' }],
    direction,
    availability: 'Alive',
    subject: text,
    messageStatus: direction === 'Outbound' ? 'Sent' : 'Received',
    conversationId,
    conversation: {
      id: String(conversationId),
      uri: `${target.url}/restapi/v1.0/conversation/${conversationId}`,
    },
    lastModifiedTime,
    pgToDepartment: false,
  };
}

/** A message as its holder's mailbox shows it. */
export function expectedMessage(target: Target, company: Company, page: Page, copy: Copy) {
  return { ...expectedSentPage(target, company, page, copy), extensionId: company.party(copy.holder).extensionId };
}

/** Ids are whole numbers below 2^53, and times are ISO 8601 in UTC to the millisecond. */
export function assertIdsAndTimes({ id, conversationId, creationTime, lastModifiedTime }: Page): void {
  for (const number of [id, conversationId])
    assert.ok(Number.isSafeInteger(number) && number > 0, `${number} is no id`);
  for (const time of [creationTime, lastModifiedTime]) {
    assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.equal(new Date(time).toISOString(), time);
  }
}

/** Everything in the caller's mailbox that belongs to one conversation, newest first. */
export function conversationPath(conversationId: number): string {
  return `${mine}/message-store?conversationId=${conversationId}`;
}
