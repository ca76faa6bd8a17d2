/** Requests and answers about several resources at once, in the vendor's two encodings. (WIRE contract, section 3.) */

import { randomUUID } from 'node:crypto';

export interface BulkItem {
  readonly id: string;
  readonly href: string;
  readonly status: number;
  readonly body: unknown;
}

export const bulkJsonType = 'application/vnd.ringcentral.multipart+json';

const descriptions: Readonly<Record<number, string>> = {
  200: 'OK',
  204: 'No Content',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
};

export interface BulkAnswer {
  readonly contentType: string;
  /** Its text, a piece at a time: about thousands of resources it is long. */
  readonly pieces: Iterable<string>;
}

/** `accept` is the request's header; whoever does not ask for the JSON form gets `multipart/mixed`. */
export function bulkAnswer(items: readonly BulkItem[], accept: string | undefined): BulkAnswer {
  if (accept?.toLowerCase().includes(bulkJsonType)) return { contentType: bulkJsonType, pieces: jsonPieces(items) };
  const boundary = `Boundary_${randomUUID().replaceAll('-', '')}`;
  // Clients take the boundary as it stands, so it is not quoted.
  return { contentType: `multipart/mixed; boundary=${boundary}`, pieces: multipartPieces(items, boundary) };
}

function* jsonPieces(items: readonly BulkItem[]): Iterable<string> {
  yield* listPieces('[', items, ({ id, status, body }) => ({ resourceId: id, status, body }));
  yield ']';
}

/** First what became of each, then the body of each. */
function* multipartPieces(items: readonly BulkItem[], boundary: string): Iterable<string> {
  const head = `--${boundary}\r\nContent-Type: application/json\r\n\r\n`;
  yield* listPieces(`${head}{"response":[`, items, ({ href, status }) => {
    return { href, status, responseDescription: descriptions[status] ?? '' };
  });
  yield ']}\r\n';
  // Thousands may share one refusal.
  const texts = new Map<unknown, string>();
  for (const { body } of items) {
    const text = texts.get(body) ?? JSON.stringify(body);
    texts.set(body, text);
    yield `${head}${text}\r\n`;
  }
  yield `--${boundary}--\r\n`;
}

function* listPieces(opening: string, items: readonly BulkItem[], shown: (item: BulkItem) => object): Iterable<string> {
  yield opening;
  for (const [index, item] of items.entries()) yield `${index === 0 ? '' : ','}${JSON.stringify(shown(item))}`;
}

/** What is to be done to one resource; its id is absent where the path has it. */
export interface BulkEntry {
  readonly resourceId?: string;
  readonly body: unknown;
}

/** The bodies of a request about several resources. */
export class BulkRequestBody {
  readonly entries: readonly BulkEntry[];

  constructor(entries: readonly BulkEntry[]) {
    this.entries = entries;
  }
}

/** Throws `SyntaxError` for what is not a list of entries. */
export function bulkFromJson(json: unknown): BulkRequestBody {
  if (!Array.isArray(json)) throw new SyntaxError('not a list');
  return new BulkRequestBody(
    json.map((entry: { resourceId?: unknown; body?: unknown } | null) => ({
      ...(entry?.resourceId === undefined ? {} : { resourceId: String(entry.resourceId) }),
      body: entry?.body,
    })),
  );
}

/**
 * The JSON parts of a `multipart/mixed` body. Clients leave out the line end after the closing boundary, and some the
 * blank line of a part without headers. Throws `SyntaxError` for a part that is not JSON or a body without a boundary.
 */
export function bulkFromMultipart(text: string, contentType: string): BulkRequestBody {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1]?.trim();
  if (boundary === undefined) throw new SyntaxError('no boundary');
  const [, ...parts] = `\r\n${text}`.split(new RegExp(`\\r?\\n--${RegExp.escape(boundary)}`));
  const closing = parts.pop();
  if (!closing?.startsWith('--')) throw new SyntaxError('no closing boundary');
  return new BulkRequestBody(parts.map((part) => ({ body: JSON.parse(part.slice(bodyStart(part))) })));
}

/** Where a part's body begins: after the first blank line. */
function bodyStart(part: string): number {
  const blank = /\r?\n\r?\n/.exec(part);
  return blank ? blank.index + blank[0].length : 0;
}
