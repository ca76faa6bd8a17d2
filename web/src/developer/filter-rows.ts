/** Which rows of the timeline are shown. */

import type { TimelineRow } from './join-deliveries.ts';
import type { DeliveryEntry, RequestEntry } from './shapes.ts';

export interface TimelineFilter {
  readonly isErrorsOnly: boolean;
  /** The extension id of whoever asked or was told; empty for everyone. */
  readonly personId: string;
  /** Part of an address, an operation, an error or an id, in any case. */
  readonly text: string;
  /** Leaves out what this web app merely reads, and how it connects. Pages it sends, and errors, stay. */
  readonly hidesReading: boolean;
}

export function filterRows(rows: readonly TimelineRow[], filter: TimelineFilter, webClientId: string): TimelineRow[] {
  const wanted = filter.text.trim().toLowerCase();
  return rows.filter(
    (row) =>
      !(filter.hidesReading && isReading(row, webClientId)) &&
      (!filter.isErrorsOnly || hasFailed(row)) &&
      (filter.personId === '' || concerns(row, filter.personId)) &&
      (wanted === '' || wordsOf(row).toLowerCase().includes(wanted)),
  );
}

export function hasFailed({ request, deliveries }: TimelineRow): boolean {
  return (request?.status ?? 0) >= 400 || deliveries.some(({ attempt }) => attempt?.isAccepted === false);
}

function isReading({ request }: TimelineRow, webClientId: string): boolean {
  if (!request || request.clientId !== webClientId || request.status >= 400) return false;
  return request.method === 'GET' || request.isOverWebSocket || request.operationId === 'createWebsocketToken';
}

function concerns({ request, deliveries }: TimelineRow, personId: string): boolean {
  return request?.extensionId === personId || deliveries.some(({ extensionId }) => extensionId === personId);
}

function wordsOf({ request, deliveries }: TimelineRow): string {
  return [...(request ? requestWords(request) : []), ...deliveries.flatMap(deliveryWords)].join(' ');
}

function requestWords(request: RequestEntry): unknown[] {
  const { method, path, operationId, status, errorCode, message, requestId, messageId } = request;
  return [method, path, operationId, status, errorCode, message, requestId, messageId];
}

function deliveryWords({ transport, event, subscriptionId, newMessageIds, attempt }: DeliveryEntry): unknown[] {
  return [transport, event, subscriptionId, ...newMessageIds, attempt?.status, attempt?.reason];
}
