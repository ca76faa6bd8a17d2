/** Puts a running Beckon together: configuration, store, API, delivery, upkeep. The only file that knows every room. */

import type { IncomingMessage } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, HTTPMethods } from 'fastify';
import { createServer } from './api/server.ts';
import { type Conditions, createConditions } from './conditions.ts';
import { startDeliveryPump } from './delivery/delivery-pump.ts';
import type { DeliveryObserver } from './delivery/observer.ts';
import { tellingReadable } from './delivery/readable-now.ts';
import { type ApiRequest, standardSocketOptions } from './delivery/socket-services.ts';
import { asksForSocket, openSockets } from './delivery/sockets.ts';
import { createWebPush } from './delivery/web-push.ts';
import { createWebhooks } from './delivery/webhooks.ts';
import { demoAccountId, foundDemoCompany } from './demo/company.ts';
import { demoEnv, removeDemoEnv, writeDemoEnv } from './demo/demo-env.ts';
import { createDemoDesk } from './demo/desk.ts';
import { createSystemClock, type SystemClock } from './domain/clock.ts';
import { DomainError, UnusableDataError, unwrap } from './domain/errors.ts';
import type { LeaseHolder } from './domain/leases.ts';
import type { Caller } from './domain/session.ts';
import type { Store } from './domain/store.ts';
import { startReportWorker } from './export/report-worker.ts';
import { createOutgoing } from './outgoing/outgoing.ts';
import { lockDataFolder, openStore } from './own-folder.ts';
import { createActivity } from './process/activity.ts';
import { createDoor } from './process/door.ts';
import { keepAddress, withServedAddress } from './process/kept-address.ts';
import { createLeaseHolder, type EndingLeaseHolder } from './process/lease-holder.ts';
import { createLifecycle, type Lifecycle } from './process/lifecycle.ts';
import { readCertificate, requireOwnPath, requireSafeListening, watchCertificate } from './process/listening.ts';
import { createMetrics } from './process/metrics.ts';
import { observeAll } from './process/observing.ts';
import type { Config } from './process/options.ts';
import {
  apiSettingsFrom,
  deliverySettingsFrom,
  exportKeepMsFrom,
  hostingFrom,
  type Mode,
  pushContactFrom,
} from './process/settings.ts';
import { version } from './process/version.ts';
import { createClockKeeper } from './upkeep/clock-keeper.ts';
import { keepUp } from './upkeep/keep-up.ts';
import { createUrls } from './wire/urls.ts';

export interface RunningBeckon {
  readonly publicUrl: string;
  readonly mode: Mode;
  readonly companyName: string;
  /** Reads the certificate anew; one that cannot be used is logged, and the one before stays. */
  reloadCertificate(): void;
  /** Finishes what was begun, keeps it, and lets go of the port and the data folder. */
  close(): Promise<void>;
}

/** What every part is started with. */
interface Basis {
  readonly config: Config;
  readonly log: FastifyBaseLogger;
  readonly clock: SystemClock;
  readonly lifecycle: Lifecycle;
  readonly conditions: Conditions;
}

/** Resolves once the server listens and, in a demo, its credentials can be read. Leaves nothing behind if it cannot start. */
export async function startBeckon(config: Config, log: FastifyBaseLogger): Promise<RunningBeckon> {
  const lifecycle = createLifecycle();
  try {
    const clock = createSystemClock();
    const conditions = createConditions({ clock, log });
    return await start({ config: withServedAddress(config), log, clock, lifecycle, conditions });
  } catch (error) {
    await lifecycle.end().catch((err: unknown) => log.error({ err }, 'what had been started could not be ended'));
    throw mendableFrom(error, config);
  }
}

/** What comes of a full disk after the data file was opened: in the words in which the file is told of. */
function mendableFrom(error: unknown, { data }: Config): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const what =
    error instanceof DomainError && error.refusal.code === 'overloaded'
      ? error.detail
      : (code === 'ENOSPC' || code === 'EDQUOT') && `${data} finds no space left on its disk`;
  return what ? new UnusableDataError(`${what}: see that there is space, and start again`) : error;
}

async function start(basis: Basis): Promise<RunningBeckon> {
  const { config, log, clock, lifecycle, conditions } = basis;
  requireOwnPath(config);
  requireSafeListening(config);
  const certificate = readCertificate(config);
  const { observer, activity } = await startMeasuring(basis);
  const folder = lockDataFolder(config, 'beckon serve');
  lifecycle.ends('guarding', () => folder.release());
  // Whatever ended without taking it away left one that leads nowhere.
  removeDemoEnv(config.data);
  const store = openStore(config, { clock, observer, conditions });
  const holder = await holdLeases(basis, store);
  await startClockKeeper(basis, store);
  const { mode, companyName } = await companyIn(store);
  const settings = apiSettingsFrom(config, mode);
  let publicUrl = config.publicUrl ?? '';

  const reports = startReportWorker({
    ...{ store, holder, clock, dataDir: config.data, keepMs: exportKeepMsFrom(config), log },
  });
  lifecycle.ends('serving', () => reports.close());
  // Credentials are shown only where nobody else can ask for them.
  const demo = settings.isSignInWaived ? createDemoDesk(store, clock) : undefined;
  const contact = () => pushContactFrom(config, publicUrl);
  const { webhooks, webPush, drainMs, startPump } = await prepareDelivery(basis, { store, holder, mode, contact });

  const door = createDoor(config, log);
  const socketCallers = new Map<string, Caller>();
  const urls = createUrls(() => publicUrl);
  const beckon = {
    ...{ store, clock, urls, version, reports, mode, socketCallers, ...settings },
    ...{ greetWebhook: webhooks.greet, ...(webPush ? { webPush } : {}), ...(demo ? { demo } : {}) },
    ...{ conditions, isDraining: door.isClosing, answered: observer.answered, activity: activity.read },
  };
  const hosting = {
    ...hostingFrom(config, certificate),
    mayUpgrade: (request: IncomingMessage) => asksForSocket(request, urls),
  };
  const server = await createServer(beckon, log, hosting);
  door.leadTo(server);
  lifecycle.ends('answering', () => door.emptied());

  const deliveryObserver: DeliveryObserver = {
    delivered(delivery) {
      observer.delivered(delivery);
      demo?.delivered(delivery);
    },
  };
  const call = (request: ApiRequest) => askFromInside(server, request);
  const options = { ...standardSocketOptions, drainMs };
  const socketParts = {
    store,
    holder,
    clock,
    log,
    urls,
    callers: socketCallers,
    call,
    observer: deliveryObserver,
    options,
  };
  const sockets = await openSockets(server.server, socketParts);
  lifecycle.ends('telling', () => sockets.close());
  publicUrl = await door.open();
  folder.tell(publicUrl);
  observer.follow({ sockets: () => sockets.size, backlog: () => store.server.readDeliveryBacklog() });
  await startPump(deliveryObserver);
  const upkeep = keepUp({ store, holder, log, observer, intervalMs: config.sweepSeconds * 1000 });
  lifecycle.ends('upkeep', () => upkeep.end());
  activity.start();
  lifecycle.ends('upkeep', () => activity.stop());
  lifecycle.ends('admitting', () => folder.isHeld() && removeDemoEnv(config.data));
  if (mode === 'demo') writeDemoEnv(config.data, await demoEnv(store, publicUrl));
  else keepAddress(config, publicUrl);
  const stopWatching = watchCertificate(config, door.reloadCertificate);
  lifecycle.ends('upkeep', stopWatching);
  // From now on it has callers, who are to find out first that it ends.
  lifecycle.ends('admitting', () => door.close());
  const { reloadCertificate } = door;
  return { publicUrl, mode, companyName, reloadCertificate, close: () => lifecycle.end() };
}

/** The folder's lock keeps others off: whoever held leases before is dead. */
async function holdLeases({ log, lifecycle }: Basis, store: Store): Promise<LeaseHolder> {
  const held: { holder?: EndingLeaseHolder } = {};
  lifecycle.ends('keeping', async () => {
    await held.holder?.end();
    await store.close();
  });
  held.holder = await createLeaseHolder({ leases: store.leases, log, isAlone: true });
  return held.holder;
}

/** Before anything is dated. */
async function startClockKeeper({ clock, conditions, log, lifecycle }: Basis, store: Store): Promise<void> {
  const keeper = await createClockKeeper({ store, clock, conditions, log });
  keeper.start();
  lifecycle.ends('upkeep', () => keeper.stop());
}

async function startMeasuring({ config, log, clock, lifecycle, conditions }: Basis) {
  const activity = createActivity({ clock, conditions, sweepSeconds: config.sweepSeconds });
  if (config.metricsPort === undefined) return { activity, observer: observeAll([activity]) };
  const metrics = await createMetrics();
  lifecycle.ends('serving', () => metrics.close());
  log.info(`metrics at ${await metrics.listen(config.metricsPort)}`);
  return { activity, observer: observeAll([activity, metrics]) };
}

/** What the folder holds decides what is served; an empty one becomes the demo's. */
async function companyIn(store: Store): Promise<Pick<RunningBeckon, 'mode' | 'companyName'>> {
  const accounts = await store.server.listAccounts();
  if (accounts.length === 0) {
    const founding = foundDemoCompany(await store.server.readSecret());
    unwrap(await store.execute(founding));
    return { mode: 'demo', companyName: founding.name };
  }
  const mode = accounts.some(({ accountId }) => accountId === demoAccountId) ? 'demo' : 'organisation';
  return { mode, companyName: accounts.map(({ name }) => name).join(', ') };
}

interface DeliveryParts {
  readonly store: Store;
  readonly holder: LeaseHolder;
  readonly mode: Mode;
  /** Whom push services may turn to. */
  readonly contact: () => string;
}

/** The ways to whoever is not connected. The pump that takes them is started once the server has an address. */
async function prepareDelivery({ config, clock, log, lifecycle }: Basis, parts: DeliveryParts) {
  const { store, holder, mode, contact } = parts;
  const { mayBePrivate, maxAgeMs, drainMs, isPushOn } = deliverySettingsFrom(config, mode);
  const outgoing = createOutgoing({ mayBePrivate });
  lifecycle.ends('serving', () => outgoing.close());
  const webhooks = createWebhooks({ outgoing, userAgent: `Beckon/${version}`, maxAgeMs });
  const webPush = isPushOn ? await createWebPush({ store, outgoing, mayBePrivate, contact }) : undefined;
  const transports = [tellingReadable(webhooks.transport, store), ...(webPush ? [webPush.transport] : [])];
  return {
    webhooks,
    webPush,
    drainMs,
    async startPump(observer: DeliveryObserver): Promise<void> {
      const pump = await startDeliveryPump(transports, { store, holder, clock, log, observer, options: { drainMs } });
      lifecycle.ends('telling', () => pump.close());
    },
  };
}

/** Puts a request that came over a WebSocket to the same server as every other. */
async function askFromInside(server: FastifyInstance, { method, url, headers, body, address }: ApiRequest) {
  const payload = body === undefined ? {} : { payload: body };
  const options = { method: method as HTTPMethods, url, headers, remoteAddress: address, ...payload };
  const answer = await server.inject(options);
  return { status: answer.statusCode, headers: answer.headers, body: answer.body };
}
