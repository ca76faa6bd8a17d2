/** Puts a running Beckon together: configuration, store, API, upkeep. The only file that knows every room. */

import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyBaseLogger, FastifyInstance, HTTPMethods } from 'fastify';
import { createActivity } from './activity.ts';
import { createServer } from './api/server.ts';
import type { Beckon } from './api/shared/beckon.ts';
import type { Config } from './config.ts';
import { type DeliveryPump, startDeliveryPump } from './delivery/delivery-pump.ts';
import type { DeliveryObserver } from './delivery/observer.ts';
import type { ApiRequest } from './delivery/socket-services.ts';
import { openSockets } from './delivery/sockets.ts';
import type { DeliveryTransport } from './delivery/transport.ts';
import { createWebPush, type WebPushService } from './delivery/web-push.ts';
import { createWebhooks } from './delivery/webhooks.ts';
import { demoAccountId, foundDemoCompany } from './demo/company.ts';
import { demoEnv, writeDemoEnv } from './demo/demo-env.ts';
import { createDemoDesk } from './demo/desk.ts';
import { type Clock, createSystemClock } from './domain/clock.ts';
import { unwrap } from './domain/errors.ts';
import type { Caller } from './domain/session.ts';
import type { Store } from './domain/store.ts';
import { startReportWorker } from './export/report-worker.ts';
import {
  isForThisMachineAlone,
  isLoopback,
  publicUrlFrom,
  readCertificate,
  requireSafeListening,
  watchCertificate,
} from './listening.ts';
import { createMetrics } from './metrics.ts';
import { type Observer, observeAll } from './observing.ts';
import { vendorRateLimits } from './option-values.ts';
import { createOutgoing } from './outgoing/outgoing.ts';
import { openSqliteStore } from './store/sqlite/open-sqlite-store.ts';
import { keepSearchIndex } from './upkeep/keep-search-index.ts';
import { createSummariser } from './upkeep/summariser.ts';
import { createSweeper } from './upkeep/sweeper.ts';
import { version } from './version.ts';
import { createUrls } from './wire/urls.ts';

const hourMs = 3600 * 1000;
const dayMs = 24 * hourMs;

export interface RunningBeckon {
  readonly publicUrl: string;
  readonly mode: 'demo' | 'organisation';
  readonly companyName: string;
  /** Reads the certificate anew; one that cannot be used is logged, and the one before stays. */
  reloadCertificate(): void;
  /** Finishes what was begun, keeps it, and lets go of the port and the data folder. */
  close(): Promise<void>;
}

/** The store that the options name, made if it is not there yet. */
export function openStore(
  config: Config,
  options: { clock?: Clock; busyTimeoutMs?: number; observer?: Observer } = {},
): Store {
  return openSqliteStore({ dataDir: config.data, clock: createSystemClock(), ...options });
}

/** Resolves once the server listens and, in a demo, its credentials can be read. */
export async function startBeckon(config: Config, log: FastifyBaseLogger): Promise<RunningBeckon> {
  requireSafeListening(config);
  const certificate = readCertificate(config);
  const clock = createSystemClock();
  const metrics = config.metricsPort === undefined ? undefined : await createMetrics();
  if (metrics) log.info(`metrics at ${await metrics.listen(config.metricsPort ?? 0)}`);
  const activity = createActivity({ clock, sweepSeconds: config.sweepSeconds });
  const observer = observeAll(metrics ? [activity, metrics] : [activity]);
  const store = openStore(config, { clock, observer });
  try {
    const { mode, companyName } = await companyIn(store);
    let publicUrl = config.publicUrl ?? '';
    const urls = createUrls(() => publicUrl);
    const keepMs = config.exportDays * dayMs;
    const reports = startReportWorker({ store, clock, dataDir: config.data, keepMs, log });
    const socketCallers = new Map<string, Caller>();
    const settings = settingsFrom(config, mode);
    // Credentials are shown only where nobody else can ask for them.
    const desk = settings.isSignInWaived ? createDemoDesk(store, clock) : undefined;
    const deliveryObserver: DeliveryObserver = {
      delivered(delivery) {
        observer.delivered(delivery);
        desk?.delivered(delivery);
      },
    };
    const mayBePrivate = config.allowPrivateAddresses ?? mode === 'demo';
    const outgoing = createOutgoing({ mayBePrivate });
    const contact = () => pushContact(config, publicUrl);
    const webPush = await webPushFrom(config, { store, outgoing, mayBePrivate, contact });
    const maxAgeMs = config.webhookMaxAgeHours * hourMs;
    const webhooks = createWebhooks({ outgoing, userAgent: `Beckon/${version}`, maxAgeMs });
    let hasBegunToEnd = false;
    const isDraining = () => hasBegunToEnd;
    const sweeper = createSweeper({ store, intervalMs: config.sweepSeconds * 1000, log, observer });
    const beckon = {
      store,
      clock,
      urls,
      version,
      reports,
      mode,
      socketCallers,
      isDraining,
      greetWebhook: webhooks.greet,
      ...(webPush ? { webPush } : {}),
      ...(desk ? { demo: desk } : {}),
      ...settings,
      answered: observer.answered,
      activity: activity.read,
    };
    const server = await createServer(beckon, log, hostingFrom(config, certificate));
    const call = (request: ApiRequest) => askFromInside(server, request);
    const sockets = await openSockets(server.server, {
      ...{ store, clock, log, callers: socketCallers, call },
      observer: deliveryObserver,
    });
    await server.listen({ port: config.port, host: config.host });
    publicUrl = publicUrlFrom(config, (server.server.address() as AddressInfo).port);
    observer.follow({ sockets: () => sockets.size, backlog: () => store.readDeliveryBacklog() });
    const transports = [webhooks.transport, ...(webPush ? [webPush.transport] : [])];
    const pump = await startPump(transports, { store, clock, log, config, observer: deliveryObserver });
    const searchIndex = keepSearchIndex(store, log);
    const summariser = createSummariser({ store, log });
    summariser.start();
    sweeper.start();
    activity.start();
    if (mode === 'demo') writeDemoEnv(config.data, await demoEnv(store, publicUrl));
    const reloadCertificate = () => reload(config, server, log);
    const stopWatching = watchCertificate(config, reloadCertificate);
    return {
      ...{ publicUrl, mode, companyName, reloadCertificate },
      async close() {
        hasBegunToEnd = true;
        // Whoever asks whether it is ready sends nobody here any more by the time that the port closes.
        await delay(config.drainGraceSeconds * 1000);
        const stopCutting = cutOffLater(server, config);
        // First of all, so that no new connection comes in while the others are told.
        const answered = server.close();
        await sockets.close();
        await pump.close();
        await sweeper.stop();
        await summariser.stop();
        activity.stop();
        stopWatching();
        await answered;
        stopCutting();
        outgoing.close();
        await metrics?.close();
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

/** What the folder holds decides what is served; an empty one becomes the demo's. */
async function companyIn(store: Store): Promise<Pick<RunningBeckon, 'mode' | 'companyName'>> {
  const accounts = await store.listAccounts();
  if (accounts.length === 0) {
    const founding = foundDemoCompany(await store.readSecret());
    unwrap(await store.execute(founding));
    return { mode: 'demo', companyName: founding.name };
  }
  const mode = accounts.some(({ accountId }) => accountId === demoAccountId) ? 'demo' : 'organisation';
  return { mode, companyName: accounts.map(({ name }) => name).join(', ') };
}

/** Attempts that run when the server is to end are given less time than it has itself. */
const standardPumpDrainMs = 3000;

function startPump(transports: readonly DeliveryTransport[], { config, ...parts }: PumpParts): Promise<DeliveryPump> {
  const drainMs = Math.min(standardPumpDrainMs, (config.drainSeconds - 1) * 500);
  return startDeliveryPump(transports, { ...parts, options: { drainMs } });
}

interface PumpParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: FastifyBaseLogger;
  readonly config: Config;
  readonly observer: DeliveryObserver;
}

/** Puts a request that came over a WebSocket to the same server as every other. */
async function askFromInside(server: FastifyInstance, { method, url, headers, body, address }: ApiRequest) {
  const payload = body === undefined ? {} : { payload: body };
  const options = { method: method as HTTPMethods, url, headers, remoteAddress: address, ...payload };
  const answer = await server.inject(options);
  return { status: answer.statusCode, headers: answer.headers, body: answer.body };
}

/** Undefined where it is turned off. */
async function webPushFrom(
  { webPush }: Config,
  parts: Parameters<typeof createWebPush>[0],
): Promise<WebPushService | undefined> {
  return webPush === 'off' ? undefined : await createWebPush(parts);
}

/** Whom push services may turn to. A server that only this machine can reach has nobody better. */
function pushContact({ webPush }: Config, publicUrl: string): string {
  if (webPush !== 'on') return webPush;
  const { protocol, hostname } = new URL(publicUrl);
  const isPublic = protocol === 'https:' && hostname !== 'localhost';
  return isPublic ? publicUrl : 'mailto:beckon@localhost';
}

/** In an organisation, as many sessions with one app as anyone has devices. */
const standardMaxSessions = 50;

function settingsFrom(config: Config, mode: RunningBeckon['mode']) {
  const { maxRecipients, maxThreadAgeDays } = config;
  const isDemo = mode === 'demo';
  const limits = config.rateLimits ?? (isDemo ? 'off' : vendorRateLimits);
  return {
    maxRecipients,
    maxThreadAgeMs: maxThreadAgeDays * dayMs,
    maxSessions: config.maxSessions ?? (isDemo ? 0 : standardMaxSessions),
    isSignInWaived: isDemo && isForThisMachineAlone(config),
    ...(limits === 'off' ? {} : { rateLimits: limits }),
  } satisfies Partial<Beckon>;
}

function hostingFrom(config: Config, certificate: ReturnType<typeof readCertificate>) {
  const { host, behindProxy, trustedProxies, publicUrl } = config;
  const own = publicUrl === undefined ? [] : [URL.parse(publicUrl)?.hostname ?? ''];
  return {
    ...(certificate ? { certificate } : {}),
    ...(behindProxy ? { trustedProxies } : {}),
    ...(isLoopback(host) && !behindProxy ? { hostNames: own } : {}),
  };
}

/** Whoever sends or reads too slowly to be done in time is cut off a little before it is over. Answers how not to. */
function cutOffLater({ server }: FastifyInstance, { drainSeconds }: Config): () => void {
  const timer = setTimeout(() => server.closeAllConnections(), (drainSeconds - 1) * 1000);
  return () => clearTimeout(timer);
}

function reload(config: Config, { server }: FastifyInstance, log: FastifyBaseLogger): void {
  try {
    const certificate = readCertificate(config);
    if (!certificate) return;
    (server as Server).setSecureContext(certificate);
    log.info('the certificate was read anew');
  } catch (error) {
    log.error({ err: error }, 'the certificate could not be read anew: the one before stays in use');
  }
}
