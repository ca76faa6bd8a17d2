/** A data folder that is deleted, moved or replaced under a running server: nothing is answered that is not kept. */

import assert from 'node:assert/strict';
import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from './expected-page.ts';
import { mine, signIn } from './person.ts';
import { assertRefused, type ErrorBody, plain } from './refusal.ts';
import { newFolder, type ServerProcess, startServer } from './server-process.ts';
import { until } from './until.ts';

interface Ready {
  readonly status: string;
  readonly conditions?: readonly { readonly code: string; readonly isBlocking: boolean }[];
}

async function readiness({ url }: ServerProcess): Promise<[number, Ready]> {
  const answer = await fetch(`${url}/readyz`);
  return [answer.status, (await answer.json()) as Ready];
}

const ways: Readonly<Record<string, (dataDir: string) => void>> = {
  'the whole folder is deleted': (dataDir) => rmSync(dataDir, { recursive: true }),
  'the log alone is deleted': (dataDir) => rmSync(join(dataDir, 'beckon.sqlite-wal')),
  'what others find the log by is deleted': (dataDir) => rmSync(join(dataDir, 'beckon.sqlite-shm')),
  'the data file alone is deleted': (dataDir) => rmSync(join(dataDir, 'beckon.sqlite')),
  'a copy is put in the place of the folder': (dataDir) => {
    cpSync(dataDir, `${dataDir}.copy`, { recursive: true });
    rmSync(dataDir, { recursive: true });
    renameSync(`${dataDir}.copy`, dataDir);
  },
};

for (const [name, way] of Object.entries(ways)) {
  test(`when ${name}, no page is taken, the server is not ready, and says so in its log`, async () => {
    const server = await startServer();
    try {
      const maya = await signIn(server, '101');
      const send = (text: string) =>
        maya.call<Page & ErrorBody>(`${mine}/company-pager`, { body: { to: [{ extensionNumber: '102' }], text } });
      assert.equal((await send('kept')).status, 200);
      assert.equal((await readiness(server))[0], 200);
      way(server.dataDir);
      assertRefused(await send('lost'), plain(503, 'BKN-507'));
      assertRefused(await send('lost again'), plain(503, 'BKN-507'));
      const [status, { conditions }] = await readiness(server);
      assert.equal(status, 503);
      assert.partialDeepStrictEqual(conditions, [{ code: 'data-gone', isBlocking: true }]);
      await server.kill9();
      assert.match(server.logs(), /"condition":"data-gone"/);
    } finally {
      await server.close();
    }
  });
}

test('a server that nobody writes to notices within seconds', async () => {
  const server = await startServer({ argsAfter: ['--sweep-seconds', '3600'] });
  rmSync(server.dataDir, { recursive: true });
  await until(() => server.logs().includes('"condition":"data-gone"'), 'the log to say so');
  await server.close();
});

test('a folder that was moved away and back is written to again, and holds every page that was answered', async () => {
  const dataDir = join(newFolder(), 'data');
  const server = await startServer({ dataDir });
  try {
    const maya = await signIn(server, '101');
    const send = (text: string) =>
      maya.call(`${mine}/company-pager`, { body: { to: [{ extensionNumber: '102' }], text } });
    assert.equal((await send('before')).status, 200);
    renameSync(dataDir, `${dataDir}.away`);
    assert.equal((await send('away')).status, 503);
    assert.equal((await send('still away')).status, 503);
    renameSync(`${dataDir}.away`, dataDir);
    assert.equal((await send('after')).status, 200);
    assert.equal((await readiness(server))[0], 200);
    await server.kill9();
    await server.start();
    const jonas = await signIn(server, '102');
    const { body } = await jonas.call<{ records: { subject: string }[] }>(`${mine}/message-store`);
    const texts = body.records.map(({ subject }) => subject);
    for (const text of ['before', 'after']) assert.ok(texts.includes(text), text);
    assert.ok(!texts.includes('still away'));
  } finally {
    await server.close();
    rmSync(join(dataDir, '..'), { recursive: true, force: true });
  }
});

test('one that ends after its folder was replaced takes nothing out of the new one', async () => {
  const server = await startServer();
  rmSync(server.dataDir, { recursive: true });
  const other = await startServer({ dataDir: server.dataDir });
  const files = ['beckon.sqlite', 'beckon.sqlite-wal', 'beckon.sqlite-shm', 'demo.env', 'in-use.txt'];
  const held = () => files.filter((file) => existsSync(join(server.dataDir, file)));
  assert.deepEqual(held(), files);
  await server.stop();
  assert.deepEqual(held(), files);
  assert.equal((await readiness(other))[0], 200);
  await other.close();
  await server.close();
});
