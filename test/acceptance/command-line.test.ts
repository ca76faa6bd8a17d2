/** The `beckon` command as a person types it: its help, its credentials, and what it says to mistakes. */

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { beckon } from './beckon-command.ts';
import { newFolder, startServer } from './server-process.ts';

const server = await startServer();
const folder = newFolder();
after(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const flags = [
  'port',
  'host',
  'data',
  'public-url',
  'country',
  'log-level',
  'time-zone',
  'max-recipients',
  'max-thread-age-days',
  'rate-limits',
  'export-days',
  'max-sessions',
  'tls-cert',
  'tls-key',
  'behind-proxy',
  'trusted-proxies',
  'sweep-seconds',
  'drain-seconds',
  'drain-grace-seconds',
  'webhook-max-age-hours',
  'allow-private-addresses',
  'metrics-port',
  'web-push',
];

test('--help lists every option on a line of its own, with its flag, its variable and what it does', async () => {
  const ways = [['--help'], ['-h'], ['help'], ['serve', '--help'], ['env', '--help']];
  for (const { code, stdout, stderr } of await Promise.all(ways.map((args) => beckon(args)))) {
    assert.equal(code, 0);
    assert.equal(stderr, '');
    const options = [...stdout.matchAll(/^ +--([a-z-]+)(?: [A-Z]+)? +(BECKON_[A-Z_]+) +\S.*$/gm)];
    assert.deepEqual(
      options.map(([, flag, variable]) => [flag, variable]),
      flags.map((flag) => [flag, `BECKON_${flag.replaceAll('-', '_').toUpperCase()}`]),
    );
    assert.equal([...stdout.matchAll(/^ +--/gm)].length, flags.length, 'an option is listed in another form');
  }
});

test('`beckon env` prints what demo.env holds, and nothing else', async () => {
  const { code, stdout, stderr } = await beckon(['env', '--data', server.dataDir]);
  assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: readFileSync(server.envFile, 'utf8'), stderr: '' });
  const byVariable = await beckon(['env'], { env: { BECKON_DATA: server.dataDir } });
  assert.equal(byVariable.stdout, stdout);
});

const mistakes: Readonly<Record<string, { args: string[]; env?: Record<string, string>; says: RegExp }>> = {
  'an unknown flag': { args: ['serve', '--prot', '0'], says: /--prot/ },
  'a port that is no number': { args: ['serve', '--port', 'x'], says: /--port .*"x"/ },
  'a port out of range': { args: ['serve', '--port=65536'], says: /--port .*65535.*"65536"/ },
  'a flag without its value': { args: ['serve', '--port'], says: /--port/ },
  'a flag for the value of another': { args: ['serve', '--port', '--data'], says: /--port/ },
  'an unknown log level': { args: ['serve', '--log-level', 'loud'], says: /--log-level .*info.*"loud"/ },
  'a public URL that is none': { args: ['serve', '--public-url', 'pages'], says: /--public-url .*"pages"/ },
  'a contact that is none': { args: ['serve', '--web-push', 'yes'], says: /--web-push .*"yes"/ },
  'a variable out of range': { args: ['serve'], env: { BECKON_MAX_RECIPIENTS: '0' }, says: /BECKON_MAX_RECIPIENTS/ },
  'an unknown command': { args: ['sevre'], says: /"sevre"/ },
  'a stray word': { args: ['serve', 'now'], says: /now/ },
  'an export without a file': { args: ['export'], says: /--out/ },
  'an export from a date that is none': {
    args: ['export', '--out', 'x.zip', '--from', 'soon'],
    says: /--from .*"soon"/,
  },
  'an export onto a file that is there': { args: ['export', '--out', 'package.json'], says: /package\.json/ },
  'an audit command that is none': { args: ['audit', 'forget'], says: /verify or list/ },
  'a head that is none': { args: ['audit', 'verify', '--head', '3'], says: /--head .*"3"/ },
  'the audit trail of a folder that is not there': { args: ['audit', 'verify', '--data', 'nowhere'], says: /nowhere/ },
  'the credentials of a demo never started': { args: ['env', '--data', 'nowhere'], says: /nowhere/ },
};
for (const [name, { args, env = {}, says }] of Object.entries(mistakes)) {
  test(`${name} ends beckon with code 2 and one line that names it`, async () => {
    const { code, stdout, stderr } = await beckon(args, { env: { BECKON_DATA: join(folder, 'mistaken'), ...env } });
    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.match(stderr, /^beckon: [^\n]+\n$/);
    assert.match(stderr, says);
    assert.ok(!existsSync(join(folder, 'mistaken')), 'something was written before the options were checked');
  });
}

test('a port in use is said in one line, and leaves nothing running', async () => {
  const { port } = new URL(server.url);
  const { code, stdout, stderr } = await beckon(['serve', '--port', port, '--data', join(folder, 'late')]);
  assert.equal(code, 1);
  assert.equal(stdout, '');
  assert.match(stderr, /^beckon: [^\n]*\bport\b[^\n]*\n$/);
});

test('a data file that is none is named in one line by every command, with what to do, and left as it is', async () => {
  const data = join(folder, 'foreign');
  const file = join(data, 'beckon.sqlite');
  mkdirSync(data);
  writeFileSync(file, 'Minutes of the meeting\n');
  for (const command of [['serve', '--port', '0'], ['init'], ['audit', 'verify']]) {
    const { code, stdout, stderr } = await beckon([...command, '--data', data]);
    assert.deepEqual([code, stdout], [1, '']);
    assert.equal(stderr, `beckon: ${file} is no data file of Beckon: name another folder with --data\n`);
  }
  assert.deepEqual(readdirSync(data), ['beckon.sqlite']);
  assert.equal(readFileSync(file, 'utf8'), 'Minutes of the meeting\n');
});
