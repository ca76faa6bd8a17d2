/** What speaks HTTP, for as long as each may take, with no more than all may hold. */

import http, { type IncomingMessage, type RequestListener } from 'node:http';
import https from 'node:https';
import { type ConnectionLimits, Connections, standardConnectionLimits } from './connections.ts';

export interface BoundedServerOptions {
  /** In PEM; with it, TLS is spoken. */
  readonly certificate?: { readonly cert: Buffer; readonly key: Buffer };
  readonly timeouts?: typeof standardTimeouts;
  readonly connectionLimits?: Partial<ConnectionLimits>;
  /** Which requests for another protocol are heard; all others are answered as if they had not asked. */
  readonly mayUpgrade?: (request: IncomingMessage) => boolean;
}

export interface BoundedServer {
  readonly server: http.Server;
  readonly connections: Connections;
}

/** Clients put long lists of ids into paths. (WIRE contract, section 2.16.) */
export const maxHeaderBytes = 256 * 1024;

/** Whoever sends a request in drops, to keep a connection busy for as long as they can, is cut off. */
const standardTimeouts = { handshakeMs: 15_000, headersMs: 15_000, requestMs: 60_000, checkEveryMs: 5000 };
const keepAliveMs = 72_000;

export function createBoundedServer(
  put: RequestListener,
  log: { warn(fields: object, message: string): void },
  { certificate, timeouts = standardTimeouts, connectionLimits, mayUpgrade }: BoundedServerOptions = {},
): BoundedServer {
  const options = {
    maxHeaderSize: maxHeaderBytes,
    requireHostHeader: false,
    headersTimeout: timeouts.headersMs,
    requestTimeout: timeouts.requestMs,
    keepAliveTimeout: keepAliveMs,
    connectionsCheckingInterval: timeouts.checkEveryMs,
    ...(mayUpgrade ? { shouldUpgradeCallback: mayUpgrade } : {}),
  };
  const server = certificate
    ? https.createServer({ ...options, ...certificate, handshakeTimeout: timeouts.handshakeMs })
    : http.createServer(options);
  const connections = new Connections(put, {
    ...standardConnectionLimits,
    ...connectionLimits,
    report: (cutOff) => log.warn(cutOff, 'connections were cut off'),
  });
  connections.watch(server, certificate !== undefined);
  server.closeIdleConnections = () => connections.closeIdle();
  return { server, connections };
}
