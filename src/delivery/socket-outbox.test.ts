/** Many outboxes over wires that take as much as they like: nothing is lost, doubled, reordered or given to another. */

import assert from 'node:assert/strict';
import { Duplex } from 'node:stream';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { SocketOutbox } from './socket-outbox.ts';
import { textFrame } from './text-frames.ts';
import { WriteBatch } from './write-batch.ts';

class Wire extends Duplex {
  readonly taken: Buffer[] = [];
  #go: (() => void) | undefined;
  isSlow = false;

  override _read(): void {}

  override _write(chunk: Buffer | string, encoding: BufferEncoding, done: () => void): void {
    this.taken.push(typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk);
    if (this.isSlow) this.#go = done;
    else done();
  }

  goOn(): void {
    this.isSlow = false;
    this.#go?.();
    this.#go = undefined;
  }
}

const bytesOf = (text: string) => Buffer.from(textFrame(text) as string, 'latin1');

test('each reader is given its own frames, all of them and in order, however slow it or others are', async () => {
  // A random sequence that is the same each time.
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return Math.floor((seed / 2_147_483_647) * below);
  };
  let waiting = 0;
  const all = {
    writes: new WriteBatch(),
    waits(bytes: number) {
      waiting += bytes;
    },
  };
  const readers = Array.from({ length: 150 }, (_, name) => {
    const wire = new Wire({ highWaterMark: 2000 });
    return { name, wire, outbox: new SocketOutbox(wire, all), added: [] as string[] };
  });
  for (let step = 0; step < 20; step++) {
    for (const { name, wire, outbox, added } of readers) {
      if (random(5) === 0) wire.isSlow = true;
      else if (random(3) === 0) wire.goOn();
      for (let count = random(4); count > 0; count--) {
        added.push(`${name}:${step}:${'x'.repeat(random(1500))}`);
        outbox.add(added.at(-1) as string);
      }
    }
    await turn();
    for (const { wire, outbox, added } of readers) {
      const taken = wire.taken.reduce((sum, part) => sum + part.length, 0);
      const given = added.reduce((sum, text) => sum + bytesOf(text).length, 0);
      assert.ok(taken + outbox.waitingBytes >= given, 'what was added waits or was taken');
    }
  }
  for (const { wire } of readers) wire.goOn();
  for (let turns = 0; turns < 20; turns++) await turn();
  for (const { wire, added } of readers) {
    assert.deepEqual(Buffer.concat(wire.taken), Buffer.concat(added.map(bytesOf)));
  }
  assert.equal(waiting, 0);
});

test('whoever waits for room has it once what waits is taken, or is dropped', async () => {
  for (const ending of ['taken', 'dropped']) {
    const wire = new Wire({ highWaterMark: 100 });
    const outbox = new SocketOutbox(wire, { writes: new WriteBatch(), waits() {} });
    wire.isSlow = true;
    for (let count = 0; count < 3; count++) outbox.add('x'.repeat(200));
    await turn();
    let hasRoom = false;
    const room = outbox.room().then(() => {
      hasRoom = true;
    });
    await turn();
    assert.equal(hasRoom, false);
    if (ending === 'taken') wire.goOn();
    else outbox.drop();
    await room;
  }
});
