/** What an export costs: its memory for few and for many messages, its speed, and how long pages wait beside it. */

import { execFile, spawn } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unwrap } from '../../src/domain/errors.ts';
import type { CredentialId, ExtensionId } from '../../src/domain/ids.ts';
import type { Store } from '../../src/domain/store.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { type RoundFigures, startLoad } from '../load/load.ts';
import type { Measurement, Outcome } from '../measurement.ts';
import { number, table } from '../report/table.ts';
import { askJson, type BeckonServer, signIn, startBeckon } from '../servers/beckon-server.ts';
import { peakResidentBytes } from '../servers/process-figures.ts';
import { Program } from '../servers/program.ts';
import { openBenchSession } from '../sessions.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

/** The fewest fill what is always held, such as the database's cache; after that, memory must not follow the messages. */
const sizes = [3_000, 300_000, 600_000] as const;
const copiesAPage = 3;
/** What more memory the most messages may take than half of them, whose content is some 270 MiB less. */
const allowedGrowthBytes = 32 * 1024 * 1024;
/** One connection: how long each page waits, rather than how many can be sent. */
const round = { connections: 1, seconds: 3 };

/** The engine takes memory as it pleases while there is some; held to little, it shows what is really needed. */
const nodeOptions = '--max-old-space-size=64 --max-semi-space-size=4';

const command = fileURLToPath(new URL('../../beckon', import.meta.url));
const mib = 1024 * 1024;

interface Written {
  readonly messages: number;
  readonly tookMs: number;
  readonly peakBytes: number | undefined;
  readonly archiveBytes: number;
  readonly contentBytes: number;
}

export const exporting: Measurement = {
  name: 'export',
  summary: `${sizes.map((size) => number(size)).join(', ')} messages as a ZIP, and pages sent meanwhile`,
  async run(_options, progress): Promise<Outcome> {
    using folder = makeTemporaryFolder();
    const dataDir = join(folder.path, 'data');
    const archive = join(folder.path, 'export.zip');
    await using founded = await startBeckon(dataDir);
    await founded.program.stop();

    const written: Written[] = [];
    for (const size of sizes) {
      progress(`sending ${size} messages`);
      await fill(dataDir, size - (written.at(-1)?.messages ?? 0));
      progress('exporting them');
      written.push(await writeExport(dataDir, archive));
    }
    progress('sending pages without and beside an export');
    const sending = await measureSending(dataDir);
    return outcomeOf(written, sending);
  },
};

/** Sends pages from 101 to 102 and 103, straight into the store. */
async function fill(dataDir: string, messages: number): Promise<void> {
  const store = openSqliteStore({ dataDir, clock: { nowMs: Date.now } });
  try {
    const send = await sender(store);
    const pages = Math.ceil(messages / copiesAPage);
    for (let sent = 0; sent < pages; sent += 64) {
      await Promise.all(Array.from({ length: Math.min(64, pages - sent) }, (_, index) => send(sent + index)));
    }
  } finally {
    await store.close();
  }
}

async function sender(store: Store) {
  const [account] = await store.server.listAccounts();
  if (!account) throw new Error('the demo company was not founded');
  const { accountId } = account;
  const extensionId = accountId as number as ExtensionId;
  const [app] = await store.server.listApps(accountId);
  if (!app) throw new Error('the demo company has no app');
  const credentialId = 'demo-101' as CredentialId;
  const { actor } = await openBenchSession(store, { accountId, extensionId, clientId: app.clientId, credentialId });
  return async (index: number) =>
    unwrap(
      await store.execute({
        kind: 'send-page',
        accountId,
        actor,
        mailboxId: extensionId,
        to: [{ extensionNumber: '102' }, { extensionNumber: '103' }],
        text: `Room ${index} is ready. Please bring the chart and the lab results when you come, number ${index * 7919}.`,
        maxRecipients: 1000,
        maxThreadAgeMs: 0,
      }),
    );
}

/** As the operator does it, in a process of its own. */
async function writeExport(dataDir: string, file: string): Promise<Written> {
  rmSync(file, { force: true });
  const startMs = performance.now();
  const child = spawn(command, ['export', '--data', dataDir, '--out', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: nodeOptions },
  });
  await using program = new Program('the export', child);
  let peakBytes: number | undefined;
  const timer = setInterval(() => {
    peakBytes = peakResidentBytes(program.pid) ?? peakBytes;
  }, 10);
  try {
    let said = '';
    const ended = new Promise<string>((resolve) => {
      child.stdout?.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
      child.once('close', () => resolve(said));
    });
    const messages = Number(/^(\d+) messages/.exec(await ended)?.[1]);
    const tookMs = performance.now() - startMs;
    const contentBytes = await contentBytesOf(file);
    return { messages, tookMs, peakBytes, archiveBytes: statSync(file).size, contentBytes };
  } finally {
    clearInterval(timer);
  }
}

function contentBytesOf(file: string): Promise<number> {
  return new Promise((resolve) => {
    execFile('unzip', ['-l', file], (error, stdout) => {
      resolve(error ? Number.NaN : Number(/(\d+)\s+\d+ files?\s*$/.exec(stdout)?.[1]));
    });
  });
}

interface Sending {
  readonly alone: RoundFigures;
  readonly beside: RoundFigures;
  readonly exportMs: number;
  /** Whether the export was still under way when the round beside it ended. */
  readonly isThroughout: boolean;
}

async function measureSending(dataDir: string): Promise<Sending> {
  await using beckon = await startBeckon(dataDir);
  await using load = startLoad();
  const headers = { authorization: `Bearer ${await signIn(beckon, '101')}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ to: [{ extensionNumber: '102' }, { extensionNumber: '103' }], text: 'Hello!' });
  const url = `${beckon.url}/restapi/v1.0/account/~/extension/~/company-pager`;
  const measure = () => load.run({ url, headers, body, ...round });
  await measure();
  const alone = await measure();
  const startMs = performance.now();
  const { uri } = (await askJson(`${beckon.url}/restapi/v1.0/account/~/message-store-report`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ dateFrom: '2000-01-01' }),
  })) as { uri: string };
  const beside = await measure();
  const isThroughout = (await statusOf(beckon, uri, headers)) === 'InProgress';
  while ((await statusOf(beckon, uri, headers)) === 'InProgress') await new Promise((done) => setTimeout(done, 50));
  return { alone, beside, exportMs: performance.now() - startMs, isThroughout };
}

async function statusOf({ program }: BeckonServer, uri: string, headers: Record<string, string>): Promise<string> {
  const answer = program.during(askJson(uri, { headers }), 'while exporting', 30_000);
  return ((await answer) as { status: string }).status;
}

function outcomeOf(written: readonly Written[], sending: Sending): Outcome {
  const { alone, beside, exportMs, isThroughout } = sending;
  const [before, most] = written.slice(-2) as [Written, Written];
  const growthBytes = (most.peakBytes ?? Number.NaN) - (before.peakBytes ?? Number.NaN);
  const speed = ({ contentBytes, tookMs }: Written) => contentBytes / mib / (tookMs / 1000);
  const row = (one: Written) => [
    `${number(one.messages)} messages`,
    number(one.tookMs / 1000, 1, 's'),
    number(speed(one), 1, 'MiB/s'),
    number(one.contentBytes / mib, 1, 'MiB'),
    number(one.archiveBytes / mib, 1, 'MiB'),
    number(one.peakBytes === undefined ? undefined : one.peakBytes / mib, 0, 'MiB'),
  ];
  const wait = (name: string, { p50Ms, p99Ms, requestsPerS }: RoundFigures) => {
    return [name, number(p50Ms, 1, 'ms'), number(p99Ms, 1, 'ms'), number(requestsPerS)];
  };
  return {
    figures: { written, growthBytes, sending },
    text: [
      table([['', 'time', 'speed', 'content', 'archive', 'memory at most'], ...written.map(row)]),
      `for the last ${number(most.messages - before.messages)} messages, memory grew by ${number(growthBytes / mib, 0, 'MiB')} (JavaScript was held to 64 MiB)`,
      table([
        ['a page, one at a time', 'p50', 'p99', 'pages a second'],
        wait('alone', alone),
        wait('beside an export', beside),
      ]),
      `that export took ${number(exportMs / 1000, 1, 's')}${isThroughout ? '' : ', and ended within the round'}`,
    ].join('\n\n'),
    failures: [
      ...(most.messages < sizes[2] ? [`${sizes[2]} messages were to be exported; ${most.messages} were`] : []),
      ...(growthBytes > allowedGrowthBytes ? [`memory grew by ${number(growthBytes / mib, 0, 'MiB')}`] : []),
    ],
  };
}
