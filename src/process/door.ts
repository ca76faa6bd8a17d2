/** The port: opened last, and closed in two steps, so that whoever came in is answered after nobody else does. */

import { lookup } from 'node:dns/promises';
import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { publicUrlFrom, readCertificate } from './listening.ts';
import type { Config } from './options.ts';

export interface Door {
  /** Whether it is about to close, or has. */
  isClosing(): boolean;
  /** Behind it is this server, which from now on ends with it. */
  leadTo(server: FastifyInstance): void;
  /** Listens; gives the address that clients use. */
  open(): Promise<string>;
  /** Lets nobody in any more. Resolves before those who are inside have been answered. */
  close(): Promise<void>;
  /** Resolves once everyone has been answered, or was too slow and cut off. Closes first what is open still. */
  emptied(): Promise<void>;
  /** Reads the certificate anew; one that cannot be used is logged, and the one before stays. */
  reloadCertificate(): void;
}

/** Between looks at which connections have nothing more to answer. */
const idleCheckMs = 50;

export function createDoor(config: Config, log: FastifyBaseLogger): Door {
  let server: FastifyInstance | undefined;
  let elsewhere: readonly Server[] = [];
  let isClosing = false;
  let answered: Promise<unknown> | undefined;
  let cutting: NodeJS.Timeout | undefined;
  let dismissing: NodeJS.Timeout | undefined;

  /** Whoever sends or reads too slowly to be done in time is cut off a little before it is over. */
  function beginToClose(): void {
    cutting ??= setTimeout(() => server?.server.closeAllConnections(), (config.drainSeconds - 1) * 1000);
    // Clients keep connections for later requests: one that was busy when the port closed would stay until then.
    dismissing ??= setInterval(() => server?.server.closeIdleConnections(), idleCheckMs);
    for (const other of elsewhere) other.close();
    answered ??= server?.close();
  }

  return {
    isClosing: () => isClosing,
    leadTo(behind) {
      server = behind;
    },
    async open() {
      if (!server) throw new Error('there is nothing behind the door');
      // Fastify does not know that a server which was made for it speaks TLS.
      const scheme = config.tlsCert === undefined ? 'http' : 'https';
      const listenTextResolver = (address: string) => `Server listening at ${address.replace(/^http:/, `${scheme}:`)}`;
      await server.listen({ port: config.port, host: config.host, listenTextResolver });
      elsewhere = await listenElsewhereToo(server.server, config.host);
      return publicUrlFrom(config, (server.server.address() as AddressInfo).port);
    },
    async close() {
      isClosing = true;
      // Whoever asks whether it is ready sends nobody here any more by the time that the port closes.
      await delay(config.drainGraceSeconds * 1000);
      beginToClose();
    },
    async emptied() {
      beginToClose();
      await answered;
      clearTimeout(cutting);
      clearInterval(dismissing);
    },
    reloadCertificate() {
      try {
        const certificate = readCertificate(config);
        if (!certificate) return;
        (server?.server as HttpsServer | undefined)?.setSecureContext(certificate);
        log.info('the certificate was read anew');
      } catch (error) {
        log.error({ err: error }, 'the certificate could not be read anew: the one before stays in use');
      }
    },
  };
}

/** Whoever calls this machine by its name may mean another of its addresses than that which is listened on. */
async function listenElsewhereToo(server: HttpServer, host: string): Promise<readonly Server[]> {
  if (host !== 'localhost') return [];
  const { address: own, port } = server.address() as AddressInfo;
  const others = (await lookup(host, { all: true })).filter(({ address }) => address !== own);
  const servers = others.map(({ address }) => {
    const other = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => server.emit('connection', socket));
    // What cannot be listened on, nobody can have meant.
    return other.on('error', () => {}).listen(port, address);
  });
  return servers;
}
