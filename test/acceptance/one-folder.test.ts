/** A data folder has one server, whoever starts a second; what lies in it for others is true or absent. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { beckon } from './beckon-command.ts';
import { newFolder, plainEnvironment, projectFolder, startServer } from './server-process.ts';
import { until } from './until.ts';

const server = await startServer();
const folder = newFolder();
after(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const envLines = (file: string) => readFileSync(file, 'utf8').split('\n');

test('a second server on a folder is refused and names the first, which goes on; commands work beside it', async () => {
  const before = envLines(server.envFile);
  for (const command of ['serve', 'init']) {
    const { code, stdout, stderr } = await beckon([command, '--port', '0', '--data', server.dataDir]);
    assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
    const naming = new RegExp(`is in use by beckon serve, process ${server.pid} at ${server.url}, since 2\\d{3}-`);
    assert.match(stderr, naming);
  }
  assert.deepEqual(envLines(server.envFile), before);
  assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
  assert.equal((await beckon(['audit', 'verify', '--data', server.dataDir])).code, 0);
  assert.equal((await beckon(['invite', '104', '--data', server.dataDir])).code, 0);
});

test('a copy of the folder of a running server can be served beside it', async () => {
  const dataDir = join(folder, 'copy');
  cpSync(server.dataDir, dataDir, { recursive: true });
  const other = await startServer({ dataDir });
  try {
    assert.equal((await fetch(`${other.url}/readyz`)).status, 200);
  } finally {
    await other.close();
  }
});

test('demo.env is away while nobody listens: after a stop, and after a start that failed where a killed server left one', async () => {
  await server.stop();
  assert.equal(existsSync(server.envFile), false);
  await server.start();
  await server.kill9();
  assert.equal(existsSync(server.envFile), true);
  const taken = await startServer();
  const port = new URL(taken.url).port;
  const { code, stderr } = await beckon(['serve', '--port', port, '--data', server.dataDir]);
  assert.equal(code, 1);
  assert.match(stderr, /another program listens on that port/);
  assert.equal(existsSync(server.envFile), false);
  await taken.close();
  await server.start();
});

test('of two that found a company in one folder at the same time one is refused, and there is one company', async () => {
  const data = join(folder, 'founded');
  const about = ['--company', 'Clinic', '--number', '100', '--name', 'Ada Novak', '--email', 'ada@clinic.example'];
  const both = await Promise.all([1, 2].map(() => beckon(['init', '--data', data, ...about])));
  assert.deepEqual(both.map(({ code }) => code).sort(), [0, 2]);
  assert.match(both.find(({ code }) => code === 2)?.stderr ?? '', /in use by beckon init|holds a company already/);
  const { stdout } = await beckon(['audit', 'list', '--data', data]);
  assert.equal(stdout.match(/found-account/g)?.length, 1);
});

test('a folder that cannot be written is refused at once, by its name', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  for (const data of [join(file, 'data'), '/proc/beckon']) {
    const { code, stderr } = await beckon(['serve', '--port', '0', '--data', data]);
    assert.equal(code, 2, stderr);
    assert.ok(stderr.startsWith(`beckon: the data folder ${data} cannot be written`), stderr);
  }
});

test('whoever started it with npm ends it by ending npm', async () => {
  const data = join(folder, 'npm');
  const env = { ...plainEnvironment(), PATH: `${join(process.execPath, '..')}:${process.env.PATH}` };
  const npm = spawn('npm', ['start', '--', '--port', '0', '--data', data], {
    cwd: projectFolder,
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(npm, 'exit');
  let said = '';
  npm.stdout.on('data', (chunk) => {
    said += chunk;
  });
  await until(() => said.includes('is listening'), 'the server to listen');
  npm.stdout.destroy();
  const inUse = join(data, 'in-use.txt');
  const pid = Number(/process (\d+)/.exec(readFileSync(inUse, 'utf8'))?.[1]);
  npm.kill('SIGTERM');
  await ended;
  await until(() => !existsSync(inUse), 'the server to end');
  await until(() => !isRunning(pid), 'the process to be gone');
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
