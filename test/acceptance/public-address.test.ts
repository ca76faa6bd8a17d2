/** The public address: said once, then known to every command; and whoever opened another one is led to it. */

import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { beckon } from './beckon-command.ts';
import { Browser } from './browser.ts';
import { call } from './person.ts';
import { newFolder, startServer } from './server-process.ts';

const folder = newFolder();
after(() => rmSync(folder, { recursive: true, force: true }));

async function found(name: string, ...args: string[]) {
  const dataDir = join(folder, name);
  const who = ['--company', 'Clinic', '--number', '100', '--name', 'Ada Novak', '--email', 'ada@clinic.example'];
  const { code, stdout, stderr } = await beckon(['init', '--data', dataDir, ...who, ...args]);
  assert.equal(code, 0, stderr);
  return { dataDir, stdout, invite: (...more: string[]) => beckon(['invite', '100', '--data', dataDir, ...more]) };
}

test('what init is told, invite knows, until it is told otherwise', async () => {
  const { stdout, invite } = await found('told', '--public-url', 'https://pages.example/pager');
  assert.match(stdout, /\n {2}https:\/\/pages\.example\/pager\/beckon\/v1\/invitation\?token=\S+\n/);
  assert.match((await invite()).stdout, /^https:\/\/pages\.example\/pager\/beckon\/v1\/invitation\?token=\S+\n$/);
  assert.match((await invite('--public-url', 'http://127.0.0.1:1')).stdout, /^http:\/\/127\.0\.0\.1:1\//);
  assert.match((await invite()).stdout, /^https:\/\/pages\.example\/pager\//);
});

test('no link is made for an organisation before it is known where people reach it; a start makes it known', async (t) => {
  const { dataDir, stdout, invite } = await found('untold');
  assert.doesNotMatch(stdout, /127\.0\.0\.1|token=/);
  assert.ok(stdout.includes(`beckon invite 100 --data ${dataDir} --public-url`), stdout);
  assert.ok(stdout.includes(`"beckon serve --data ${dataDir}"`), stdout);
  const server = await startServer({ dataDir });
  await server.stop();
  const { code, stderr } = await invite();
  assert.equal(code, 2);
  assert.match(stderr, /not known yet: say it with --public-url/);

  const told = await startServer({ dataDir, argsAfter: ['--public-url', 'https://pages.example'] });
  t.after(() => told.close());
  assert.match((await invite()).stdout, /^https:\/\/pages\.example\//);
  await told.stop();
  const again = await startServer({ dataDir });
  t.after(() => again.close());
  assert.match(again.output(), /is listening at https:\/\/pages\.example\n/);
  await again.stop();

  writeFileSync(join(dataDir, 'public-url'), 'spoilt');
  assert.equal((await invite()).code, 2);
});

test('an address of this machine is kept as it was said, until one that leads everybody is', async (t) => {
  const { dataDir, stdout, invite } = await found('tried', '--public-url', 'http://localhost:7243');
  assert.match(stdout, /\n {2}http:\/\/localhost:7243\/beckon\/v1\/invitation\?token=/);
  assert.match((await invite()).stdout, /^http:\/\/localhost:7243\//);
  // Listening on another port, a server is not reached there: it says where it is, and the company's address stays.
  const elsewhere = await startServer({ dataDir });
  t.after(() => elsewhere.close());
  assert.match(elsewhere.output(), /is listening at http:\/\/127\.0\.0\.1:\d+\n/);
  await elsewhere.stop();
  assert.match((await invite()).stdout, /^http:\/\/localhost:7243\//);

  for (const publicUrl of ['https://pages.example', 'http://localhost:7243']) {
    const server = await startServer({ dataDir, argsAfter: ['--public-url', publicUrl] });
    t.after(() => server.close());
    await server.stop();
    assert.match((await invite()).stdout, /^https:\/\/pages\.example\//);
  }
});

test('our own app, opened at another address, is led to the public one by the sign-in page', async (t) => {
  const { dataDir } = await found('led', '--public-url', 'https://pages.example');
  const server = await startServer({ dataDir });
  t.after(() => server.close());
  const target = { url: server.listeningUrl, env: {}, close: async () => {} };
  const { clientId } = (await call<{ clientId: string }>(target, '/beckon/v1/server')).body;
  const other = 'https://old.example/app/signed-in';
  const query = new URLSearchParams({ response_type: 'code', client_id: clientId, redirect_uri: other });
  const page = await new Browser().open(`${server.listeningUrl}/restapi/oauth/authorize?${query}`);
  assert.equal(page.status, 400);
  assert.match(page.html, /<a href="https:\/\/pages\.example\/app\/">Open the web app<\/a>/);
  assert.doesNotMatch(page.html, /redirect_uri/);
  const foreign = new URLSearchParams({ response_type: 'code', client_id: 'nobody', redirect_uri: other });
  const refused = await new Browser().open(`${server.listeningUrl}/restapi/oauth/authorize?${foreign}`);
  assert.doesNotMatch(refused.html, /pages\.example/);
});
