/** Exports: asked for and downloaded by an administrator, or written by the operator, opened with the system's tools. */

import assert from 'node:assert/strict';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { beckon } from './beckon-command.ts';
import { contentOf, exportedPart, type Message, plainRow, rowOf } from './export-archive.ts';
import { type Answer, mine, type Person, signIn } from './person.ts';
import { assertRefused, type ErrorBody, plain } from './refusal.ts';
import { newFolder, peopleNumbers, type ServerProcess, startServer } from './server-process.ts';

interface Task extends ErrorBody {
  readonly id: string;
  readonly uri: string;
  readonly status: string;
  readonly dateTo: string;
}
interface Archives {
  readonly records: readonly { readonly size: number; readonly uri: string }[];
}
const reports = '/restapi/v1.0/account/~/message-store-report';
const past = '2020-01-01T00:00:00Z';

let server: ServerProcess;
const people: Record<string, Person> = {};
const folder = newFolder();

const as = (number: string): Person => people[number] as Person;

async function signEveryoneIn(): Promise<void> {
  for (const number of peopleNumbers) people[number] = await signIn(server, number);
}

before(async () => {
  server = await startServer();
  await signEveryoneIn();
});
after(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function send(from: string, to: readonly string[], text: string, replyOn?: number): Promise<Message> {
  const recipients = to.map((extensionNumber) => ({ extensionNumber }));
  const body = { to: recipients, text, ...(replyOn === undefined ? {} : { replyOn }) };
  const { status, body: message, text: said } = await as(from).call<Message>(`${mine}/company-pager`, { body });
  assert.equal(status, 200, said);
  return message;
}

async function ask(body: object = { dateFrom: past }): Promise<Task> {
  const { status, body: task, text } = await as('101').call<Task>(reports, { body });
  assert.equal(status, 202, text);
  return task;
}

async function finished({ uri }: Task): Promise<Task> {
  for (let turn = 0; turn < 1000; turn++) {
    const { body } = await as('101').call<Task>(uri);
    if (body.status === 'Completed' || body.status === 'Failed') return body;
    await delay(10);
  }
  throw new Error('the export never ended');
}

async function download(task: Task): Promise<string> {
  assert.equal((await finished(task)).status, 'Completed');
  const { body } = await as('101').call<Archives>(`${task.uri}/archive`);
  const [archive, ...others] = body.records;
  assert.ok(archive && others.length === 0);
  const response = await fetch(archive.uri, {
    headers: { authorization: `Bearer ${as('101').tokens.access_token}` },
  });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'application/zip');
  const bytes = new Uint8Array(await response.arrayBuffer());
  assert.equal(bytes.length, archive.size);
  const file = join(folder, `${task.id}.zip`);
  writeFileSync(file, bytes);
  return file;
}

/** The whole mailbox as the API shows it to its holder, oldest first, in the fields that an export has. */
async function shownTo(number: string): Promise<Message[]> {
  const query = `dateFrom=${past}&perPage=max&availability=Alive&availability=Deleted&availability=Purged`;
  const { body } = await as(number).call<{ records: Message[] }>(`${mine}/message-store?${query}`);
  return body.records.map(exportedPart).reverse();
}

describe('an export that an administrator asks for', () => {
  test('holds exactly what the API shows to each person, in both forms', async () => {
    const formulas = ['=HYPERLINK("http://x")', '+49 30', '-1', '@here', 'one\n=1+1', 'one\r=1+1', 'a;=1+1'];
    const texts = [...formulas, 'two\r\nlines, "quoted"', '𝕳 é 😀', "'plain", '007', '1/2'];
    for (const text of texts) await send('101', ['102', '104'], text);
    const { id } = await send('102', ['201', '105'], 'to the Department');
    await send('103', ['101'], 'to one');
    await send('102', ['105'], 'an answer', id);
    const [first, second, third] = await shownTo('104');
    await as('104').call(`${mine}/message-store/${first?.id}`, { method: 'PUT', body: { readStatus: 'Read' } });
    await as('104').call(`${mine}/message-store/${second?.id}`, { method: 'DELETE' });
    await as('104').call(`${mine}/message-store/${third?.id}?purge=true`, { method: 'DELETE' });

    const content = await contentOf(await download(await ask()));
    for (const number of peopleNumbers) {
      const shown = await shownTo(number);
      assert.deepEqual(content[number]?.messages ?? [], shown, `the mailbox of ${number}`);
      const rows = content[number]?.csv.map(plainRow) ?? [];
      assert.deepEqual(rows, shown.map(rowOf), `the mailbox of ${number} as CSV`);
    }
    const cells = content['104']?.csv ?? [];
    assert.ok(
      cells.every(({ id }) => /^'\d{12,}$/.test(id ?? '')),
      'a spreadsheet would make 3.2E+11 of an id',
    );
    const subjects = cells.map(({ subject }) => subject);
    for (const subject of ["'007", "'1/2", "one\n'=1+1", "a;'=1+1", "''plain"])
      assert.ok(subjects.includes(subject), subject);
    assert.deepEqual((await shownTo('104')).map(({ availability }) => availability).slice(0, 4), [
      ...['Alive', 'Deleted', 'Purged', 'Alive'],
    ]);
  });

  test('holds what its holder may read no longer', async () => {
    await send('101', ['201'], 'before 102 left');
    const { body } = await as('101').call<{ records: { id: string; extensionNumber: string }[] }>(
      '/restapi/v1.0/account/~/extension?perPage=max',
    );
    const idOf = (number: string) => body.records.find(({ extensionNumber }) => extensionNumber === number)?.id;
    const change = await as('101').call(`/restapi/v1.0/account/~/call-queues/${idOf('201')}/bulk-assign`, {
      body: { removedExtensionIds: [String(idOf('102'))] },
    });
    assert.equal(change.status, 204, change.text);
    const isThere = ({ subject }: Message) => subject === 'before 102 left';
    assert.equal((await shownTo('102')).some(isThere), false);
    const content = await contentOf(await download(await ask()));
    assert.equal(content['102']?.messages.some(isThere), true);
  });

  test('holds the span that was asked for, its bounds included, and nothing but pages', async () => {
    const inside = await send('105', ['106'], 'inside');
    await delay(2);
    await send('105', ['106'], 'late');
    const span = { dateFrom: inside.creationTime, dateTo: inside.creationTime };
    const content = await contentOf(await download(await ask(span)));
    const texts = content['106']?.messages.map(({ subject }) => subject) ?? [];
    assert.ok(texts.includes('inside') && !texts.includes('late'), `${texts}`);
    assert.deepEqual(await contentOf(await download(await ask({ dateFrom: past, messageTypes: ['Fax'] }))), {});
  });

  test('holds all that was sent before, and nothing sent after, while pages are being sent', async () => {
    const acknowledged: string[] = [];
    let isOver = false;
    let sent = 0;
    const sender = async () => {
      while (!isOver && sent < 5000) {
        const text = `busy ${sent++}`;
        await send('105', ['106'], text);
        acknowledged.push(text);
      }
    };
    const sending = Promise.all([sender(), sender(), sender()]);
    while (acknowledged.length < 100) await delay(5);
    const before_ = [...acknowledged];
    const task = await ask();
    const begunBy = sent;
    const { status } = await finished(task);
    isOver = true;
    await sending;
    assert.equal(status, 'Completed');
    const content = await contentOf(await download(task));
    const messages = content['106']?.messages.filter(({ subject }) => subject.startsWith('busy')) ?? [];
    const texts = new Set(messages.map(({ subject }) => subject));
    assert.equal(texts.size, messages.length, 'one is there twice');
    assert.deepEqual(
      before_.filter((text) => !texts.has(text)),
      [],
      'one that was acknowledged before is missing',
    );
    assert.ok(
      messages.every(({ subject }) => Number(subject.split(' ')[1]) < begunBy),
      'one sent after is there',
    );
    const ids = (list: readonly Message[]) => list.map(({ id }) => id);
    const shown = (await shownTo('106')).filter(({ id }) => id <= (messages.at(-1)?.id ?? 0));
    assert.deepEqual(ids(content['106']?.messages ?? []), ids(shown));
  });

  test('is listed for those who may export, newest first, with who asked and how large it became', async () => {
    const { id } = await finished(await ask());
    interface Listed extends ErrorBody {
      readonly records: readonly { id: string; status: string; extensionId: string; size: number }[];
    }
    const { body } = await as('101').call<Listed>('/beckon/v1/exports');
    const me = (await as('101').call<{ id: number }>(mine)).body.id;
    assert.partialDeepStrictEqual(body.records[0], { id, status: 'Completed', extensionId: String(me) });
    assert.ok((body.records[0]?.size ?? 0) > 0);
    assert.equal((await as('102').call<Listed>('/beckon/v1/exports')).body.errorCode, 'CMN-408');
  });

  test('and each download of it are in the audit trail, with who and when and which span', async () => {
    const task = await ask();
    await download(task);
    await download(task);
    const { body } = await as('101').call<{ records: { action: string; actorId: string; address: string }[] }>(
      `/beckon/v1/audit?target=${task.id}`,
    );
    assert.deepEqual(
      body.records.map(({ action }) => action),
      ['download-export', 'download-export', 'export-messages'],
    );
    assert.ok(body.records.every(({ address, actorId }) => address === '127.0.0.1' && /^\d+$/.test(actorId)));
  });

  test('is refused to everyone else, at each of its addresses', async () => {
    const task = await ask();
    await finished(task);
    const paths: [string, object?][] = [[reports, {}], [task.uri], [`${task.uri}/archive`], [`${task.uri}/archive/1`]];
    for (const [path, body] of paths) {
      const call = body === undefined ? {} : { body };
      assertRefused(await as('102').call<ErrorBody>(path, call), plain(403, 'CMN-408'));
    }
  });

  test('that does not exist is 404, and a span that is none 400', async () => {
    const { uri } = await ask();
    const get = (path: string): Promise<Answer<ErrorBody>> => as('101').call<ErrorBody>(path);
    assertRefused(await get(`${reports}/unknown`), plain(404, 'CMN-102', 'taskId'));
    assertRefused(await get(`${reports}/..%2F..%2Fbeckon/archive/1`), plain(404, 'CMN-102', 'taskId'));
    assertRefused(await get(`${uri}/archive/2`), plain(404, 'CMN-102', 'archiveId'));
    for (const [body, parameterName] of [
      [{ dateFrom: '2026-02-30' }, 'dateFrom'],
      [{ dateTo: 'soon' }, 'dateTo'],
      [{ dateFrom: '2026-01-02', dateTo: '2026-01-01' }, 'dateFrom'],
      [{ messageTypes: ['Letter'] }, 'messageTypes'],
    ] as const) {
      const answer = await as('101').call<ErrorBody & { parameterName: string }>(reports, { body });
      assert.deepEqual([answer.status, answer.body.parameterName], [400, parameterName]);
    }
  });

  test('is written after all when the server is killed right after it was asked for, and stays', async () => {
    const earlier = await ask();
    await finished(earlier);
    const task = await ask();
    await server.kill9();
    await server.start();
    await signEveryoneIn();
    const here = ({ id, ...rest }: Task): Task => ({ ...rest, id, uri: `${server.url}${reports}/${id}` });
    assert.equal((await finished(here(task))).status, 'Completed');
    assert.equal((await finished(here(earlier))).status, 'Completed');
    assert.ok((await contentOf(await download(here(task))))['101']);
  });
});

describe('`beckon export`', () => {
  const write = (name: string, ...args: string[]) =>
    beckon(['export', '--data', server.dataDir, '--out', join(folder, name), ...args]);

  test('writes the same beside a running server and without one, for its owner alone, and leaves an entry', async () => {
    const beside = await write('beside.zip');
    assert.equal(beside.code, 0, beside.stderr);
    const shown = await Promise.all(peopleNumbers.map(shownTo));
    await server.stop();
    const cold = await write('cold.zip', '--from', '2020-01-01');
    assert.equal(cold.code, 0, cold.stderr);
    const content = await contentOf(join(folder, 'beside.zip'));
    assert.deepEqual(await contentOf(join(folder, 'cold.zip')), content);
    for (const [index, number] of peopleNumbers.entries()) {
      if (number !== '102') assert.deepEqual(content[number]?.messages ?? [], shown[index], number);
    }
    const count = Object.values(content).reduce((sum, { messages }) => sum + messages.length, 0);
    assert.match(cold.stdout, new RegExp(`^${count} messages `));
    assert.equal(statSync(join(folder, 'cold.zip')).mode & 0o777, 0o600);
    const { stdout } = await beckon(['audit', 'list', '--count', '2', '--data', server.dataDir]);
    assert.equal([...stdout.matchAll(/^\d+\t\S+\toperator\t-\texport-messages\t-\t/gm)].length, 2, stdout);
  });
});
