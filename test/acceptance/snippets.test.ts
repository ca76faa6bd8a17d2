/** The snippets that the developer's desk shows, run as whoever copies them would. */

import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { type Snippet, snippetsFor } from '../../web/src/developer/snippets.ts';
import { shell } from './beckon-command.ts';
import { call, mine, signIn } from './person.ts';
import { plainEnvironment, projectFolder, startServer } from './server-process.ts';
import { until } from './until.ts';

interface Mailbox {
  readonly records: readonly { subject: string; from: { extensionNumber: string } }[];
}

interface Demo {
  readonly serverUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly people: readonly { extensionNumber: string; jwt: string }[];
}

const server = await startServer();
const folder = mkdtempSync(join(tmpdir(), 'beckon-snippets-'));
// As if its packages had been installed here.
symlinkSync(join(projectFolder, 'node_modules'), join(folder, 'node_modules'));
const children = new Set<ChildProcess>();
after(async () => {
  for (const child of children) child.kill('SIGKILL');
  await server.close();
  rmSync(folder, { recursive: true });
});

/** Filled in for Jonas as the screen does it, from what the desk answers. */
const demo = (await call<Demo>(server, '/beckon/v1/demo')).body;
const jwt = demo.people.find(({ extensionNumber }) => extensionNumber === '102')?.jwt ?? '';
const snippets = snippetsFor({ ...demo, jwt, recipients: ['101', '103'] });
const all: readonly Snippet[] = Object.values(snippets).flat();
for (const { file, text } of all) writeFileSync(join(folder, file), text);

/** Whether Maya was paged with it, by Jonas. */
async function hasArrived(text: string): Promise<boolean> {
  const { body } = await (await signIn(server, '101')).call<Mailbox>(`${mine}/message-store`);
  return body.records.some(({ subject, from }) => subject === text && from.extensionNumber === '102');
}

async function run(commandLine: string): Promise<string> {
  const { code, stdout, stderr } = await shell(commandLine, { cwd: folder });
  assert.equal(code, 0, stderr);
  return stdout;
}

/** One that goes on until it is ended. */
function start(file: string): { output(): string } {
  const child = spawn(process.execPath, [file], { cwd: folder, env: plainEnvironment() });
  children.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => {
      output += chunk;
    });
  }
  return { output: () => output };
}

describe('signs in, sends a page and lists messages', () => {
  test('curl', async () => {
    const stdout = await run('sh page.sh');
    const [sent, list] = stdout.trim().split('\n');
    assert.equal(JSON.parse(sent ?? '').subject, 'Hello from curl');
    assert.equal(JSON.parse(list ?? '').records[0].subject, 'Hello from curl');
    assert.ok(await hasArrived('Hello from curl'));
  });

  test('@ringcentral/sdk', async () => {
    assert.match(await run('node page.mjs'), /Outbound Hello from JavaScript\n/);
    assert.ok(await hasArrived('Hello from JavaScript'));
  });

  test('@ringcentral/sdk with the .env file', async () => {
    assert.match(await run('node --env-file=.env page-env.mjs'), /Outbound Hello from the environment\n/);
    assert.ok(await hasArrived('Hello from the environment'));
  });
});

test('@ringcentral/subscriptions hears of its own page over a WebSocket', async () => {
  const { output } = start('listen.mjs');
  await until(() => output().includes('"newMessageIds":['), output());
  assert.match(output(), /Outbound Hello from a listener/);
  assert.ok(await hasArrived('Hello from a listener'));
});

test('the webhook snippet is told of its own page, or shows why its subscription was refused', async () => {
  const { output } = start('webhook.mjs');
  const end = /"newMessageIds":\[|\[deliveryMode\.transportType\] value is invalid/;
  const [found] = await until(() => end.exec(output()) ?? undefined, 'the page');
  if (found.startsWith('"newMessageIds"')) assert.ok(await hasArrived('Hello from a webhook'));
  else assert.equal(await hasArrived('Hello from a webhook'), false);
});

test('the .env file has the names that both SDKs’ documentation uses', () => {
  const [env] = snippets.env;
  const names = [...(env?.text ?? '').matchAll(/^(\w+)=\S+$/gm)].map((match) => match[1]);
  const ofTheServer = Object.keys(server.env).filter((name) => /^(RINGCENTRAL|RC)_/.test(name));
  assert.deepEqual(names.toSorted(), ofTheServer.toSorted());
});

test('Python reads its snippet without a complaint', async () => {
  const [python] = snippets.python;
  await promisify(execFile)('python3', ['-m', 'py_compile', join(folder, python?.file ?? '')]);
  assert.match(python?.text ?? '', /platform\.login\(jwt='eyJ[\w.-]+'\)/);
});

test('every snippet that needs the person’s JWT has it, and no other’s', () => {
  const others = demo.people.filter((person) => person.jwt !== jwt);
  for (const { id, text } of all) {
    assert.equal(text.includes(jwt), id !== 'from-env', id);
    for (const other of others) assert.ok(!text.includes(other.jwt), id);
  }
});
