/** Clients that ask and do not read, or begin and do not end. What they ask is put to a server of this machine alone. */

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { WebSocket } from 'ws';

export interface Target {
  readonly port: number;
  readonly token: string;
  /** The largest answer that there is to be had. */
  readonly listPath: string;
}

export interface Crowd extends Disposable {
  /** Does what it does once more: only those who read can. Resolves once each was answered. */
  readonly again?: () => Promise<void>;
}

export type Gather = (target: Target, count: number) => Promise<Crowd>;

const asked = 200;
/** Just less than is taken. */
const bodyBytes = 1024 * 1024 - 64;
const headBytes = 250 * 1024;

function gather(bytes: (target: Target) => string): Gather {
  return async (target, count) => {
    const sockets = await Promise.all(Array.from({ length: count }, () => open(target)));
    const text = bytes(target);
    for (const socket of sockets) socket.write(text);
    return { [Symbol.dispose]: () => end(sockets) };
  };
}

async function open({ port }: Target): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').pause();
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

function end(sockets: readonly Socket[]): void {
  for (const socket of sockets) socket.destroy();
}

function get(path: string, token = ''): string {
  return `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${token === '' ? '' : `Authorization: Bearer ${token}\r\n`}\r\n`;
}

/** Those who ask on every connection, read to the end, and ask again. */
export const honest: Gather = async (target, count) => {
  const sockets = await Promise.all(Array.from({ length: count }, () => open(target)));
  const ask = (socket: Socket) =>
    new Promise<void>((resolve) => {
      let head = '';
      let missing = Number.POSITIVE_INFINITY;
      const read = (part: Buffer) => {
        if (missing === Number.POSITIVE_INFINITY) {
          head += part.toString('latin1');
          const end = head.indexOf('\r\n\r\n');
          if (end === -1) return;
          missing = Number(/content-length: (\d+)/i.exec(head)?.[1]) - (head.length - end - 4);
        } else {
          missing -= part.length;
        }
        if (missing > 0) return;
        socket.off('data', read);
        resolve();
      };
      socket.on('data', read).resume();
      socket.write(get(target.listPath, target.token));
    });
  const again = async () => {
    await Promise.all(sockets.map(ask));
  };
  return { again, [Symbol.dispose]: () => end(sockets) };
};

/** By what they do. */
export const abusers: Readonly<Record<string, Gather>> = {
  'descriptions unread': gather(() => get('/openapi.json').repeat(asked)),
  'lists unread': gather(({ listPath, token }) => get(listPath, token).repeat(asked)),
  'bodies without end': gather(
    ({ token }) =>
      `POST /restapi/v1.0/account/~/extension/~/company-pager HTTP/1.1\r\nHost: localhost\r\n` +
      `Authorization: Bearer ${token}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${bodyBytes}\r\n\r\n"${'x'.repeat(bodyBytes - 3)}`,
  ),
  'heads without end': gather(() => `GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ${'x'.repeat(headBytes)}`),
  'nothing asked': gather(() => ''),
};

async function openWebSockets({ port, token }: Target, count: number): Promise<readonly WebSocket[]> {
  const url = `ws://127.0.0.1:${port}/ws?access_token=${token}`;
  const sockets = Array.from({ length: count }, () => new WebSocket(url));
  for (const socket of sockets) socket.on('error', () => {});
  await Promise.all(sockets.map((socket) => once(socket, 'message')));
  return sockets;
}

function askOver(socket: WebSocket, { listPath }: Target): void {
  socket.send(JSON.stringify([{ type: 'ClientRequest', messageId: 'list', method: 'GET', path: listPath }]));
}

function endAll(sockets: readonly WebSocket[]): void {
  for (const socket of sockets) socket.terminate();
}

export const honestOverWebSockets: Gather = async (target, count) => {
  const sockets = await openWebSockets(target, count);
  const ask = async (socket: WebSocket) => {
    const answered = once(socket, 'message');
    askOver(socket, target);
    await answered;
  };
  const again = async () => {
    await Promise.all(sockets.map(ask));
  };
  return { again, [Symbol.dispose]: () => endAll(sockets) };
};

export const abusersOverWebSockets: Readonly<Record<string, Gather>> = {
  'lists unread over WebSockets': async (target, count) => {
    const sockets = await openWebSockets(target, count);
    for (const socket of sockets) {
      socket.pause();
      for (let number = 0; number < asked; number++) askOver(socket, target);
    }
    return { [Symbol.dispose]: () => endAll(sockets) };
  },
};
