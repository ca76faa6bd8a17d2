/** The frames of a WebSocket: JSON arrays of what is said about a thing, and the thing. (WIRE contract, section 6.) */

import { randomUUID } from 'node:crypto';
import { DomainError, type Refusal } from '../domain/errors.ts';
import { recoveryTimeoutMs } from '../domain/subscription.ts';
import { errorAnswer } from './errors.ts';
import { headerSpellings } from './header-spellings.ts';
import { isTooDeep } from './json-depth.ts';
import type { Notification } from './notifications.ts';

export interface ClientRequest {
  readonly type: 'ClientRequest';
  readonly messageId: string;
  readonly method: string;
  /** With its query. */
  readonly url: string;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export type ClientFrame = ClientRequest | { readonly type: 'Heartbeat'; readonly messageId: string };

/** A request that cannot be put to the API, to be answered under its own id. */
export class FrameError extends DomainError {
  readonly messageId: string | undefined;

  constructor(refusal: Refusal, messageId?: string) {
    super(refusal);
    this.messageId = messageId;
  }
}

/** Throws `FrameError` for what is no frame, with a message id if it was at least a request. */
export function clientFrameFrom(text: string): ClientFrame {
  const [meta, body] = arrayFrom(text) as [Record<string, unknown> | null | undefined, unknown];
  if (typeof meta !== 'object' || meta === null) throw new FrameError({ code: 'malformed-request' });
  const messageId = textOf(meta.messageId) ?? '';
  if (meta.type === 'Heartbeat') return { type: 'Heartbeat', messageId };
  if (meta.type !== 'ClientRequest') throw new FrameError({ code: 'malformed-request' });
  const { method, path } = meta;
  if (messageId === '') throw new FrameError({ code: 'malformed-request' });
  if (
    typeof method !== 'string' ||
    typeof path !== 'string' ||
    !/^(get|head|post|put|patch|delete|options)$/i.test(method)
  ) {
    throw new FrameError({ code: 'malformed-request' }, messageId);
  }
  // Within the array of the frame.
  if (isTooDeep(Buffer.from(text), 1)) throw new FrameError({ code: 'malformed-json' }, messageId);
  const headers = headersFrom(meta.headers);
  const content = contentFrom(body);
  if (content !== undefined) headers['content-type'] ??= 'application/json';
  return {
    type: 'ClientRequest',
    messageId,
    method: method.toUpperCase(),
    url: urlFrom(path, meta.query, messageId),
    headers,
    body: content,
  };
}

function arrayFrom(text: string): unknown[] {
  try {
    const frame = JSON.parse(text);
    if (Array.isArray(frame)) return frame;
  } catch {
    throw new FrameError({ code: 'malformed-json' });
  }
  throw new FrameError({ code: 'malformed-request' });
}

/** Paths come as whole addresses too. */
function urlFrom(path: string, query: unknown, messageId: string): string {
  const url = URL.parse(path, 'http://beckon');
  if (!url?.pathname.startsWith('/')) throw new FrameError({ code: 'unknown-route' }, messageId);
  for (const [key, value] of Object.entries(typeof query === 'object' && query !== null ? query : {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      const text = textOf(one);
      if (text !== undefined) url.searchParams.append(key, text);
    }
  }
  return url.pathname + url.search;
}

/** Not those that belong to a connection of its own. Who calls is known, whatever `Authorization` says. */
const ownHeaders =
  /^(authorization|host|connection|content-length|transfer-encoding|upgrade|origin|cookie|expect|te|trailer|forwarded|x-forwarded-.*|x-real-ip)$/;

function headersFrom(given: unknown): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(typeof given === 'object' && given !== null ? given : {})) {
    const key = name.toLowerCase();
    const text = Array.isArray(value) ? value.map(textOf).join(', ') : textOf(value);
    if (text !== undefined && !ownHeaders.test(key) && /^[\w!#$%&'*+.^`|~-]+$/.test(key) && !/[\r\n\0]/.test(text)) {
      headers[key] = text;
    }
  }
  return headers;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** Clients send `""` for no body. A text is sent on as it is, such as a multipart body. */
function contentFrom(body: unknown): string | undefined {
  if (body === undefined || body === null || body === '') return undefined;
  return typeof body === 'string' ? body : JSON.stringify(body);
}

export interface Answer {
  readonly status: number;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** An answer of the API as a frame. Multipart bodies stand in it as they are: clients look for their boundary. */
export function answerFrame(
  messageId: string,
  { status, headers, body }: Answer,
  subscriptionId: string | undefined,
): string {
  const shown: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(headers)) {
    const spelling = headerSpellings[name];
    if (spelling !== undefined) shown[spelling] = value;
  }
  if (subscriptionId !== undefined) shown['WSG-SubscriptionId'] = subscriptionId;
  const meta = JSON.stringify({ type: 'ClientRequest', messageId, status, headers: shown });
  if (body === '') return `[${meta}]`;
  const type = String(headers['content-type'] ?? '');
  if (!/^(text\/|multipart\/mixed|application\/([\w.+-]+\+)?json)/.test(type)) {
    return refusalFrame(messageId, { code: 'unsupported-media-type' });
  }
  const isAsItIs = /^(application\/([\w.+-]+\+)?json|multipart\/mixed)/.test(type);
  return `[${meta},${isAsItIs ? body : JSON.stringify(body)}]`;
}

/** A refusal of a request that never came to the API. */
export function refusalFrame(messageId: string, refusal: Refusal): string {
  const { status, headers, body } = errorAnswer(refusal);
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const shown = { ...lower, rcrequestid: randomUUID(), 'content-type': 'application/json' };
  return answerFrame(messageId, { status, headers: shown, body: JSON.stringify(body) }, undefined);
}

export function heartbeatFrame(messageId: string): string {
  return JSON.stringify([{ type: 'Heartbeat', messageId }]);
}

/** What the gateway itself has to say before it closes, in the vendor's codes where there are any. */
export type GatewayError = 'idle' | 'absolute' | 'slow' | 'session-ended';

const gatewayErrors: Readonly<Record<GatewayError, { status: number; errorCode: string; message: string }>> = {
  idle: { status: 408, errorCode: 'WSG-902', message: 'Idle timeout expired' },
  absolute: { status: 408, errorCode: 'WSG-903', message: 'Absolute timeout expired' },
  slow: { status: 503, errorCode: 'BKN-503', message: 'The connection is read too slowly; recover to hear the rest' },
  'session-ended': { status: 401, errorCode: 'OAU-213', message: 'Token not found' },
};

/** Close codes: of the protocol, and below 5000 of our own. */
export const closeCodes: Readonly<Record<GatewayError, number>> = {
  idle: 4408,
  absolute: 4408,
  slow: 4413,
  'session-ended': 4401,
};

export function gatewayErrorFrame(error: GatewayError): string {
  const { status, errorCode, message } = gatewayErrors[error];
  return errorFrame(status, { errorCode, message, errors: [{ errorCode, message }] });
}

/** For a frame that is no request. */
export function frameErrorFrame(refusal: Refusal): string {
  const { status, headers, body } = errorAnswer(refusal);
  const wait = headers['retry-after'];
  return errorFrame(status, body, wait === undefined ? {} : { 'Retry-After': wait });
}

function errorFrame(status: number, body: object, more: Readonly<Record<string, string>> = {}): string {
  const headers = { RCRequestId: randomUUID(), ...more };
  const meta = { type: 'Error', messageId: randomUUID(), status, headers };
  return JSON.stringify([meta, body]);
}

/** A token to recover with, and a number that grows with each: clients keep the one with the largest. */
export interface RecoveryMark {
  readonly token: string;
  readonly sequence: number;
}

export interface SocketLimits {
  readonly maxConnectionsPerSession: number;
  readonly recoveryBufferSize: number;
  readonly idleTimeoutMs: number;
  readonly absoluteTimeoutMs: number;
  readonly maxActiveRequests: number;
}

/** The first frame. `recoveryState` is said only to whoever asked for a recovery. */
export function connectionDetailsFrame(
  wsc: RecoveryMark,
  { limits, nowMs, isRecovered }: { limits: SocketLimits; nowMs: number; isRecovered: boolean | undefined },
): string {
  const { maxConnectionsPerSession, recoveryBufferSize, idleTimeoutMs, absoluteTimeoutMs, maxActiveRequests } = limits;
  const headers = { RCRequestId: randomUUID() };
  return JSON.stringify([
    { type: 'ConnectionDetails', messageId: randomUUID(), status: 200, wsc, headers },
    {
      creationTime: new Date(nowMs).toISOString(),
      ...{ maxConnectionsPerSession, recoveryBufferSize },
      recoveryTimeout: recoveryTimeoutMs / 1000,
      idleTimeout: idleTimeoutMs / 1000,
      absoluteTimeout: absoluteTimeoutMs / 1000,
      maxActiveRequests,
      ...(isRecovered === undefined ? {} : { recoveryState: isRecovered ? 'Successful' : 'Failed' }),
    },
  ]);
}

/** `wsc` only with the last of what a position covers: a client that recovers from it hears nothing of the rest. */
export function notificationFrame(notification: Notification, wsc: RecoveryMark | undefined): string {
  const meta = {
    ...{ type: 'ServerNotification', messageId: randomUUID(), status: 200 },
    ...(wsc === undefined ? {} : { wsc }),
    headers: { RCRequestId: randomUUID() },
  };
  return JSON.stringify([meta, notification]);
}
