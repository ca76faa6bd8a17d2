/** Makes a browser's picture smaller: its 256 most frequent colours, what is left in the nearest of them, packed hard. */

import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signatureBytes = 8;
const paletteSize = 256;

/** Of 8-bit RGB or RGBA pictures without transparency, as browsers take them of pages; others are given back as they are. */
export function smallerPng(png: Buffer): Buffer {
  const chunks = chunksOf(png);
  const header = chunks.find(({ type }) => type === 'IHDR')?.data;
  if (!header) return png;
  const [width, height, depth, colourType] = [header.readUInt32BE(0), header.readUInt32BE(4), header[8], header[9]];
  const channels = colourType === 2 ? 3 : colourType === 6 ? 4 : 0;
  if (channels === 0 || depth !== 8) return png;
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  const pixels = unfiltered(inflateSync(packed), { rowBytes: width * channels, height, channels });
  const smaller = asPalette(pixels, { width, height, channels, header });
  return smaller.length < png.length ? smaller : png;
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

function chunksOf(png: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = signatureBytes; at < png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

/** Undoes what each row was stored relative to. (PNG specification, section 9.) */
function unfiltered(
  raw: Buffer,
  { rowBytes, height, channels }: { rowBytes: number; height: number; channels: number },
) {
  const out = Buffer.alloc(rowBytes * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (rowBytes + 1)] ?? 0;
    for (let x = 0; x < rowBytes; x++) {
      const left = x >= channels ? (out[y * rowBytes + x - channels] ?? 0) : 0;
      const up = y > 0 ? (out[(y - 1) * rowBytes + x] ?? 0) : 0;
      const upLeft = y > 0 && x >= channels ? (out[(y - 1) * rowBytes + x - channels] ?? 0) : 0;
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, upLeft)][filter] ?? 0;
      out[y * rowBytes + x] = (raw[y * (rowBytes + 1) + 1 + x] ?? 0) + predicted;
    }
  }
  return out;
}

function paeth(left: number, up: number, upLeft: number): number {
  const guess = left + up - upLeft;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - upLeft)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : upLeft;
}

interface Size {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly header: Buffer;
}

/** Surfaces keep their exact colours; what is rounded is the edges of letters and shadows. */
function asPalette(pixels: Buffer, { width, height, channels, header }: Size): Buffer {
  const colours = new Uint32Array(width * height);
  const counts = new Map<number, number>();
  for (let n = 0; n < colours.length; n++) {
    const colour = pixels.readUIntBE(n * channels, 3);
    colours[n] = colour;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const byCount = [...counts].sort(([, a], [, b]) => b - a).map(([colour]) => colour);
  const palette = byCount.slice(0, paletteSize);
  const indexOf = new Map(byCount.map((colour, n) => [colour, n < paletteSize ? n : nearest(colour, palette)]));
  const rows = Buffer.alloc((width + 1) * height);
  for (const [n, colour] of colours.entries()) {
    rows[Math.floor(n / width) * (width + 1) + 1 + (n % width)] = indexOf.get(colour) ?? 0;
  }
  return written(header, Buffer.from(palette.flatMap(partsOf)), rows);
}

function partsOf(colour: number): [number, number, number] {
  return [colour >> 16, (colour >> 8) & 255, colour & 255];
}

function nearest(colour: number, palette: readonly number[]): number {
  const [r, g, b] = partsOf(colour);
  let [best, leastDistance] = [0, Number.POSITIVE_INFINITY];
  for (const [index, one] of palette.entries()) {
    const [r2, g2, b2] = partsOf(one);
    const distance = (r - r2) ** 2 + (g - g2) ** 2 + (b - b2) ** 2;
    if (distance < leastDistance) [best, leastDistance] = [index, distance];
  }
  return best;
}

function written(header: Buffer, palette: Buffer, rows: Buffer): Buffer {
  const indexed = Buffer.from(header);
  indexed[9] = 3;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', indexed),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
