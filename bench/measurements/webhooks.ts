/** How many notifications a second reach a hundred webhooks, beside a bare loop that posts the same bytes. */

import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { unwrap } from '../../src/domain/errors.ts';
import type { ClientId } from '../../src/domain/ids.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import type { Measurement, Outcome } from '../measurement.ts';
import { spreadOf } from '../report/spread.ts';
import { number, range, table } from '../report/table.ts';
import { type BareServer, startReceiver } from '../servers/bare-server.ts';
import { askJson, type BeckonServer, startBeckon } from '../servers/beckon-server.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { foundListeners, type Listeners } from './live-company.ts';

const webhookCount = 100;
/** As many as Beckon asks of one host at a time. */
const lanes = 16;
const warmUpSeconds = 1;
const patienceMs = 30_000;

export const webhooks: Measurement = {
  name: 'webhooks',
  summary: `Pages to a Department of ${webhookCount}, each told by webhook, beside a bare loop of the same requests`,
  async run({ rounds, seconds }, progress): Promise<Outcome> {
    using folder = makeTemporaryFolder();
    progress('founding a company');
    await using receiver = await startReceiver();
    const listeners = await foundListeners(folder.path, webhookCount);
    await subscribeAll(folder.path, listeners, receiver);
    await using beckon = await startBeckon(folder.path, {
      args: ['--log-level', 'warn', '--rate-limits', 'off', '--allow-private-addresses', 'yes'],
    });
    await deliver(beckon, listeners, receiver, warmUpSeconds);
    const { last } = await heardBy(receiver);
    await post(receiver, last, warmUpSeconds);
    const measured: { beckon: number; bare: number }[] = [];
    for (let round = 0; round < rounds; round++) {
      progress(`round ${round + 1} of ${rounds}`);
      measured.push({
        beckon: await deliver(beckon, listeners, receiver, seconds),
        bare: await post(receiver, last, seconds),
      });
    }
    return outcomeOf(measured);
  },
};

async function subscribeAll(dataDir: string, { actors }: Listeners, { url }: BareServer): Promise<void> {
  const store = openSqliteStore({ dataDir, clock: { nowMs: Date.now } });
  try {
    const made = actors.map((actor, index) =>
      store.execute({
        kind: 'create-subscription',
        ...{ accountId: actor.accountId, actor, clientId: 'bench' as ClientId, subscriptionId: `webhook-${index}` },
        filters: [{ kind: 'messages', extensionId: actor.extensionId, text: '/message-store' }],
        channel: { transport: 'WebHook', address: `${url}/hook` },
        lifeMs: 24 * 3_600_000,
      }),
    );
    for (const result of await Promise.all(made)) unwrap(result);
  } finally {
    await store.close();
  }
}

async function heardBy({ url }: BareServer): Promise<{ count: number; last: string }> {
  return (await askJson(url)) as { count: number; last: string };
}

/** Notifications a second while pages come as fast as they are told, and until nothing waits any more. */
async function deliver(
  { url }: BeckonServer,
  { sender, departmentNumber }: Listeners,
  receiver: BareServer,
  seconds: number,
): Promise<number> {
  const before = (await heardBy(receiver)).count;
  const beginMs = performance.now();
  let heard = before;
  let waitedMs = 0;
  while (performance.now() - beginMs < seconds * 1000) {
    await askJson(`${url}/restapi/v1.0/account/~/extension/~/company-pager`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sender}`, 'content-type': 'application/json' },
      body: JSON.stringify({ to: [{ extensionNumber: departmentNumber }], text: 'Please come to room 4.' }),
    });
    // Everyone is told of it before the next comes: each page is a hundred notifications.
    for (const wanted = heard + webhookCount; heard < wanted; ) {
      if (waitedMs > patienceMs) throw new Error('webhooks were never told');
      const stepMs = 2;
      await delay(stepMs);
      waitedMs += stepMs;
      heard = (await heardBy(receiver)).count;
    }
    waitedMs = 0;
  }
  return (heard - before) / ((performance.now() - beginMs) / 1000);
}

/** Requests a second of a loop that does nothing else. */
async function post({ url }: BareServer, body: string, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: lanes });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const one = () =>
    new Promise<void>((resolve, reject) => {
      request(`${url}/hook`, { method: 'POST', agent, headers }, (response) => {
        response.resume().on('end', resolve);
      })
        .on('error', reject)
        .end(body);
    });
  const beginMs = performance.now();
  let count = 0;
  const lane = async () => {
    for (; performance.now() - beginMs < seconds * 1000; count++) await one();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  agent.destroy();
  return count / ((performance.now() - beginMs) / 1000);
}

function outcomeOf(rounds: readonly { beckon: number; bare: number }[]): Outcome {
  const beckon = spreadOf(rounds.map((round) => round.beckon));
  const bare = spreadOf(rounds.map((round) => round.bare));
  const ratio = spreadOf(rounds.map((round) => round.beckon / round.bare));
  return {
    figures: { webhookCount, deliveriesPerS: beckon, barePerS: bare, ratio },
    text: table([
      ['', 'a second', 'rounds'],
      ['Beckon: kept, posted, settled', number(beckon.median), range(beckon)],
      ['bare loop of the same posts', number(bare.median), range(bare)],
      ['ratio', number(ratio.median, 2), range(ratio, 2)],
    ]),
    failures: [],
  };
}
