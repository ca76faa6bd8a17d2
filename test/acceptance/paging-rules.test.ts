/** The rules of paging, each as a person meets it who uses the official SDK. */

import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { type ApiError, SDK } from '@ringcentral/sdk';
import { openTarget, type Target } from './server-process.ts';

const account = '/restapi/v1.0/account/~';
const mailbox = `${account}/extension/~`;

interface Message {
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
class Caller {
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
async function refusal(call: Promise<unknown>): Promise<[status: number, code: string, message: string]> {
  try {
    await call;
  } catch (error) {
    const response = (error as ApiError).response as unknown as Response;
    const { errors } = (await response.clone().json()) as { errors: { errorCode: string; message: string }[] };
    return [response.status, errors[0]?.errorCode ?? '', errors[0]?.message ?? ''];
  }
  throw new Error('the call was not refused');
}

const run = randomInt(1000, 9999);
let target: Target;
let maya: Caller;
const people = new Map<string, Caller>();
const ids = new Map<string, string>();
const departments: string[] = [];

function person(number: string): Caller {
  return people.get(number) as Caller;
}

/** A Department of the test's own, with these members. */
async function department(...members: string[]): Promise<string> {
  const extensionNumber = String(run * 100 + departments.length + 10);
  const contact = { firstName: `Team ${extensionNumber}` };
  const { id } = await maya.send('post', `${account}/extension`, { type: 'Department', extensionNumber, contact });
  ids.set(extensionNumber, String(id));
  departments.push(extensionNumber);
  if (members.length > 0) await move(extensionNumber, { added: members });
  return extensionNumber;
}

async function move(
  number: string,
  { added = [], removed = [] }: { added?: string[]; removed?: string[] },
): Promise<void> {
  await maya.send('post', `${account}/call-queues/${ids.get(number)}/bulk-assign`, {
    addedExtensionIds: added.map((one) => ids.get(one)),
    removedExtensionIds: removed.map((one) => ids.get(one)),
  });
}

async function setStatus(number: string, status: string): Promise<void> {
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
  for (const number of departments) await maya.send('delete', `${account}/extension/${ids.get(number)}`);
  await target.close();
});

describe('a Department', () => {
  test("'s page goes to its members, once each, and lists the Department", async () => {
    const [first, second] = [await department('102', '103'), await department('103', '104')];
    const text = `to two teams ${run}`;
    const sent = await maya.page([first, second, '102'], text);
    assert.equal(sent.pgToDepartment, true);
    assert.deepEqual(
      sent.to.map(({ extensionNumber }) => extensionNumber),
      ['101', '102', first, second],
    );
    for (const number of ['102', '103', '104']) {
      const { records } = await person(number).get<{ records: Message[] }>(`${mailbox}/message-store?perPage=max`);
      const copies = records.filter(({ subject }) => subject === text);
      assert.equal(copies.length, 1, number);
      assert.deepEqual(copies[0]?.to, sent.to);
    }
    assert.equal((await person('105').messages()).has(text), false);
  });

  test('with no members, or whose only member sends, is refused', async () => {
    const [empty, own] = [await department(), await department('105')];
    assert.deepEqual((await refusal(maya.page([empty], 'x'))).slice(0, 2), [400, 'MSG-316']);
    assert.deepEqual((await refusal(person('105').page([own], 'x'))).slice(0, 2), [400, 'MSG-316']);
  });

  test('cannot be sent as: its manager and an administrator are told so, others that it is not theirs', async () => {
    const number = await department('102');
    const id = ids.get(number);
    await maya.send('put', `/beckon/v1/departments/${id}/managers`, { extensionIds: [ids.get('103')] });
    const asDepartment = (number_: string) =>
      refusal(
        person(number_).send('post', `${account}/extension/${id}/company-pager`, {
          to: [{ extensionNumber: '104' }],
          text: 'x',
        }),
      );
    for (const one of ['101', '103']) {
      const [status, code, message] = await asDepartment(one);
      assert.deepEqual([status, code], [403, 'MSG-330']);
      assert.match(message, /Department extension type/);
    }
    assert.deepEqual((await asDepartment('102')).slice(0, 2), [403, 'CMN-404']);
    const byFrom = refusal(person('102').page(['104'], 'x', { from: { extensionNumber: number } }));
    assert.deepEqual((await byFrom).slice(0, 2), [403, 'MSG-330']);
  });
});

describe('someone Frozen', () => {
  test('refuses the whole page when named, and is skipped inside a Department; the sender can see it', async () => {
    const number = await department('105', '106');
    await setStatus('106', 'Frozen');
    try {
      const refused = `refused ${run}`;
      const [status, code, message] = await refusal(maya.page(['102', '106'], refused));
      assert.deepEqual([status, code], [400, 'MSG-324']);
      assert.match(message, /106/);
      assert.equal((await person('102').messages()).has(refused), false);

      const sent = await maya.page([number], `skipping ${run}`);
      const delivery = await maya.get<{
        reached: { extensionNumber: string }[];
        skipped: { extensionNumber: string; reason: string }[];
      }>(`/beckon/v1/messages/${sent.id}/delivery`);
      assert.deepEqual(
        delivery.reached.map(({ extensionNumber }) => extensionNumber),
        ['105'],
      );
      assert.deepEqual(
        delivery.skipped.map(({ extensionNumber, reason }) => [extensionNumber, reason]),
        [['106', 'Frozen']],
      );
      // The SDK meets the 401 by renewing its token, which is refused as well.
      const signedOut = await refusal(person('106').get(`${mailbox}/message-store`));
      assert.deepEqual(signedOut.slice(0, 2), [400, 'OAU-213']);
    } finally {
      await setStatus('106', 'Enabled');
    }
    await person('106').signIn(target.env.BECKON_JWT_106);
    assert.equal((await person('106').messages()).has(`skipping ${run}`), false, 'sent meanwhile, never arrives');
  });
});

describe('whoever leaves a Department', () => {
  test('can neither read its threads nor reply, and can again when back', async () => {
    const number = await department('103', '104');
    const text = `before ${run}`;
    await maya.page([number], text);
    const held = await person('104').message(text);
    const answer = `answer ${run}`;
    await person('104').page([], answer, { replyOn: held.id });

    await move(number, { removed: ['104'] });
    const left = await person('104').messages();
    assert.deepEqual([left.has(text), left.has(answer)], [false, false]);
    for (const path of [held.uri, `${held.uri}/content/1`, held.conversation.uri]) {
      assert.equal((await refusal(person('104').get(path)))[0], 404, path);
    }
    const reply = refusal(person('104').page([], 'x', { replyOn: held.id }));
    assert.deepEqual((await reply).slice(0, 2), [403, 'MSG-326']);
    await maya.page([], `meanwhile ${run}`, { replyOn: (await maya.message(text)).id });

    await move(number, { added: ['104'] });
    const again = await person('104').message(text);
    assert.ok(again.lastModifiedTime > held.lastModifiedTime);
    const back = await person('104').messages();
    assert.deepEqual([back.has(answer), back.has(`meanwhile ${run}`)], [true, false]);
    await person('104').page([], `back ${run}`, { replyOn: held.id });
  });

  test('and whoever joins it sees what comes from then on', async () => {
    const number = await department('103');
    await maya.page([number], `past ${run}`);
    await move(number, { added: ['105'] });
    await maya.page([], `new ${run}`, { replyOn: (await maya.message(`past ${run}`)).id });
    const seen = await person('105').messages();
    assert.deepEqual([seen.has(`past ${run}`), seen.has(`new ${run}`)], [false, true]);
    await person('105').page([], `from the new member ${run}`, {
      replyOn: (await person('105').message(`new ${run}`)).id,
    });
  });
});

describe('a thread', () => {
  test('takes replies from its participants only, to its participants only', async () => {
    const text = `thread ${run}`;
    const sent = await maya.page(['102', '103'], text);
    const copy = await person('102').message(text);
    // As clients reply: to the sender and everyone who was listed.
    const reply = await person('102').page(['101', '101', '102', '103'], `reply ${run}`, { replyOn: copy.id });
    assert.equal(reply.conversationId, sent.conversationId);
    assert.equal((await person('103').message(`reply ${run}`)).conversationId, sent.conversationId);
    const outsider = refusal(person('102').page(['104'], 'x', { replyOn: copy.id }));
    assert.deepEqual((await outsider).slice(0, 2), [400, 'CMN-101']);
    const notHeld = refusal(person('104').page([], 'x', { replyOn: copy.id }));
    assert.deepEqual((await notHeld).slice(0, 2), [400, 'CMN-102']);
  });

  test('shows its participants through the link that messages carry, and its originator can change them', async () => {
    const text = `list ${run}`;
    await person('102').page(['103'], text);
    const { conversation, conversationId } = await person('103').message(text);
    const numbers = async () => {
      const { participants } = await person('103').get<{ participants: { extensionNumber: string; kind: string }[] }>(
        conversation.uri,
      );
      return participants.map(({ extensionNumber, kind }) => `${extensionNumber} ${kind}`);
    };
    assert.deepEqual(await numbers(), ['102 Explicit', '103 Explicit']);
    const change = (by: string, body: object) =>
      person(by).send('post', `/beckon/v1/conversations/${conversationId}/participants`, body);
    assert.deepEqual((await refusal(change('103', { addedExtensionIds: [ids.get('104')] }))).slice(0, 2), [
      403,
      'CMN-408',
    ]);
    await change('102', { addedExtensionIds: [ids.get('104')] });
    assert.deepEqual(await numbers(), ['102 Explicit', '103 Explicit', '104 Explicit']);
    await change('102', { removedExtensionIds: [ids.get('103')] });
    assert.equal((await refusal(person('103').get(conversation.uri)))[0], 404);
    assert.equal((await person('103').messages()).has(text), false);
  });
});
