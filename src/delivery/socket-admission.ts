/** Who may open a WebSocket, and what they take up again of one that is gone. (WIRE contract, sections 6.2 and 6.8.) */

import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Sequence } from '../domain/ids.ts';
import type { Place } from '../domain/place.ts';
import type { AccessGrant, Caller } from '../domain/session.ts';
import { type Connection, recoveryTimeoutMs, type Subscription } from '../domain/subscription.ts';
import { parseToken } from '../wire/tokens.ts';
import type { Asker } from './socket-requests.ts';
import type { SocketServices } from './socket-services.ts';

/** Its connection is a new one, or takes the place of one that had the same id. */
export interface Opening extends Asker {
  /** Everything before it is known to the client. */
  readonly place: Place;
  /** Undefined unless a recovery was asked for. */
  readonly isRecovered: boolean | undefined;
  /** The number of the client's newest mark; 0 if it has none. */
  readonly lastMark: number;
  /** What was left to be taken up. */
  readonly subscription: Subscription | null;
}

export interface Admission {
  /** What tells the connection from all others, of whatever process. */
  readonly owned: Omit<Connection, 'connectionId'>;
  /** Ends the connection of an id, if it is still there. */
  readonly supersede: (connectionId: string) => void;
}

/** Undefined for whoever may not. */
export async function admit(
  url: URL,
  request: IncomingMessage,
  services: SocketServices,
  { owned, supersede }: Admission,
): Promise<Opening | undefined> {
  const grant = await grantOf(tokenIn(url, request), services);
  if (!grant) return undefined;
  const address = request.socket.remoteAddress ?? '';
  const recovery = url.searchParams.get('wsc');
  const recovered = recovery ? await recover(recovery, grant, services, { owned, supersede }) : undefined;
  const { 'x-forwarded-for': forwardedFor } = request.headers;
  if (recovered) {
    const caller: Caller = { ...grant, address, connection: recovered.connection };
    return { caller, forwardedFor, isRecovered: true, ...recovered };
  }
  const place = await services.store.server.readPlace(grant.accountId);
  const isRecovered = recovery ? false : undefined;
  const connection = { connectionId: randomUUID(), ...owned };
  const caller: Caller = { ...grant, address, connection };
  return { caller, forwardedFor, connection, place, subscription: null, isRecovered, lastMark: 0 };
}

function tokenIn(url: URL, { headers }: IncomingMessage): string {
  return url.searchParams.get('access_token') ?? /^bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1] ?? '';
}

/** By a token made for it, or by an ordinary access token. */
async function grantOf(text: string, { store, clock }: SocketServices): Promise<AccessGrant | undefined> {
  const token = parseToken(text);
  if (!token) return undefined;
  const { accountId, tokenHash } = token;
  const grant =
    (await store.server.readGrant(accountId, tokenHash, 'websocket')) ??
    (await store.server.readGrant(accountId, tokenHash));
  if (!grant || grant.expiresMs <= clock.nowMs()) return undefined;
  const ended = await store.server.readEndedSessions(grant.accountId, [grant.sessionId]);
  return ended.length === 0 ? grant : undefined;
}

type Recovered = Pick<Opening, 'connection' | 'place' | 'subscription' | 'lastMark'>;

/** Undefined when there is nothing to take up, so that the client had better subscribe anew. */
async function recover(
  token: string,
  { accountId, sessionId }: AccessGrant,
  { store, clock, tokens }: SocketServices,
  { owned, supersede }: Admission,
): Promise<Recovered | undefined> {
  const point = tokens.pointFrom(token);
  if (!point || point.accountId !== accountId || point.sessionId !== sessionId) return undefined;
  const { connectionId, place } = point;
  // It knows of what is not here: what it missed cannot be told.
  if (!(await store.server.knowsPlace(accountId, place))) return undefined;
  // The client may know of the end of the old connection before the server does.
  supersede(connectionId);
  const connection = { connectionId, ...owned };
  const resumed = await store.execute({ kind: 'resume-connection', accountId, sessionId, connection });
  // What is there stays with the old connection, and would be kept from this one.
  if (!resumed.ok) return undefined;
  const subscription: Subscription | null = resumed.value;
  // A subscription that was left so short a time ago would still be there: there was none.
  const isFresh = point.issuedMs + recoveryTimeoutMs > clock.nowMs();
  if (!subscription && !isFresh) return undefined;
  const begin = Math.max(place.sequence, subscription?.position ?? 0) as Sequence;
  return { connection, subscription, place: await store.server.readPlace(accountId, begin), lastMark: point.number };
}
