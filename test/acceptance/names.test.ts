/** Names of whatever has one: what none may hold, what is taken out of one, and what a terminal shows of those kept of old. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import { beckon } from './beckon-command.ts';
import { mine, type Person, signIn } from './person.ts';
import { type ServerProcess, startServer } from './server-process.ts';

const account = '/restapi/v1.0/account/~';
const keys = {
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
};

let server: ServerProcess;
let maya: Person;
let numbers: ReadonlyMap<string, number>;

before(async () => {
  server = await startServer();
  maya = await signIn(server, '101');
  const { body } = await maya.call<{ records: { id: number; extensionNumber: string }[] }>(`${account}/extension`);
  numbers = new Map(body.records.map(({ id, extensionNumber }) => [extensionNumber, id]));
});
after(() => server.close());

interface Named {
  readonly of: string;
  readonly parameter: string;
  /** Gives the name, and says which one it has then. */
  readonly give: (name: string) => Promise<{ status: number; body: unknown; name: string | undefined }>;
}

function named(
  of: string,
  parameter: string,
  ask: (name: string) => { path: string; method?: string; body: object },
  read: (body: Record<string, never>) => string | undefined,
): Named {
  const give = async (name: string) => {
    const { path, ...call } = ask(name);
    const { status, body } = await maya.call<Record<string, never>>(path, call);
    return { status, body, name: status < 300 ? read(body) : undefined };
  };
  return { of, parameter, give };
}

let clientId = '';
const app = (name: string) => ({ name, redirectUris: ['https://app.example/in'] });
const all: readonly Named[] = [
  named(
    'a new person',
    'contact.firstName',
    (firstName) => ({ path: `${account}/extension`, body: { contact: { firstName } } }),
    ({ name }) => name,
  ),
  named(
    'a person',
    'contact.lastName',
    (lastName) => ({
      path: `${account}/extension/${numbers.get('104')}`,
      ...{ method: 'PUT', body: { contact: { firstName: '', lastName } } },
    }),
    ({ name }) => name,
  ),
  named(
    'a Department',
    'name',
    (name) => ({ path: `${account}/call-queues/${numbers.get('200')}`, method: 'PUT', body: { name } }),
    ({ name }) => name,
  ),
  named(
    'a new app',
    'name',
    (name) => ({ path: '/beckon/v1/apps', body: app(name) }),
    (body) => {
      clientId = body.clientId as unknown as string;
      return body.name;
    },
  ),
  named(
    'an app',
    'name',
    (name) => ({ path: `/beckon/v1/apps/${clientId}`, method: 'PUT', body: { name } }),
    ({ name }) => name,
  ),
  named(
    'a credential',
    'label',
    (label) => ({ path: '/beckon/v1/credentials', body: { label } }),
    ({ label }) => label,
  ),
  named(
    'a device',
    'name',
    (name) => ({ path: '/beckon/v1/push/devices', body: { name, endpoint: 'https://push.example/1', keys } }),
    ({ name }) => name,
  ),
];

for (const { of, parameter, give } of all) {
  test(`the name of ${of} keeps nothing that turns a direction, and is refused with what a terminal obeys`, async () => {
    const turned = await give('\u200eDesk\u202e \u2067غرفة\u2069\u061c');
    assert.deepEqual([turned.status < 300, turned.name], [true, 'Desk غرفة'], JSON.stringify(turned.body));
    for (const name of ['A\u001b[31mB', 'A\nB', 'A\u009b2JB', 'A\u2028B', 'A\u0007']) {
      const { status, body } = await give(name);
      const { parameterName } = body as { parameterName?: string };
      assert.deepEqual([status, parameterName], [400, parameter], JSON.stringify(name));
    }
  });
}

test('people files keep nothing that turns a direction, and name the line of what a terminal obeys', async () => {
  const bring = (text: string) =>
    maya.call<{ records: { line: number; name?: string; problems: { column: string }[] }[] }>(
      '/beckon/v1/people-imports?dryRun=true',
      { method: 'POST', headers: { 'content-type': 'text/csv' }, body: text },
    );
  const { body } = await bring('extensionNumber,firstName\n\u200e181\u200e,Desk\u202e\n182,"A\u001b[31m"\n');
  assert.deepEqual(
    body.records.map(({ line, name, problems }) => [line, name, problems.map(({ column }) => column)]),
    [
      [2, 'Desk', []],
      [3, undefined, ['firstName']],
    ],
  );
});

describe('names that were kept before they were looked at', () => {
  const wild = 'Evil\u001b]0;x\u0007\n\u202eDesk\u009b2J';
  const folder = mkdtempSync(join(tmpdir(), 'beckon-names-'));
  before(async () => {
    await server.stop();
    const data = new DatabaseSync(join(server.dataDir, 'beckon.sqlite'));
    data.prepare('UPDATE account SET name = ?').run(wild);
    data.prepare('UPDATE app SET name = ? WHERE client_id = ?').run(wild, clientId);
    data
      .prepare(
        `UPDATE extension SET name = ?1, contact = json_set(contact, '$.firstName', ?1) WHERE extension_number = '104'`,
      )
      .run(wild);
    data.close();
  });
  after(() => rmSync(folder, { recursive: true }));

  const people = join(folder, 'people.csv');
  const wrong = join(folder, 'wrong.csv');
  const commands: Readonly<Record<string, readonly string[]>> = {
    'apps list': ['apps', 'list'],
    'audit verify': ['audit', 'verify'],
    'audit list': ['audit', 'list'],
    'import --dry-run': ['import', people, '--dry-run'],
    'an import that is refused': ['import', wrong],
    invite: ['invite', '104', '--public-url', 'https://pages.example'],
    'a command that does not exist': [wild],
  };
  for (const [name, args] of Object.entries(commands)) {
    test(`move nothing on the terminal of ${name}`, async () => {
      writeFileSync(people, 'extensionNumber,jobTitle\n104,Matron\n');
      writeFileSync(wrong, `extensionNumber,firstName\n104,"${wild}"\n`);
      const { stdout, stderr } = await beckon([...args, '--data', server.dataDir]);
      const shown = stdout + stderr;
      assert.match(
        shown,
        name === 'audit list' ? /found-account/ : /Evil\\u001b\]0;x\\u0007(\\u000a|\n)(\\u202e)?Desk\\u009b2J/,
      );
      assert.doesNotMatch(shown, /(?![\t\n])\p{Cc}|\u202e/u);
    });
  }

  test('can be sent back as they were read, and are mended by that', async () => {
    await server.start();
    maya = await signIn(server, '101');
    const { body } = await maya.call<{ records: { clientId: string; name: string }[] }>('/beckon/v1/apps');
    const kept = body.records.find((one) => one.clientId === clientId);
    assert.equal(kept?.name, wild);
    const put = { method: 'PUT', body: { name: kept?.name } };
    const { status } = await maya.call(`/beckon/v1/apps/${clientId}`, put);
    assert.equal(status, 200);
    assert.equal((await maya.call(mine)).status, 200);
  });
});
