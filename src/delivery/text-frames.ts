/** Text as a frame of the WebSocket protocol, from a server to a client. (RFC 6455, section 5.2.) */

const finalText = 0x81;
/** What the second byte says of a length that does not fit into it: in how many bytes it comes. */
const [inTwoBytes, inEightBytes] = [126, 127];

/**
 * In one piece, which costs half of what writing a head and a text by themselves does. It has as many elements as bytes
 * are sent: each letter of a string is one byte (`latin1`), so that what is plain needs no copy.
 */
export function textFrame(text: string): string | Buffer {
  const length = Buffer.byteLength(text);
  const head = headOf(length);
  if (length === text.length) return String.fromCharCode(...head) + text;
  return Buffer.concat([Buffer.from(head), Buffer.from(text)]);
}

function headOf(length: number): number[] {
  if (length < inTwoBytes) return [finalText, length];
  if (length < 0x1_00_00) return [finalText, inTwoBytes, length >> 8, length & 0xff];
  const whole = Buffer.alloc(8);
  whole.writeBigUInt64BE(BigInt(length));
  return [finalText, inEightBytes, ...whole];
}
