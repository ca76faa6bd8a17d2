/** One connection: its requests are put one after another, and read no faster than their answers are taken. */

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

interface Exchange {
  readonly request: IncomingMessage;
  readonly answer: ServerResponse;
}

/** Where Node.js has stopped a socket itself, nobody else may let it go on. */
type HttpSocket = Socket & { readonly _paused?: boolean };

/** The same over TLS, where another object stands for the connection than that which it came as. */
export function nameOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}

export interface ConnectionBasis {
  /** Answers a request. */
  readonly put: RequestListener;
  readonly nowMs: () => number;
  /** Told when there is something in memory on behalf of a connection that had nothing there. */
  readonly holds: (connection: Connection) => void;
}

export class Connection {
  readonly name: string;
  /** Whoever connected to this server: a person, or a proxy. */
  readonly address: string;
  /** Since when it holds what it holds: nothing of it was taken from then on. */
  sinceMs: number;
  readonly #basis: ConnectionBasis;
  #socket: HttpSocket;
  /** How the socket itself reads, in place of which it is read by here. */
  #own: Pick<Socket, 'push' | 'resume'> | undefined;
  readonly #waiting: Exchange[] = [];
  #current: Exchange | undefined;
  #newest: IncomingMessage | undefined;
  /** Bytes of the request that was read last, and of the next one, of which the head is not complete. */
  #ownBytes = 0;
  #nextBytes = 0;
  #sentBytes = 0;
  #isSurrendered = false;
  #afterwards: (() => void) | undefined;

  constructor(socket: Socket, basis: ConnectionBasis) {
    this.name = nameOf(socket);
    this.address = socket.remoteAddress ?? '';
    this.#socket = socket;
    this.#basis = basis;
    this.sinceMs = basis.nowMs();
  }

  /** Once requests may come over it; over TLS that is not the socket that connected. */
  begin(socket: Socket): void {
    this.#socket = socket;
    const { push, resume } = socket;
    this.#own = { push, resume };
    // Read in small parts, a request can be the last that is read.
    socket.push = (chunk: Buffer | null) => {
      if (chunk === null) return push.call(socket, chunk);
      let wantsMore = true;
      for (let begin = 0, end = 0; begin < chunk.length; begin = end) {
        end = endOfPart(chunk, begin);
        wantsMore = push.call(socket, chunk.subarray(begin, end));
      }
      return wantsMore && !socket.isPaused();
    };
    socket.resume = () => (this.#waiting.length > 0 || this.#socket._paused ? socket : resume.call(socket));
    // With a listener, and only then, Node.js does not read past `push`.
    socket.prependListener('data', this.#counted);
  }

  /** Another protocol is spoken from now on. */
  surrender(): void {
    // Deleted, they would make the socket an object that takes four times the memory.
    Object.assign(this.#socket, this.#own);
    this.#own = undefined;
    this.#newest = undefined;
    this.#socket.off('data', this.#counted);
    this.#isSurrendered = true;
    this.#ownBytes = 0;
    this.#nextBytes = 0;
  }

  take(request: IncomingMessage, answer: ServerResponse): void {
    this.#newest = request;
    this.#ownBytes = this.#nextBytes;
    this.#nextBytes = 0;
    if (this.#current) {
      this.#waiting.push({ request, answer });
      this.#socket.pause();
    } else {
      this.#begin({ request, answer });
    }
  }

  get isAnswering(): boolean {
    return this.#current !== undefined;
  }

  /** Whether another protocol is spoken over it, whose rules are not known here. */
  get isSurrendered(): boolean {
    return this.#isSurrendered;
  }

  /** What came last cannot be read to its end: `refuse` says so once all that was asked before is answered. */
  failed(refuse: () => void): void {
    const isCutShort = this.#newest?.complete === false;
    if (isCutShort && this.#waiting.at(-1)?.request === this.#newest) this.#waiting.pop();
    const isOwnFault = isCutShort && this.#current?.request === this.#newest;
    if (!this.#current) refuse();
    else if (!isOwnFault) this.#afterwards = refuse;
    else if (this.#current.answer.headersSent) this.cutOff();
    else refuse();
  }

  /** Whether it has asked for more than what is being answered. */
  get hasAskedMore(): boolean {
    return this.#waiting.length > 0 || this.#nextBytes > 0 || this.#socket.readableLength > 0;
  }

  /** Whether nothing that was asked waits to be answered, or to be read to its end. */
  get isIdle(): boolean {
    return !this.#isSurrendered && !this.#current && this.#nextBytes === 0;
  }

  /** Bytes in memory on its behalf. */
  get heldBytes(): number {
    return this.#ownBytes + this.#nextBytes + this.#socket.readableLength + this.unsentBytes;
  }

  get unsentBytes(): number {
    return this.#socket.writableLength;
  }

  /** Looks whether the other side has taken anything since the last time. */
  observe(): void {
    const sentBytes = this.#takenBytes;
    if (sentBytes !== this.#sentBytes) this.sinceMs = this.#basis.nowMs();
    this.#sentBytes = sentBytes;
  }

  /** Closes it once everything is sent. */
  close(): void {
    this.#socket.destroySoon();
  }

  cutOff(): void {
    this.#socket.destroy();
  }

  readonly #counted = ({ length }: Buffer): void => {
    if (this.heldBytes === 0 && !this.#current) this.#beginsToHold();
    if (this.#newest?.complete ?? true) this.#nextBytes += length;
    else this.#ownBytes += length;
  };

  get #takenBytes(): number {
    return this.#socket.bytesWritten - this.unsentBytes;
  }

  #beginsToHold(): void {
    this.sinceMs = this.#basis.nowMs();
    this.#sentBytes = this.#takenBytes;
    this.#basis.holds(this);
  }

  #begin(exchange: Exchange): void {
    this.#current = exchange;
    this.#beginsToHold();
    exchange.answer.once('close', () => this.#answered(exchange));
    this.#basis.put(exchange.request, exchange.answer);
  }

  #answered({ request }: Exchange): void {
    this.sinceMs = this.#basis.nowMs();
    if (request === this.#newest) this.#ownBytes = 0;
    // What the other side has gone away from is not begun.
    if (this.#socket.destroyed) this.#waiting.length = 0;
    // Everyone else has their turn before.
    if (this.#waiting.length > 0) setImmediate(() => this.#beginNext());
    else this.#rest();
  }

  #beginNext(): void {
    const next = this.#waiting.shift();
    if (!next || this.#socket.destroyed) {
      this.#rest();
      return;
    }
    this.#begin(next);
    if (this.#waiting.length === 0) this.#socket.resume();
  }

  #rest(): void {
    this.#current = undefined;
    this.#afterwards?.();
  }
}

/** Shorter parts would cost more than they are good for: a body may consist of blank lines. */
const leastPartBytes = 256;

/** After a blank line, where the head of a request may end. */
function endOfPart(chunk: Buffer, begin: number): number {
  const blankLine = chunk.indexOf('\r\n\r\n', begin + leastPartBytes - 4);
  return blankLine === -1 ? chunk.length : blankLine + 4;
}
