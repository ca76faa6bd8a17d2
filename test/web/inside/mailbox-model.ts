/** One person's mailbox as the server keeps it, naive: messages in a sequence, conversations that can be lost and regained. */

import type { MessageJson, MessagesNews, SyncJson, SyncRecord } from '../../../web/src/api/shapes.ts';
import type { Clock } from '../../../web/src/browser/ports.ts';

interface Kept {
  json: MessageJson;
  seq: number;
}

export interface Page {
  readonly text: string;
  readonly conversationId?: number | undefined;
  readonly writtenTime?: string | undefined;
}

export class MailboxModel {
  readonly messages = new Map<number, Kept>();
  /** What was sent, by its key. */
  readonly sent = new Map<string, number>();
  /** So many records at most come at once, in a list or in a first sync. */
  most = Number.POSITIVE_INFINITY;
  readonly #lost = new Set<number>();
  readonly #clock: Clock;
  readonly #changed: () => void;
  #next: number;

  /** Ids begin at `firstId`: no two mailboxes have one in common. */
  constructor(firstId: number, clock: Clock, changed: () => void) {
    this.#next = firstId;
    this.#clock = clock;
    this.#changed = changed;
  }

  get position(): number {
    return this.#next;
  }

  /** Those that can be read. */
  alive(): Map<number, string> {
    return new Map(this.#readable().map(({ id, subject, readStatus }) => [id, `${subject} ${readStatus}`] as const));
  }

  /** Threads that can be read. */
  conversations(): number[] {
    return [...new Set(this.#readable().map(({ conversationId }) => conversationId))];
  }

  arrive(text: string, conversationId?: number): void {
    this.#add({ text, conversationId }, 'Inbound');
  }

  change(id: number, change: Partial<MessageJson>): void {
    const kept = this.messages.get(id);
    if (!kept) return;
    const lastModifiedTime = new Date(Date.parse(kept.json.lastModifiedTime) + 1 + this.#next).toISOString();
    kept.json = { ...kept.json, ...change, lastModifiedTime };
    kept.seq = this.#next++;
    this.#changed();
  }

  /** Its owner leaves the Department that a thread was for. Of the messages themselves nothing changes. */
  lose(conversationId: number): void {
    this.#lost.add(conversationId);
    this.#touch(conversationId);
  }

  regain(): void {
    const all = [...this.#lost];
    this.#lost.clear();
    for (const conversationId of all) this.#touch(conversationId);
  }

  send(key: string, page: Page): MessageJson {
    const known = this.messages.get(this.sent.get(key) ?? 0);
    if (known) return known.json;
    const json = this.#add(page, 'Outbound');
    this.sent.set(key, json.id);
    return json;
  }

  /** All that changed from a place in the sequence on, or the newest there are. */
  sync(token: string | null): SyncJson {
    const all = this.#readable();
    const records = token === null ? all.slice(-this.most) : this.since(Number(token.slice(1)));
    const olderRecordsExist = token === null && records.length < all.length;
    const info = { syncToken: `t${this.#next}`, position: this.#next, olderRecordsExist };
    return { records, syncInfo: info as SyncJson['syncInfo'] };
  }

  since(seq: number): SyncRecord[] {
    return [...this.messages.values()]
      .filter((kept) => kept.seq >= seq)
      .map(({ json }) => {
        const { id, conversationId, availability } = json;
        if (this.#lost.has(conversationId)) return { id, conversationId, availability: 'Purged' };
        return availability === 'Alive' ? json : { id, conversationId, availability };
      });
  }

  news(since: number): MessagesNews {
    const info = { syncToken: `t${this.#next}`, olderRecordsExist: false, since, position: this.#next };
    return { records: this.since(since), syncInfo: info as NonNullable<MessagesNews['syncInfo']> };
  }

  /** Newest first. */
  list(query: URLSearchParams): object {
    const [perPage, page] = ['perPage', 'page'].map((name) => Number(query.get(name) ?? 1)) as [number, number];
    const until = Date.parse(query.get('dateTo') ?? '9999-01-01T00:00:00.000Z');
    const fits = this.#readable().filter(
      (one) =>
        Date.parse(one.creationTime) < until &&
        ['readStatus', 'direction', 'conversationId'].every(
          (name) => !query.has(name) || String(one[name as keyof MessageJson]) === query.get(name),
        ),
    );
    const most = Math.min(perPage, this.most);
    const records = fits.reverse().slice((page - 1) * most, page * most);
    return { records, paging: { totalPages: Math.ceil(fits.length / most), totalElements: fits.length } };
  }

  isGone(id: number): boolean {
    const json = this.messages.get(id)?.json;
    return !json || json.availability === 'Purged' || this.#lost.has(json.conversationId);
  }

  #readable(): MessageJson[] {
    return [...this.messages.values()]
      .map(({ json }) => json)
      .filter(({ availability, conversationId }) => availability === 'Alive' && !this.#lost.has(conversationId))
      .sort((a, b) => a.id - b.id);
  }

  #touch(conversationId: number): void {
    for (const kept of this.messages.values()) if (kept.json.conversationId === conversationId) kept.seq = this.#next++;
    this.#changed();
  }

  #add({ text, conversationId, writtenTime }: Page, direction: 'Inbound' | 'Outbound'): MessageJson {
    const id = this.#next++;
    const creationTime = new Date(this.#clock.nowMs()).toISOString();
    const json = {
      ...{ id, subject: text, direction, creationTime, lastModifiedTime: creationTime },
      ...{ conversationId: conversationId ?? id, ...(writtenTime === undefined ? {} : { writtenTime }) },
      ...{ from: { extensionNumber: '102' }, to: [{ extensionNumber: '101' }], pgToDepartment: false },
      ...{ readStatus: 'Unread', availability: 'Alive' },
    } as unknown as MessageJson;
    this.messages.set(id, { json, seq: id });
    this.#changed();
    return json;
  }
}
