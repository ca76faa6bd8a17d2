/** A start that fails half-way leaves nothing behind, so that the next one finds everything free. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pino } from 'pino';
import { demoEnvFile } from './demo/demo-env.ts';
import { startBeckon } from './main.ts';
import { readConfig } from './process/config.ts';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

test('a server that cannot write its credentials lets go of its ports, and starts once it can', async () => {
  const data = mkdtempSync(join(tmpdir(), 'beckon-main-'));
  const [port, metricsPort] = [await freePort(), await freePort()];
  const log = pino({ level: 'silent' });
  const config = readConfig(['--data', data, '--port', `${port}`, '--metrics-port', `${metricsPort}`]);
  const isReached = (at: number, path: string) =>
    fetch(`http://127.0.0.1:${at}${path}`).then(
      ({ ok }) => ok,
      () => false,
    );
  try {
    mkdirSync(demoEnvFile(data));
    await assert.rejects(startBeckon(config, log), /EISDIR|directory/);
    assert.deepEqual([await isReached(port, '/readyz'), await isReached(metricsPort, '/metrics')], [false, false]);
    rmdirSync(demoEnvFile(data));
    const beckon = await startBeckon(config, log);
    assert.deepEqual([await isReached(port, '/readyz'), await isReached(metricsPort, '/metrics')], [true, true]);
    await beckon.close();
    assert.deepEqual([await isReached(port, '/readyz'), await isReached(metricsPort, '/metrics')], [false, false]);
  } finally {
    rmSync(data, { recursive: true });
  }
});
