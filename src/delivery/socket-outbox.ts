/** Frames that wait until those before them are taken: what lies with the connection can no longer be taken back. */

import type { WebSocket } from 'ws';

/** Bytes that are given to the connection at a time. */
const handedOverBytes = 64 * 1024;

export class SocketOutbox {
  readonly #socket: WebSocket;
  /** Told of every byte that begins to wait here, or no longer does. */
  readonly #waits: (bytes: number) => void;
  #frames: string[] = [];
  #bytes = 0;
  #awaitingRoom: (() => void)[] = [];

  constructor(socket: WebSocket, waits: (bytes: number) => void) {
    this.#socket = socket;
    this.#waits = waits;
  }

  /** With those that the connection has been given and not sent. */
  get waitingBytes(): number {
    return this.#bytes + this.#socket.bufferedAmount;
  }

  add(frame: string): void {
    this.#frames.push(frame);
    this.#count(Buffer.byteLength(frame));
    this.#handOver();
  }

  /** Resolves when little waits, or nothing that is added would be sent. */
  async room(): Promise<void> {
    if (this.waitingBytes < handedOverBytes || this.#socket.readyState !== this.#socket.OPEN) return;
    await new Promise<void>((resolve) => this.#awaitingRoom.push(resolve));
  }

  /** Nothing that waits here is sent any more. */
  drop(): void {
    this.#frames = [];
    this.#count(-this.#bytes);
    this.#giveRoom();
  }

  /** Nothing waits here any more. */
  sendAll(): void {
    for (const frame of this.#frames) this.#socket.send(frame);
    this.drop();
  }

  readonly #handOver = (): void => {
    while (this.#frames.length > 0 && this.#socket.bufferedAmount < handedOverBytes) {
      const frame = this.#frames.shift() as string;
      this.#count(-Buffer.byteLength(frame));
      this.#socket.send(frame, this.#handOver);
    }
    if (this.waitingBytes < handedOverBytes) this.#giveRoom();
  };

  #giveRoom(): void {
    const waiting = this.#awaitingRoom;
    this.#awaitingRoom = [];
    for (const resolve of waiting) resolve();
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    this.#waits(bytes);
  }
}
