/** Answers about several resources at once, in the vendor's two encodings. (WIRE contract, section 3.) */

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
  readonly body: string;
}

/** `accept` is the request's header; whoever does not ask for the JSON form gets `multipart/mixed`. */
export function bulkAnswer(items: readonly BulkItem[], accept: string | undefined): BulkAnswer {
  if (accept?.includes(bulkJsonType)) {
    const entries = items.map(({ id, status, body }) => ({ resourceId: id, status, body }));
    return { contentType: bulkJsonType, body: JSON.stringify(entries) };
  }
  const boundary = `Boundary_${randomUUID().replaceAll('-', '')}`;
  const response = items.map(({ href, status }) => ({
    href,
    status,
    responseDescription: descriptions[status] ?? '',
  }));
  const parts = [{ response }, ...items.map(({ body }) => body)].map(
    (part) => `--${boundary}\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(part)}\r\n`,
  );
  // Clients take the boundary as it stands, so it is not quoted.
  return { contentType: `multipart/mixed; boundary=${boundary}`, body: `${parts.join('')}--${boundary}--\r\n` };
}
