/** The commands that the welcome text shows are pasted as they are, and do what they say. */

import assert from 'node:assert/strict';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { shell } from './beckon-command.ts';
import { mine, signIn } from './person.ts';
import { newFolder, projectFolder, startServer } from './server-process.ts';

/** A folder as somebody has it who uses the SDK; its data folder's name is as awkward as names get. */
const folder = newFolder();
symlinkSync(join(projectFolder, 'node_modules'), join(folder, 'node_modules'));
const server = await startServer({ cwd: folder, dataDir: "Maya's data" });
after(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const parties = ['101', '102', '103'];

/** The indented lines below the heading that begins so. */
function linesBelow(heading: string): string {
  const [, rest = ''] = server.output().split(heading);
  const lines = rest.split('\n').slice(1);
  const from = lines.findIndex((line) => line.startsWith('  '));
  assert.ok(from >= 0, `nothing is shown below "${heading}"`);
  const to = lines.findIndex((line, index) => index > from && !line.startsWith('  '));
  return lines.slice(from, to).join('\n');
}

async function subjectsHeldBy(number: string): Promise<unknown[]> {
  const person = await signIn(server, number);
  const list = await person.call<{ records: { subject: string }[] }>(`${mine}/message-store?direction=Inbound`);
  return list.body.records.map(({ subject }) => subject);
}

test('the welcome text names the address, the credentials and everyone in the company', () => {
  const output = server.output();
  assert.ok(output.includes(`is listening at ${server.url}\n`));
  assert.ok(output.includes("Maya's data/demo.env"));
  for (const number of [...parties, '104', '105', '106', '200', '201']) {
    assert.match(output, new RegExp(`^ +${number} +\\p{L}`, 'mu'));
  }
});

test('the curl lines of the welcome text, pasted into sh, send the page they show', async () => {
  const { code, stdout, stderr } = await shell(linesBelow('Send a page from 101 to 102 and 103'), { cwd: folder });
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
  const page = JSON.parse(stdout);
  assert.partialDeepStrictEqual(page, { subject: 'Hello!', from: { extensionNumber: '101' }, direction: 'Outbound' });
  assert.deepEqual(
    page.to.map((party: { extensionNumber: string }) => party.extensionNumber),
    parties,
  );
  for (const number of ['102', '103']) assert.deepEqual(await subjectsHeldBy(number), ['Hello!']);
});

test('the lines for @ringcentral/sdk, saved and run as the welcome text says, send the page they show', async () => {
  const heading = 'The same with @ringcentral/sdk';
  const [, command = ''] = /The same with @ringcentral\/sdk \((.+)\)\n/.exec(server.output()) ?? [];
  assert.match(command, / page\.mjs$/);
  writeFileSync(join(folder, 'page.mjs'), linesBelow(heading));
  const before = await subjectsHeldBy('103');
  const { code, stdout, stderr } = await shell(command, { cwd: folder });
  assert.equal(code, 0, stderr);
  assert.match(stdout, /subject: 'Hello!'/);
  assert.deepEqual(await subjectsHeldBy('103'), ['Hello!', ...before]);
});
