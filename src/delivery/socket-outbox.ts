/** Frames that wait until those before them are taken: what lies with the connection can no longer be taken back. */

import type { Duplex } from 'node:stream';
import { writeTextFrame } from './text-frames.ts';

export class SocketOutbox {
  readonly #wire: Duplex;
  /** Told of every byte that begins to wait here, or no longer does. */
  readonly #waits: (bytes: number) => void;
  /** Absent while none waits, as nearly always. */
  #frames: string[] | undefined;
  #bytes = 0;
  #awaitingRoom: (() => void)[] | undefined;

  /** Over `wire` goes whatever else the protocol has to say: whole frames, from one turn to the next. */
  constructor(wire: Duplex, waits: (bytes: number) => void) {
    this.#wire = wire;
    this.#waits = waits;
  }

  /** With those that the connection has been given and not sent. */
  get waitingBytes(): number {
    return this.#bytes + this.#wire.writableLength;
  }

  add(frame: string): void {
    if (this.#hasRoom) {
      this.#write(frame);
      return;
    }
    this.#frames ??= [];
    this.#frames.push(frame);
    this.#count(Buffer.byteLength(frame));
  }

  /** Resolves when little waits, or nothing that is added would be sent. */
  async room(): Promise<void> {
    if (this.#hasRoom || !this.#wire.writable) return;
    await new Promise<void>((resolve) => {
      this.#awaitingRoom ??= [];
      this.#awaitingRoom.push(resolve);
    });
  }

  /** Nothing that waits here is sent any more. */
  drop(): void {
    this.#frames = undefined;
    if (this.#bytes > 0) this.#count(-this.#bytes);
    this.#giveRoom();
  }

  /** Nothing waits here any more. */
  sendAll(): void {
    for (const frame of this.#frames ?? []) this.#write(frame);
    this.drop();
  }

  get #hasRoom(): boolean {
    return this.#frames === undefined && !this.#wire.writableNeedDrain;
  }

  #write(frame: string): void {
    if (!this.#wire.writable) return;
    const didNeedDrain = this.#wire.writableNeedDrain;
    const isTaken = writeTextFrame(this.#wire, frame);
    if (!isTaken && !didNeedDrain) this.#wire.once('drain', () => this.#handOver());
  }

  #handOver(): void {
    const frames = this.#frames ?? [];
    this.#frames = undefined;
    const count = frames.findIndex((frame) => {
      this.#count(-Buffer.byteLength(frame));
      this.#write(frame);
      return this.#wire.writableNeedDrain;
    });
    const rest = count === -1 ? [] : frames.slice(count + 1);
    if (rest.length > 0) this.#frames = rest;
    if (this.#hasRoom) this.#giveRoom();
  }

  #giveRoom(): void {
    const waiting = this.#awaitingRoom ?? [];
    this.#awaitingRoom = undefined;
    for (const resolve of waiting) resolve();
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    this.#waits(bytes);
  }
}
