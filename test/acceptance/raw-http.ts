/** Requests written byte for byte, over a connection that the client keeps open, and the answers by their bytes. */

import { connect } from 'node:net';
import type { Target } from './server-process.ts';

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  /** Whole lines, in the order in which they are sent. */
  readonly headers: readonly string[];
  readonly body?: string;
}

export interface RawAnswer {
  readonly status: number;
  /** As they were spelt. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly text: string;
}

/** The value of a header, whatever the case of its name. */
export function header({ headers }: RawAnswer, name: string): string | undefined {
  return headers.find(([one]) => one.toLowerCase() === name.toLowerCase())?.[1];
}

export async function exchange({ url }: Target, { method, path, headers, body = '' }: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(`${[`${method} ${path} HTTP/1.1`, ...headers].join('\r\n')}\r\n\r\n${body}`);
  try {
    let bytes = Buffer.alloc(0);
    for await (const chunk of socket) {
      bytes = Buffer.concat([bytes, chunk]);
      const answer = answerFrom(bytes);
      if (answer) return answer;
    }
    throw new Error(`the connection ended within an answer to ${method} ${path}: ${bytes}`);
  } finally {
    socket.destroy();
  }
}

/** Undefined until all of it is there. */
function answerFrom(bytes: Buffer): RawAnswer | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [first = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = lines.map(
    (line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const,
  );
  const status = Number(first.split(' ')[1]);
  const answer = { status, headers, text: '' };
  const rest = bytes.subarray(end + 4);
  const body = header(answer, 'transfer-encoding') === 'chunked' ? bodyInChunks(rest) : bodyOfLength(rest, answer);
  return body && { ...answer, text: body.toString('utf8') };
}

function bodyOfLength(rest: Buffer, answer: RawAnswer): Buffer | undefined {
  const length = answer.status === 204 ? 0 : Number(header(answer, 'content-length'));
  return rest.length < length ? undefined : rest.subarray(0, length);
}

function bodyInChunks(rest: Buffer): Buffer | undefined {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = rest.indexOf('\r\n', at);
    if (end < 0) return undefined;
    const length = Number.parseInt(rest.subarray(at, end).toString('latin1'), 16);
    if (length === 0) return Buffer.concat(chunks);
    at = end + 2 + length + 2;
    if (rest.length < at) return undefined;
    chunks.push(rest.subarray(end + 2, end + 2 + length));
  }
}
