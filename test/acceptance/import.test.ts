/** `beckon import` beside a running server: what a people file says becomes true at once, all of it or none. */

import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { beckon, type Ended } from './beckon-command.ts';
import { mine, signIn } from './person.ts';
import { newFolder, startServer } from './server-process.ts';

const server = await startServer();
const folder = newFolder();
after(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

function importFile(name: string, text: string, ...flags: string[]): Promise<Ended> {
  const file = join(folder, name);
  writeFileSync(file, text);
  return beckon(['import', file, '--data', server.dataDir, ...flags]);
}

/** Whoever holds a number now: their names. */
async function namesAt(extensionNumber: string): Promise<string[]> {
  const maya = await signIn(server, '101');
  const path = `/restapi/v1.0/account/~/extension?extensionNumber=${extensionNumber}`;
  const { body } = await maya.call<{ records: { name: string }[] }>(path);
  return body.records.map(({ name }) => name);
}

const people = [
  'extensionNumber,firstName,lastName,type,departments',
  '300,Night Shift,,Department,',
  '107,Ada,Novak,,300 201',
  '106,,,,300',
].join('\n');

test('a dry run prints the plan and changes nothing; the import does it; a second one has nothing left', async () => {
  const plan = 'create  300  Night Shift\ncreate  107  Ada Novak  +300 +201\n';
  const dry = await importFile('people.csv', people, '--dry-run');
  assert.equal(dry.code, 0);
  assert.ok(dry.stdout.startsWith(plan), dry.stdout);
  assert.deepEqual([await namesAt('107'), await namesAt('300')], [[], []]);

  const done = await importFile('people.csv', people);
  assert.ok(done.stdout.startsWith(plan), done.stdout);
  assert.deepEqual([await namesAt('107'), await namesAt('300')], [['Ada Novak'], ['Night Shift']]);
  const body = { to: [{ extensionNumber: '300' }], text: 'To the night shift' };
  assert.equal((await (await signIn(server, '101')).call(`${mine}/company-pager`, { body })).status, 200);
  const sam = await signIn(server, '106');
  const { body: list } = await sam.call<{ records: { subject: string }[] }>(`${mine}/message-store`);
  assert.equal(list.records[0]?.subject, body.text);

  const again = await importFile('people.csv', people);
  assert.deepEqual([again.code, again.stdout], [0, '0 to create, 0 to update, 3 to keep\n']);
});

test('a file with one wrong line changes nothing, and the line is named', async () => {
  const wrong = await importFile('wrong.csv', 'extensionNumber,firstName,departments\n108,Bo,\n109,Cy,999\n');
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /nothing was imported\n.*Line 3.*999/);
  assert.deepEqual(await namesAt('108'), []);
});

test('JSON does the same, and takes someone out of every Department', async () => {
  const { code, stdout } = await importFile('people.json', '[{"extensionNumber":106,"departments":[]}]');
  assert.equal(code, 0);
  assert.match(stdout, /^update {2}106 .*-300/);
});
