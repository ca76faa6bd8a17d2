/** Frames as a client of the protocol reads them. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textFrame } from './text-frames.ts';

const lengths = [0, 1, 125, 126, 127, 65_535, 65_536, 200_000];

function readBack(frame: string | Buffer): string {
  const bytes = typeof frame === 'string' ? Buffer.from(frame, 'latin1') : frame;
  assert.equal(bytes.length, frame.length);
  const [kind, short] = [bytes[0], bytes[1] as number];
  assert.equal(kind, 0x81, 'a text, and its last part');
  const [headLength, length] =
    short < 126 ? [2, short] : short === 126 ? [4, bytes.readUInt16BE(2)] : [10, Number(bytes.readBigUInt64BE(2))];
  assert.equal(bytes.length, headLength + length);
  return bytes.subarray(headLength).toString();
}

test('a text of any length and in any script is read as it was written', () => {
  const letters = ['a', 'é', '€', '😀'];
  const texts = letters.flatMap((letter) => lengths.map((length) => letter.repeat(Math.ceil(length / letter.length))));
  for (const text of texts) assert.equal(readBack(textFrame(text)), text);
});
