/** The records that a subscription's notifications carry: read before each, filter by filter, without a gap between them. */

import { DomainError } from '../domain/errors.ts';
import type { Sequence } from '../domain/ids.ts';
import type { SyncPosition } from '../domain/reads/messages.ts';
import type { EventFilter } from '../domain/subscription.ts';
import type { MailboxNews } from '../wire/messages.ts';
import type { MessagesFilter, NewsReader, ReadNews } from './mailbox-news.ts';

/** Those of a subscription that ask for records. */
export function filtersWithRecords(filters: readonly EventFilter[]): MessagesFilter[] {
  return filters.filter((filter): filter is MessagesFilter => filter.kind === 'messages' && !!filter.hasRecords);
}

export class RecordsOfFilters {
  readonly #filters: readonly MessagesFilter[];
  readonly #read: NewsReader;
  /** Up to where each has been told. */
  readonly #told: Map<string, Sequence | SyncPosition>;
  #next = new Map<string, ReadNews>();

  constructor(filters: readonly MessagesFilter[], since: Sequence, read: NewsReader) {
    this.#filters = filters;
    this.#told = new Map(this.#filters.map(({ text }) => [text, since]));
    this.#read = read;
  }

  async read(): Promise<void> {
    this.#next = new Map();
    for (const filter of this.#filters) {
      const since = this.#told.get(filter.text) as Sequence | SyncPosition;
      try {
        this.#next.set(filter.text, await this.#read(filter, since));
      } catch (error) {
        // Whoever may not read any more is told without records, or not at all.
        if (!(error instanceof DomainError)) throw error;
      }
    }
  }

  /** Answers each filter, once, with what was read for it. What it answers is told. */
  take(): (filter: EventFilter) => MailboxNews | undefined {
    const next = this.#next;
    this.#next = new Map();
    return ({ text }) => {
      const read = next.get(text);
      if (read) this.#told.set(text, read.until);
      return read?.news;
    };
  }
}
