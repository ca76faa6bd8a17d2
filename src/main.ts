/** Puts a running Beckon together: configuration, store, API, upkeep. The only file that knows every room. */

import type { AddressInfo } from 'node:net';
import type { FastifyBaseLogger } from 'fastify';
import { createServer } from './api/server.ts';
import type { Config } from './config.ts';
import { foundDemoCompany } from './demo/company.ts';
import { demoEnv, writeDemoEnv } from './demo/demo-env.ts';
import { type Clock, createSystemClock } from './domain/clock.ts';
import { unwrap } from './domain/errors.ts';
import type { Store } from './domain/store.ts';
import { startReportWorker } from './export/report-worker.ts';
import { openSqliteStore } from './store/sqlite/open-sqlite-store.ts';
import { keepSearchIndex } from './upkeep/keep-search-index.ts';
import { createSummariser } from './upkeep/summariser.ts';
import { version } from './version.ts';
import { createUrls } from './wire/urls.ts';

const dayMs = 24 * 3600 * 1000;

export interface RunningBeckon {
  readonly publicUrl: string;
  /** Finishes what was begun, keeps it, and lets go of the port and the data folder. */
  close(): Promise<void>;
}

/** The store that the options name, made if it is not there yet. */
export function openStore(config: Config, options: { clock?: Clock; busyTimeoutMs?: number } = {}): Store {
  return openSqliteStore({ dataDir: config.data, clock: createSystemClock(), ...options });
}

/** Resolves once the server listens and the demo's credentials can be read. */
export async function startBeckon(config: Config, log: FastifyBaseLogger): Promise<RunningBeckon> {
  const clock = createSystemClock();
  const store = openStore(config, { clock });
  try {
    unwrap(await store.execute(foundDemoCompany(await store.readSecret())));
    let publicUrl = config.publicUrl ?? '';
    const urls = createUrls(() => publicUrl);
    const { maxRecipients, maxThreadAgeDays, maxSessions } = config;
    const isSignInWaived = /^(localhost|127(\.\d+){3}|::1)$/.test(config.host);
    const maxThreadAgeMs = maxThreadAgeDays * dayMs;
    const limits = config.rateLimits ?? 'off';
    const keepMs = config.exportDays * dayMs;
    const reports = startReportWorker({ store, clock, dataDir: config.data, keepMs, log });
    const beckon = {
      ...{ store, clock, urls, version, reports, maxRecipients, maxThreadAgeMs, maxSessions, isSignInWaived },
      ...(limits === 'off' ? {} : { rateLimits: limits }),
    };
    const server = await createServer(beckon, log);
    await server.listen({ port: config.port, host: config.host });
    publicUrl ||= addressOf(config, server.server.address() as AddressInfo);
    const searchIndex = keepSearchIndex(store, log);
    const summariser = createSummariser({ store, log });
    writeDemoEnv(config.data, await demoEnv(store, publicUrl));
    summariser.start();
    return {
      publicUrl,
      async close() {
        await summariser.stop();
        await server.close();
        await reports.close();
        await searchIndex.stop();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** A host that means every address cannot be called; this machine's own then can. */
function addressOf({ host }: Config, { port }: AddressInfo): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
