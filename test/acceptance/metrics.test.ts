/** What a monitoring system reads, and that the dashboard asks for nothing else. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { mine, signIn } from './person.ts';
import { RawSocket, until } from './raw-socket.ts';
import { projectFolder, startServer } from './server-process.ts';

const server = await startServer({ argsAfter: ['--metrics-port', '0'] });
after(() => server.close());

test('metrics tell requests by operation and status, commits and sockets; the dashboard shows only what is there', async () => {
  const maya = await signIn(server, '101');
  const socket = await RawSocket.open(server, maya);
  await maya.call(`${mine}/company-pager`, { body: { to: [{ extensionNumber: '102' }], text: 'Measured' } });
  await maya.call(`${mine}/company-pager`, { body: { to: [], text: 'Refused' } });
  const address = await until(() => /metrics at (http[^"]+)/.exec(server.logs())?.[1], 'the address of the metrics');
  const text = await (await fetch(address)).text();
  assert.match(text, /duration_seconds_count\{operation="createInternalTextMessage",status="200"\} 1\n/);
  assert.match(text, /duration_seconds_count\{operation="createInternalTextMessage",status="400"\} 1\n/);
  assert.match(text, /beckon_batch_commands_count [1-9]/);
  assert.match(text, /beckon_commit_duration_seconds_count [1-9]/);
  assert.match(text, /beckon_waiting_commands 0\n/);
  assert.match(text, /beckon_sockets 1\n/);
  const dashboard = readFileSync(join(projectFolder, 'ops/grafana-dashboard.json'), 'utf8');
  const shown = new Set(dashboard.match(/beckon_[a-z_]+/g));
  for (const name of shown) assert.ok(text.includes(name), `${name} is shown and not measured`);
  assert.equal((await fetch(`${server.url}/metrics`)).status, 404);
  await socket.close();
});
