/** Puts what people were told under the request that it follows from. The one place in which this is decided. */

import type { DeliveryEntry, RequestEntry, TimelineEntry } from './shapes.ts';

export interface TimelineRow {
  /** Stays the same while the row is shown. */
  readonly key: number;
  /** Absent for what was told without a page, such as a read mark or a change of the directory. */
  readonly request?: RequestEntry;
  readonly deliveries: readonly DeliveryEntry[];
}

/** Entries in any order become rows in the order in which they happened. */
export function joinDeliveries(entries: readonly TimelineEntry[]): TimelineRow[] {
  const pages = entries
    .filter((entry) => entry.kind === 'request')
    .filter(({ messageId }) => messageId !== null)
    .sort((a, b) => Number(a.messageId) - Number(b.messageId));
  const told = new Map<RequestEntry, DeliveryEntry[]>();
  const rows: TimelineRow[] = [];
  for (const entry of entries) {
    if (entry.kind === 'request') {
      const deliveries: DeliveryEntry[] = [];
      told.set(entry, deliveries);
      rows.push({ key: entry.number, request: entry, deliveries });
    }
  }
  for (const entry of entries) {
    if (entry.kind !== 'delivery') continue;
    const sent = new Set(entry.newMessageIds.map((id) => pageOf(id, pages)).filter((page) => page !== undefined));
    for (const page of sent) told.get(page)?.push(entry);
    if (sent.size === 0) rows.push({ key: entry.number, deliveries: [entry] });
  }
  return rows.sort((a, b) => a.key - b.key);
}

/** Of each notification the newest attempt alone: one that fails for hours would fill the timeline. */
export function newestAttempts(deliveries: readonly DeliveryEntry[]): DeliveryEntry[] {
  const newest = new Map(deliveries.map((delivery) => [delivery.notificationId, delivery]));
  return deliveries.filter((delivery) => newest.get(delivery.notificationId) === delivery);
}

/** A page's copies have the ids that follow its own, up to those of the next page: the last that does not lie above. */
function pageOf(copyId: number, pages: readonly RequestEntry[]): RequestEntry | undefined {
  let low = 0;
  let high = pages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Number(pages[middle]?.messageId) <= copyId) low = middle + 1;
    else high = middle;
  }
  return pages[low - 1];
}
