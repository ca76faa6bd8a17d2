/** HTTP requests to addresses that others have named: never redirected, bounded in time and size, kept off private networks. */

import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { globalLookup, isOutsideGlobal } from './global-addresses.ts';

export interface OutgoingRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** For all of it, from looking up the name to the end of the answer. */
  readonly timeoutMs: number;
  /** Of an answer that is longer the rest is not read. */
  readonly maxAnswerBytes: number;
  readonly signal?: AbortSignal;
}

export interface OutgoingAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** False when its end was not read: it was too long, or not there in time. */
  readonly isWhole: boolean;
}

/** There was no answer. The message says why, in words for whoever named the address. */
export class OutgoingError extends Error {}

export interface Outgoing {
  /** Throws `OutgoingError`; rejects with the signal's reason when that was aborted. */
  post(request: OutgoingRequest): Promise<OutgoingAnswer>;
  close(): void;
}

export interface OutgoingOptions {
  /** Whether addresses may be those of this machine and of private networks, and may be asked without TLS. */
  readonly mayBePrivate: boolean;
  /** How names are looked up; by default as the machine does. */
  readonly lookup?: LookupFunction;
}

const maxSockets = 32;

/** Addresses are judged when a connection is made, by what the name means at that moment. */
export function createOutgoing({ mayBePrivate, lookup }: OutgoingOptions): Outgoing {
  const options = {
    ...{ keepAlive: true, maxSockets, allowPrivateIPAddress: mayBePrivate, allowMetaIPAddress: mayBePrivate },
    ...(mayBePrivate ? (lookup ? { lookup } : {}) : { lookup: globalLookup(notPublic, lookup) }),
  };
  const agents = {
    'http:': new RequestFilteringHttpAgent(options),
    'https:': new RequestFilteringHttpsAgent(options),
  };

  async function post(request: OutgoingRequest): Promise<OutgoingAnswer> {
    const url = URL.parse(request.url);
    if (url?.protocol !== 'http:' && url?.protocol !== 'https:') throw new OutgoingError('it is not an http address');
    if (url.protocol === 'http:' && !mayBePrivate) throw new OutgoingError('only https addresses are called');
    if (!mayBePrivate && isOutsideGlobal(url.hostname)) throw notPublic();
    const cutting = new Cutting(request);
    try {
      const response = await ask(url, request, { agent: agents[url.protocol], cutting });
      return await read(response, request.maxAnswerBytes);
    } catch (error) {
      request.signal?.throwIfAborted();
      if (error instanceof OutgoingError) throw error;
      throw new OutgoingError(cutting.isLate ? tooLate(request) : reasonOf(error));
    } finally {
      cutting.end();
    }
  }

  return {
    post,
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

function ask(
  url: URL,
  { headers, body }: Pick<OutgoingRequest, 'headers' | 'body'>,
  { agent, cutting }: { agent: http.Agent; cutting: Cutting },
): Promise<IncomingMessage> {
  const { request } = url.protocol === 'https:' ? https : http;
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const options = { method: 'POST', agent, headers: { ...headers, 'content-length': Buffer.byteLength(body) } };
  const asking = request(url, options);
  cutting.watch(asking);
  asking.once('response', resolve).on('error', (error: NodeJS.ErrnoException) => {
    // A connection that was kept open may be closed by the other side just when it is used again.
    const isWorthAnother = asking.reusedSocket && error.code === 'ECONNRESET';
    if (isWorthAnother) resolve(ask(url, { headers, body }, { agent, cutting }));
    else reject(error);
  });
  // Without a listener the connection would be closed, and nobody told.
  asking.once('upgrade', ({ statusCode }, socket) => {
    socket.destroy();
    reject(new OutgoingError(`it asked for another protocol (${statusCode})`));
  });
  asking.end(body);
  return promise;
}

/**
 * Cuts a request off when its time is over, or its signal is aborted. Timers of one duration cost next to nothing, signals
 * that are put together for each request a tenth of it.
 */
class Cutting {
  readonly #signal: AbortSignal | undefined;
  readonly #timer: NodeJS.Timeout;
  #asking: http.ClientRequest | undefined;
  #isOver = false;
  isLate = false;

  constructor({ timeoutMs, signal }: Pick<OutgoingRequest, 'timeoutMs' | 'signal'>) {
    this.#signal = signal;
    this.#timer = setTimeout(() => {
      this.isLate = true;
      this.#cut();
    }, timeoutMs);
    signal?.addEventListener('abort', this.#cut);
    if (signal?.aborted) this.#cut();
  }

  /** Of one that is asked again the newest counts. */
  watch(asking: http.ClientRequest): void {
    this.#asking = asking;
    if (this.#isOver) this.#cut();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener('abort', this.#cut);
  }

  readonly #cut = (): void => {
    this.#isOver = true;
    this.#asking?.destroy(new Error('cut off'));
  };
}

/** An answer counts by its status once that is there, however its end comes. */
function read(response: IncomingMessage, maxBytes: number): Promise<OutgoingAnswer> {
  const { promise, resolve } = Promise.withResolvers<OutgoingAnswer>();
  const parts: Buffer[] = [];
  let length = 0;
  const answer = (isWhole: boolean) => {
    resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts), isWhole });
  };
  response.on('data', (part: Buffer) => {
    length += part.length;
    if (length <= maxBytes) {
      parts.push(part);
    } else {
      answer(false);
      response.destroy();
    }
  });
  response.on('end', () => answer(response.complete));
  // Cut off, or too slow.
  response.on('error', () => answer(false));
  response.on('close', () => answer(false));
  return promise;
}

const notPublic = () => new OutgoingError('its address is not public');

function tooLate({ timeoutMs }: OutgoingRequest): string {
  return `it did not answer within ${timeoutMs / 1000} seconds`;
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'it refused the connection',
  ECONNRESET: 'it broke off the connection',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name could not be looked up',
  EHOSTUNREACH: 'it cannot be reached',
  ENETUNREACH: 'it cannot be reached',
  ETIMEDOUT: 'it cannot be reached',
  EPROTO: 'it does not speak TLS as it should',
};

/** Says nothing of what a name means: whoever asks need not learn of the server's own network. */
function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message: string };
  if (code === undefined) return /is not allowed/.test(message) ? notPublic().message : 'it cannot be reached';
  if (/CERT|SELF_SIGNED|ISSUER|ALTNAME/.test(code)) return `its certificate is not trusted (${code})`;
  const reason = reasons[code] ?? (code.startsWith('HPE_') ? 'its answer is not HTTP' : 'it cannot be reached');
  return `${reason} (${code})`;
}
