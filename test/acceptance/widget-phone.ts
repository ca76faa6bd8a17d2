/** What an app made with the vendor's widgets asks, in its order, and what it keeps of the answers; it reads nothing else. */

import assert from 'node:assert/strict';
import { mine, type Person, signIn } from './person.ts';
import { messageStore, RawSocket } from './raw-socket.ts';
import type { Target } from './server-process.ts';

export interface WidgetMessage {
  readonly id: number;
  readonly uri: string;
  readonly type: string;
  readonly subject: string;
  readonly direction: string;
  readonly readStatus: string;
  readonly availability: string;
  readonly messageStatus: string;
  readonly creationTime: string;
  readonly lastModifiedTime: string;
  readonly conversation: { readonly id: string };
  readonly from: { readonly extensionNumber: string };
  readonly to: readonly { readonly extensionNumber: string }[];
  readonly attachments: readonly { readonly uri: string }[];
}

interface Synced {
  readonly records: readonly WidgetMessage[];
  readonly syncInfo: { readonly syncToken: string; readonly syncType: string; readonly olderRecordsExist: boolean };
}

interface Contact {
  readonly id: string;
  readonly extensionNumber: string;
}

/** What it recognises a sync token by that is of no use any more. */
const outlivedTokenCodes = ['CMN-101', 'MSG-333'];
const markedAtOnce = 20;
const dayMs = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * dayMs).toISOString();
const account = '/restapi/v1.0/account/~';
const filters = [
  ...[mine, `${account}/directory/contacts`, messageStore, `${messageStore}/instant?type=SMS`],
  `${mine}/presence?detailedTelephonyState=true&sipData=true&totalActiveCalls`,
];

export class WidgetPhone {
  readonly person: Person;
  readonly socket: RawSocket;
  /** What each part of it was answered as it started. */
  readonly parts = new Map<string, unknown>();
  readonly messages = new Map<number, WidgetMessage>();
  contacts: readonly Contact[] = [];
  syncToken: string | undefined;

  private constructor(person: Person, socket: RawSocket) {
    this.person = person;
    this.socket = socket;
  }

  /** Rejects at the first part that does not become ready. */
  static async start(target: Target, number: string): Promise<WidgetPhone> {
    const person = await signIn(target, number);
    const phone = new WidgetPhone(person, await RawSocket.open(target, person));
    await phone.#load('devices', `${mine}/device?perPage=MAX&page=1`);
    await phone.#load('caller id', `${mine}/caller-id`);
    await phone.#load('extension', mine);
    await phone.#load('features', `${mine}/features`);
    await phone.#load('presence', `${mine}/presence?detailedTelephonyState=true&sipData=true&totalActiveCalls`);
    phone.contacts = await phone.#loadAll<Contact>(`${account}/directory/contacts`);
    phone.parts.set('plans', await phone.#loadAll(`${account}/dialing-plan`));
    await phone.#load('account', account);
    await phone.sync();
    await phone.socket.subscribe(...filters);
    return phone;
  }

  part<Part>(name: string): Part {
    return this.parts.get(name) as Part;
  }

  async #load(name: string, path: string): Promise<void> {
    this.parts.set(name, await this.#get(path));
  }

  async #get<Body>(path: string): Promise<Body> {
    const { status, text, body } = await this.person.call<Body>(path);
    assert.equal(status, 200, `${path}: ${text}`);
    return body;
  }

  async #loadAll<Item>(path: string): Promise<Item[]> {
    const all: Item[] = [];
    for (let page = 1, pages = 1; page <= pages; page += 1) {
      const list = await this.#get<{ records: Item[]; paging: { totalPages: number } }>(
        `${path}?perPage=MAX&page=${page}`,
      );
      pages = list.paging.totalPages;
      all.push(...list.records);
    }
    return all;
  }

  /** By the token that it has; from the beginning if that has outlived its time. */
  async sync(): Promise<Synced['syncInfo']> {
    const beginning = `recordCountPerConversation=15&syncType=FSync&recordCount=150&dateFrom=${daysAgo(90)}`;
    const going = `syncToken=${this.syncToken}&syncType=ISync`;
    const path = `${mine}/message-sync?${this.syncToken === undefined ? beginning : going}`;
    const { status, body, text } = await this.person.call<Synced & { errors: { errorCode: string }[] }>(path);
    if (status === 400 && body.errors.some(({ errorCode }) => outlivedTokenCodes.includes(errorCode))) {
      this.syncToken = undefined;
      this.messages.clear();
      return await this.sync();
    }
    assert.equal(status, 200, text);
    for (const record of body.records) this.keep(record);
    this.syncToken = body.syncInfo.syncToken;
    return body.syncInfo;
  }

  /** What is older than what it has is not looked at; what is deleted goes. */
  keep(message: WidgetMessage): void {
    const kept = this.messages.get(message.id);
    if (message.availability !== 'Alive') {
      this.messages.delete(message.id);
      return;
    }
    assert.match(message.uri, /\/extension\/\d+\/message-store\/\d+$/);
    if (!kept || Date.parse(kept.lastModifiedTime) < Date.parse(message.lastModifiedTime))
      this.messages.set(message.id, message);
  }

  conversation(id: string): WidgetMessage[] {
    return [...this.messages.values()].filter(({ conversation }) => conversation.id === id);
  }

  get unread(): WidgetMessage[] {
    return [...this.messages.values()].filter((one) => one.direction === 'Inbound' && one.readStatus !== 'Read');
  }

  /** Asks first what each number is; `undefined` if one of them is nobody's. */
  async send(numbers: readonly string[], text: string, replyOn?: number) {
    const originalStrings = numbers;
    const { isoCode } = this.part<{ regionalSettings: { homeCountry: { isoCode: string } } }>('extension')
      .regionalSettings.homeCountry;
    const parsed = await this.person.call<{
      homeCountry: { callingCode: string };
      phoneNumbers: { originalString: string; special: boolean; country?: { callingCode: string } }[];
    }>(`/restapi/v1.0/number-parser/parse?homeCountry=${isoCode}`, { body: { originalStrings } });
    assert.equal(typeof parsed.body.homeCountry.callingCode, 'string');
    const found = parsed.body.phoneNumbers.filter(
      ({ originalString, special }) =>
        !special && this.contacts.some(({ extensionNumber }) => extensionNumber === originalString),
    );
    if (found.length < numbers.length) return undefined;
    const to = found.map(({ originalString }) => ({ extensionNumber: originalString }));
    const body = { from: { extensionNumber: this.person.number }, to, text, ...(replyOn && { replyOn }) };
    return await this.person.call<WidgetMessage & { errorCode: string }>(`${mine}/company-pager`, { body });
  }

  /** Twenty at a time in the parts of one request; one by itself. */
  async mark(ids: readonly number[], readStatus: string): Promise<void> {
    for (let at = 0; at < ids.length; at += markedAtOnce) {
      const some = ids.slice(at, at + markedAtOnce);
      const path = `${messageStore}/${some.join(',')}`;
      if (some.length === 1) {
        this.keep((await this.person.call<WidgetMessage>(path, { method: 'PUT', body: { readStatus } })).body);
        continue;
      }
      const part = `--Boundary_1\r\nContent-Type: application/json\r\n\r\n${JSON.stringify({ readStatus })}\r\n`;
      const headers = { 'content-type': 'multipart/mixed; boundary=Boundary_1' };
      const body = `${part.repeat(some.length)}--Boundary_1--`;
      const { status, text } = await this.person.call(path, { method: 'PUT', headers, body });
      assert.equal(status, 207, text);
      const [summary = '', ...parts] = text.split(/--Boundary_\w+(?:--)?\s*/).slice(1, -1);
      const { response } = JSON.parse(summary.slice(summary.indexOf('{'))) as { response: { status: number }[] };
      for (const [index, one] of parts.entries())
        if (response[index]?.status === 200) this.keep(JSON.parse(one.slice(one.indexOf('{'))));
    }
  }

  /** Older than what it has: the newest of each conversation, or all of one. */
  async pageBack(query: string): Promise<readonly WidgetMessage[]> {
    const times = [...this.messages.values()].map(({ creationTime }) => creationTime).toSorted();
    const span = `dateFrom=${daysAgo(90)}&dateTo=${times[0] ?? new Date().toISOString()}`;
    return (await this.#get<Synced>(`${messageStore}?${query}&${span}`)).records;
  }

  async delete(query: string): Promise<void> {
    const { status, text } = await this.person.call(`${messageStore}${query}`, { method: 'DELETE' });
    assert.equal(status, 204, text);
  }
}
