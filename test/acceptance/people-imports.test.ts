/** `POST /beckon/v1/people-imports` and the list of Departments with their people, as an administrator's screens use them. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { call, jwtGrant, type Person, signIn, type Tokens } from './person.ts';
import { startServer } from './server-process.ts';

const server = await startServer();
after(() => server.close());
let maya: Person;
before(async () => {
  maya = await signIn(server, '101');
});

interface Import {
  readonly isApplied: boolean;
  readonly counts: Readonly<Record<'created' | 'updated' | 'kept' | 'refused', number>>;
  readonly records: readonly {
    readonly line: number;
    readonly id?: string;
    readonly extensionNumber: string;
    readonly action: string;
    readonly changes: readonly string[];
    readonly problems: readonly { column: string; value: string; reason: string }[];
    readonly invitation?: { uri: string; expirationTime: string };
  }[];
}

interface Refused {
  readonly errorCode: string;
  readonly errors: readonly { errorCode: string; message: string; parameterName?: string }[];
}

const headers = { 'content-type': 'text/csv' };
const importAs = <Body = Import>(person: Person, body: string | Uint8Array, query = '') =>
  person.call<Body>(`/beckon/v1/people-imports${query}`, { body, headers });

interface DepartmentList {
  readonly records: readonly { id: string; extensionNumber: string; memberIds: string[]; managerIds: string[] }[];
}

async function idsByNumber(): Promise<ReadonlyMap<string, string>> {
  const { body } = await maya.call<{ records: { id: number; extensionNumber: string }[] }>(
    '/restapi/v1.0/account/~/extension',
  );
  return new Map(body.records.map(({ id, extensionNumber }) => [extensionNumber, String(id)]));
}

const people = [
  'extensionNumber,firstName,type,departments',
  '310,Night Shift,Department,',
  '171,Ada,,310 201',
  '106,,,',
];

test('a dry run says line by line what would be done, and nothing is', async () => {
  const before = await idsByNumber();
  const { status, body } = await importAs(maya, people.join('\n'), '?dryRun=true&invite=true');
  assert.equal(status, 200);
  assert.deepEqual([body.isApplied, body.counts], [false, { created: 2, updated: 0, kept: 1, refused: 0 }]);
  assert.deepEqual(
    body.records.map(({ line, id, extensionNumber, action, changes }) => [
      line,
      id,
      extensionNumber,
      action,
      ...changes,
    ]),
    [
      [2, undefined, '310', 'Create'],
      [3, undefined, '171', 'Create', '+310', '+201'],
      [4, before.get('106'), '106', 'Keep'],
    ],
  );
  assert.ok(body.records.every(({ invitation }) => invitation === undefined));
  assert.deepEqual(await idsByNumber(), before);
});

test('every line that is wrong is named with the reason, and then the whole file is refused', async () => {
  const text = [
    'extensionNumber,firstName,type,status,departments',
    '172,Bo,,,',
    'x1,Cy,,,',
    '172,Di,,Asleep,',
    '172,Ed,,,',
    '102,,Department,,',
    '311,Depot,Department,,201',
    '103,,,,201 999',
    '101,,,Disabled,',
  ].join('\n');
  const { body } = await importAs(maya, text, '?dryRun=true');
  assert.deepEqual(
    body.records.map(({ line, action, problems }) => [
      line,
      action,
      ...problems.map(({ column, value, reason }) => `${column} ${value} ${reason}`),
    ]),
    [
      [2, 'Create'],
      [3, 'Refuse', 'extensionNumber x1 invalid-value'],
      [4, 'Refuse', 'status Asleep invalid-value'],
      [5, 'Refuse', 'extensionNumber 172 twice'],
      [6, 'Refuse', 'type 102 other-type'],
      [7, 'Refuse', 'departments 311 not-a-person'],
      [8, 'Refuse', 'departments 999 unknown-department'],
      [9, 'Refuse', 'status 101 last-administrator'],
    ],
  );
  const refused = await importAs<Refused>(maya, text);
  assert.deepEqual([refused.status, refused.body.errorCode], [400, 'InvalidParameter']);
  assert.equal(refused.body.errors.length, 7);
  for (const line of [3, 4, 5, 6, 7, 8, 9]) {
    assert.ok(
      refused.body.errors.some(({ message }) => message.startsWith(`Line ${line}: `)),
      `line ${line}`,
    );
  }
  assert.equal((await idsByNumber()).has('172'), false);
});

test('what is no people file is refused in a sentence', async () => {
  const files: readonly [string | Uint8Array, RegExp][] = [
    ['', /empty/],
    ['extensionNumber,surname\n180,New', /line 1, column 2: "surname" is the name of no column/],
    ['firstName\nAda', /no column "extensionNumber"/],
    ['extensionNumber,firstName\n180,"Ada', /line 2, column 2: a quote is opened here and never closed/],
    [Uint8Array.from([0x65, 0xff, 0xfe]), /not in UTF-8/],
  ];
  for (const [file, message] of files) {
    for (const query of ['', '?dryRun=true']) {
      const { status, body } = await importAs<Refused>(maya, file, query);
      assert.deepEqual([status, body.errorCode], [400, 'CMN-101'], String(file));
      assert.match(body.errors[0]?.message ?? '', message);
    }
  }
  const tooMany = await importAs<Refused>(maya, `extensionNumber\n${'0\n'.repeat(5001)}`, '?dryRun=true');
  assert.deepEqual([tooMany.status, tooMany.body.errorCode], [400, 'CMN-101']);
  assert.match(tooMany.body.errors[0]?.message ?? '', /more than 5000 people and Departments/);
  const asMany = await importAs(maya, `extensionNumber\n${'0\n'.repeat(5000)}`, '?dryRun=true');
  assert.deepEqual([asMany.status, asMany.body.counts.refused], [200, 5000]);
  const inMany = `extensionNumber,departments\n${`180,${'200 '.repeat(1000)}\n`.repeat(21)}`;
  const tooCrowded = await importAs<Refused>(maya, inMany, '?dryRun=true');
  assert.equal(tooCrowded.status, 400);
  assert.match(tooCrowded.body.errors[0]?.message ?? '', /more than 20000 places in Departments/);
  const asJson = await maya.call<Refused>('/beckon/v1/people-imports', { body: {} });
  assert.equal(asJson.status, 415);
  const tooLarge = await importAs<Refused>(maya, `extensionNumber\n${'1'.repeat(1024 * 1024)}`);
  assert.equal(tooLarge.status, 413);
});

test('of very many mistakes a refusal names the first thousand, a dry run all', async () => {
  const text = `extensionNumber\n${'0\n'.repeat(700)}173\n${'174\n'.repeat(701)}`;
  const refused = await importAs<Refused>(maya, text);
  assert.deepEqual([refused.status, refused.body.errors.length], [400, 1000]);
  assert.equal((await importAs(maya, text, '?dryRun=true')).body.counts.refused, 1400);
});

test('applied, it is done at once, audited, and each new person has a link that works', async () => {
  const { status, body, headers: answered } = await importAs(maya, people.join('\n'), '?invite=true');
  assert.equal(status, 200);
  assert.equal(answered.get('cache-control'), 'no-store');
  assert.deepEqual([body.isApplied, body.counts.created], [true, 2]);
  const links = body.records.map(({ extensionNumber, invitation }) => [extensionNumber, invitation !== undefined]);
  assert.deepEqual(links, [
    ['310', false],
    ['171', true],
    ['106', false],
  ]);
  const uri = body.records[1]?.invitation?.uri ?? '';
  assert.match(await (await fetch(uri)).text(), /Ada/);
  const ids = await idsByNumber();
  assert.equal(ids.get('171'), body.records[1]?.id);

  const { body: departments } = await maya.call<DepartmentList>('/beckon/v1/departments');
  const night = departments.records.find(({ extensionNumber }) => extensionNumber === '310');
  assert.deepEqual([night?.memberIds, night?.managerIds], [[ids.get('171')], []]);
  const desk = departments.records.find(({ extensionNumber }) => extensionNumber === '200');
  assert.deepEqual(desk?.memberIds.toSorted(), [ids.get('101'), ids.get('105')].toSorted());
  assert.deepEqual(desk?.managerIds, [ids.get('101')]);

  const { body: trail } = await maya.call<{ records: { action: string }[] }>('/beckon/v1/audit');
  assert.deepEqual(
    trail.records.slice(0, 4).map(({ action }) => action),
    ['invite', 'create-extension', 'create-extension', 'import-people'],
  );
  const again = await importAs(maya, people.join('\n'), '?invite=true');
  assert.deepEqual(again.body.counts, { created: 0, updated: 0, kept: 3, refused: 0 });
});

test('whoever leaves a Department is no longer listed in it', async () => {
  await importAs(maya, 'extensionNumber,departments\n171,310');
  const ids = await idsByNumber();
  const { body } = await maya.call<DepartmentList>('/beckon/v1/departments?perPage=1&page=2');
  const nursing = body.records[0];
  assert.equal(nursing?.extensionNumber, '201');
  assert.equal(nursing?.memberIds.includes(ids.get('171') ?? ''), false);
});

test('only an administrator may import', async () => {
  const jonas = await signIn(server, '102');
  for (const query of ['', '?dryRun=true']) {
    const { status, body } = await importAs<Refused>(jonas, people.join('\n'), query);
    assert.deepEqual([status, body.errorCode], [403, 'CMN-408']);
  }
});

test('links come only through an app that may make invitations, and else nothing is done', async () => {
  const { body: app } = await maya.call<{ clientId: string; clientSecret: string }>('/beckon/v1/apps', {
    body: { name: 'Import', grants: [jwtGrant], scopes: ['EditAccounts'] },
  });
  const pair = Buffer.from(`${app.clientId}:${app.clientSecret}`).toString('base64');
  const { body: tokens } = await call<Tokens>(server, '/restapi/oauth/token', {
    headers: { authorization: `Basic ${pair}` },
    body: new URLSearchParams({ grant_type: jwtGrant, assertion: server.env.BECKON_JWT_101 ?? '' }),
  });
  const authorization = `Bearer ${tokens.access_token}`;
  const importing = (query: string) =>
    call<Refused>(server, `/beckon/v1/people-imports${query}`, {
      ...{ method: 'POST', body: 'extensionNumber\n190', headers: { ...headers, authorization } },
    });
  for (const query of ['?invite=true', '?invite=true&dryRun=true']) {
    const { status, text } = await importing(query);
    assert.equal(status, 403, text);
    assert.match(text, /CMN-401.*EditExtensions/);
  }
  assert.equal((await idsByNumber()).has('190'), false);
  assert.equal((await importing('')).status, 200);
  assert.equal((await idsByNumber()).has('190'), true);
});

test('whoever takes the right to import from themselves by one still has a link for each new person', async () => {
  const ids = await idsByNumber();
  const role = { method: 'PUT', body: { records: [{ id: '1' }] } };
  await maya.call(`/restapi/v1.0/account/~/extension/${ids.get('105')}/assigned-role`, role);
  const elena = await signIn(server, '105');
  const { status, body } = await importAs(
    elena,
    'extensionNumber,firstName,status\n105,,Disabled\n172,Vic,',
    '?invite=true',
  );
  assert.equal(status, 200);
  assert.match(await (await fetch(body.records[1]?.invitation?.uri ?? '')).text(), /Vic/);
  assert.equal((await elena.call('/beckon/v1/departments')).status, 401);
});
