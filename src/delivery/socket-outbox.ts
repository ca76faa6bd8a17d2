/** Frames that wait until those before them are taken: what lies with the connection can no longer be taken back. */

import type { Duplex } from 'node:stream';
import { textFrame } from './text-frames.ts';
import type { WriteBatch, Writer } from './write-batch.ts';

/** What all outboxes have in common. */
export interface Outboxes {
  readonly writes: WriteBatch;
  /** Told of every byte that begins to wait, or no longer does. */
  waits(bytes: number): void;
}

export class SocketOutbox implements Writer {
  readonly #wire: Duplex;
  readonly #all: Outboxes;
  /** Absent while nothing waits, as nearly always. */
  #frames: (string | Buffer)[] | undefined;
  #bytes = 0;
  #awaitingRoom: (() => void)[] | undefined;

  /** `wire` carries the rest of the protocol as well: whole frames between these. */
  constructor(wire: Duplex, all: Outboxes) {
    this.#wire = wire;
    this.#all = all;
  }

  /** With those that the connection has been given and not sent. */
  get waitingBytes(): number {
    return this.#bytes + this.#wire.writableLength;
  }

  add(text: string): void {
    const frame = textFrame(text);
    this.#count(frame.length);
    if (this.#frames) {
      this.#frames.push(frame);
      return;
    }
    this.#frames = [frame];
    // Else it is handed over when what was given before is sent.
    if (!this.#wire.writableNeedDrain) this.#all.writes.add(this);
  }

  write(): void {
    const frames = this.#frames ?? [];
    this.#frames = undefined;
    for (const [index, frame] of frames.entries()) {
      if (this.#wire.writableNeedDrain) {
        this.#frames = frames.slice(index);
        return;
      }
      this.#hand(frame);
    }
    if (!this.#wire.writableNeedDrain) this.#giveRoom();
  }

  /** Resolves when little waits, or nothing that is added would be sent. */
  async room(): Promise<void> {
    if (!this.#wire.writable || (this.#frames === undefined && !this.#wire.writableNeedDrain)) return;
    await new Promise<void>((resolve) => {
      this.#awaitingRoom ??= [];
      this.#awaitingRoom.push(resolve);
    });
  }

  /** Nothing that waits here is sent any more. */
  drop(): void {
    this.#frames = undefined;
    this.#count(-this.#bytes);
    this.#giveRoom();
  }

  /** Nothing waits here any more. */
  sendAll(): void {
    for (const frame of this.#frames ?? []) this.#hand(frame);
    this.drop();
  }

  #hand(frame: string | Buffer): void {
    this.#count(-frame.length);
    if (!this.#wire.writable) return;
    const neededDrain = this.#wire.writableNeedDrain;
    this.#wire.write(frame, 'latin1');
    if (this.#wire.writableNeedDrain && !neededDrain) this.#wire.once('drain', () => this.write());
  }

  #giveRoom(): void {
    const waiting = this.#awaitingRoom ?? [];
    this.#awaitingRoom = undefined;
    for (const resolve of waiting) resolve();
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    this.#all.waits(bytes);
  }
}
