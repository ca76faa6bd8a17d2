/** A company to hold the rules of paging against: its people, each signed in with the official SDK. */

import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { after, before } from 'node:test';
import { type ApiError, SDK } from '@ringcentral/sdk';
import { openTarget, type Target } from './server-process.ts';

export const account = '/restapi/v1.0/account/~';
export const mailbox = `${account}/extension/~`;

export interface Message {
  readonly id: number;
  readonly uri: string;
  readonly subject: string;
  readonly to: readonly { readonly extensionNumber: string }[];
  readonly conversationId: number;
  readonly conversation: { readonly uri: string };
  readonly lastModifiedTime: string;
  readonly pgToDepartment: boolean;
}

/** One person, signed in with the SDK. */
export class Caller {
  private readonly platform: ReturnType<SDK['platform']>;

  constructor({ env, url }: Target, number: string) {
    this.platform = new SDK({
      server: url,
      clientId: env.RINGCENTRAL_CLIENT_ID ?? '',
      clientSecret: env.RINGCENTRAL_CLIENT_SECRET ?? '',
      cachePrefix: `rules-${number}-${randomInt(2 ** 40)}`,
    }).platform();
  }

  async signIn(jwt: string | undefined): Promise<this> {
    await this.platform.login({ jwt: jwt ?? '' });
    return this;
  }

  async get<T>(path: string): Promise<T> {
    return (await (await this.platform.get(path)).json()) as T;
  }

  async send(method: 'post' | 'put' | 'delete', path: string, body?: object): Promise<Record<string, unknown>> {
    const response = await this.platform[method](path, body);
    return response.status === 204 ? {} : ((await response.json()) as Record<string, unknown>);
  }

  async page(to: readonly string[], text: string, more: object = {}): Promise<Message> {
    const body = { to: to.map((extensionNumber) => ({ extensionNumber })), text, ...more };
    return (await this.send('post', `${mailbox}/company-pager`, body)) as unknown as Message;
  }

  /** Sends under an idempotency key. */
  async pageOnce(key: string, to: readonly string[], text: string): Promise<Message> {
    const body = { to: to.map((extensionNumber) => ({ extensionNumber })), text };
    const headers = { 'idempotency-key': key };
    const response = await this.platform.send({ method: 'POST', url: `${mailbox}/company-pager`, body, headers });
    return (await response.json()) as Message;
  }

  /** What this person may read, by text. */
  async messages(): Promise<Map<string, Message>> {
    const { records } = await this.get<{ records: Message[] }>(`${mailbox}/message-store?perPage=max`);
    return new Map(records.map((message) => [message.subject, message]));
  }

  async message(text: string): Promise<Message> {
    const found = (await this.messages()).get(text);
    assert.ok(found, `"${text}" is not there`);
    return found;
  }
}

/** Waits for a call to be refused, and gives status and code. */
export async function refusal(call: Promise<unknown>): Promise<[status: number, code: string, message: string]> {
  try {
    await call;
  } catch (error) {
    const response = (error as ApiError).response as unknown as Response;
    const { errorCode, errors } = (await response.clone().json()) as {
      errorCode: string;
      errors: { errorCode: string; message: string }[];
    };
    // The vendor's own sender of messages shows nothing otherwise.
    if (errors[0]?.errorCode.startsWith('MSG-')) assert.equal(errorCode, errors[0].errorCode);
    return [response.status, errors[0]?.errorCode ?? '', errors[0]?.message ?? ''];
  }
  throw new Error('the call was not refused');
}

/** Makes the texts and numbers of this run different from those of every other. */
export const run = randomInt(1000, 9999);
/** The administrator. */
export let maya: Caller;
let target: Target;
const people = new Map<string, Caller>();
/** Of everyone, by number. */
export const ids = new Map<string, string>();
/** The ids of the tests' own extensions that still are there. */
const own = new Set<string>();
let made = 0;

export function person(number: string): Caller {
  return people.get(number) as Caller;
}

/** An extension of the tests' own, deleted at the end at the latest. Gives its id. */
export async function createExtension(extensionNumber: string, more: object = {}): Promise<string> {
  const { id } = await maya.send('post', `${account}/extension`, { extensionNumber, ...more });
  own.add(String(id));
  ids.set(extensionNumber, String(id));
  return String(id);
}

export async function deleteExtension(id: string): Promise<void> {
  own.delete(id);
  await maya.send('delete', `${account}/extension/${id}`);
}

/** A Department of the test's own, with these members. Gives its number. */
export async function department(...members: string[]): Promise<string> {
  const extensionNumber = String(run * 100 + 10 + made++);
  await createExtension(extensionNumber, { type: 'Department', contact: { firstName: `Team ${extensionNumber}` } });
  if (members.length > 0) await move(extensionNumber, { added: members });
  return extensionNumber;
}

export async function move(
  number: string,
  { added = [], removed = [] }: { added?: string[]; removed?: string[] },
): Promise<void> {
  await maya.send('post', `${account}/call-queues/${ids.get(number)}/bulk-assign`, {
    addedExtensionIds: added.map((one) => ids.get(one)),
    removedExtensionIds: removed.map((one) => ids.get(one)),
  });
}

export function numbersIn(list: readonly { readonly extensionNumber: string }[]): string[] {
  return list.map(({ extensionNumber }) => extensionNumber);
}

/** Signs someone in again with the JWT they have always had. */
export async function signInAgain(number: string): Promise<void> {
  await person(number).signIn(target.env[`BECKON_JWT_${number}`]);
}

export async function setStatus(number: string, status: string): Promise<void> {
  await maya.send('put', `${account}/extension/${ids.get(number)}`, { status });
}

before(async () => {
  target = await openTarget();
  for (const number of ['101', '102', '103', '104', '105', '106']) {
    people.set(number, await new Caller(target, number).signIn(target.env[`BECKON_JWT_${number}`]));
  }
  maya = person('101');
  const { records } = await maya.get<{ records: { id: number; extensionNumber: string }[] }>(`${account}/extension`);
  for (const { id, extensionNumber } of records) ids.set(extensionNumber, String(id));
});

after(async () => {
  try {
    for (const id of [...own]) await deleteExtension(id);
  } finally {
    await target.close();
  }
});
