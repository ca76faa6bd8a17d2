/** Text as a server's frame of the WebSocket protocol: written in one piece, which costs half of a head and a text by themselves. (RFC 6455, section 5.2.) */

import type { Writable } from 'node:stream';

const finalText = 0x81;
/** What the second byte says of a length that does not fit into it: in how many bytes it comes. */
const [inTwoBytes, inEightBytes] = [126, 127];

/** False when whoever goes on writing had better wait for `drain`. */
export function writeTextFrame(wire: Writable, text: string): boolean {
  const length = Buffer.byteLength(text);
  const head = headOf(length);
  // Plain letters are the same bytes in both, and those of one byte each need no copy.
  if (length === text.length) return wire.write(String.fromCharCode(...head) + text, 'latin1');
  return wire.write(Buffer.concat([Buffer.from(head), Buffer.from(text)]));
}

function headOf(length: number): number[] {
  if (length < inTwoBytes) return [finalText, length];
  if (length < 0x1_00_00) return [finalText, inTwoBytes, length >> 8, length & 0xff];
  const whole = new DataView(new ArrayBuffer(8));
  whole.setBigUint64(0, BigInt(length));
  return [finalText, inEightBytes, ...new Uint8Array(whole.buffer)];
}
