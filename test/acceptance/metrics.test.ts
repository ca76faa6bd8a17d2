/** What a monitoring system reads, and that the dashboard asks for nothing else. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { mine, signIn } from './person.ts';
import { messageStore, RawSocket } from './raw-socket.ts';
import { projectFolder, startServer } from './server-process.ts';
import { until } from './until.ts';
import { WebhookReceiver } from './webhook-receiver.ts';

const server = await startServer({ argsAfter: ['--metrics-port', '0', '--sweep-seconds', '1'] });
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

test('metrics tell attempts to deliver by what came of them, what waits and for how long, and what sweeps do', async () => {
  const receiver = await WebhookReceiver.open();
  try {
    const [maya, jonas] = [await signIn(server, '101'), await signIn(server, '102')];
    const deliveryMode = { transportType: 'WebHook', address: receiver.url };
    const made = await jonas.call('/restapi/v1.0/subscription', {
      body: { eventFilters: [messageStore], deliveryMode },
    });
    assert.equal(made.status, 200, made.text);
    const address = await until(() => /metrics at (http[^"]+)/.exec(server.logs())?.[1], 'the address of the metrics');
    const page = () =>
      maya.call(`${mine}/company-pager`, { body: { to: [{ extensionNumber: '102' }], text: 'Measured' } });
    const shows = async (...patterns: RegExp[]) => {
      for (let tries = 0; tries < 400; tries++) {
        const text = await (await fetch(address)).text();
        if (patterns.every((pattern) => pattern.test(text))) return;
        await delay(50);
      }
      assert.fail(`never shown: ${patterns.join(' ')}`);
    };
    await page();
    await shows(/attempts_total\{transport="WebHook",result="accepted"\} 1\n/, /beckon_waiting_deliveries 0\n/);
    await shows(/beckon_delivery_lag_seconds 0\n/);
    receiver.answer = 500;
    await page();
    await shows(
      /result="refused"\} [1-9]/,
      /beckon_waiting_deliveries 1\n/,
      /beckon_delivery_lag_seconds (0\.0*)?[1-9]/,
    );
    await shows(/beckon_sweep_rounds_total [1-9]/, /sweep_steps_total\{task="signed-out"\} [1-9]/);
    await shows(/sweep_last_round_seconds (0\.0*)?[1-9]/, /sweep_done_total\{task="deliveries"\} 0\n/);
  } finally {
    await receiver.close();
  }
});
