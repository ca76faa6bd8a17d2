/** What comes over a WebSocket, heard by functions that all of them share: one for each would be memory a connection. */

import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';

/** What a connection is spoken over: by the protocol, and below it. */
export interface Spoken {
  readonly socket: WebSocket;
  readonly wire: Duplex;
}

export interface SocketListener {
  received(data: RawData, isBinary: boolean): void;
  wasActive(): void;
  answeredPing(): void;
  wasClosed(): void;
}

/** Found by its socket. */
type HeardSocket = WebSocket & { listener?: SocketListener };

export function listenTo(socket: WebSocket, listener: SocketListener): void {
  (socket as HeardSocket).listener = listener;
  socket.on('message', hearMessage);
  socket.on('ping', hearPing);
  socket.on('pong', hearPong);
  socket.on('error', hearError);
  socket.on('close', hearClose);
}

function hearMessage(this: HeardSocket, data: RawData, isBinary: boolean): void {
  this.listener?.received(data, isBinary);
}

function hearPing(this: HeardSocket): void {
  this.listener?.wasActive();
}

function hearPong(this: HeardSocket): void {
  this.listener?.answeredPing();
}

/** What is wrong with a connection shows as its end. */
function hearError(): void {}

function hearClose(this: HeardSocket): void {
  this.listener?.wasClosed();
}
