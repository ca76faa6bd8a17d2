/** A long list that the server gives page by page, newest first: more of it is asked for as someone goes on reading. */

import { useEffect, useRef, useState } from 'preact/hooks';
import type { Ask } from '../api/create-client.ts';
import { reasonOf } from '../api/reason.ts';
import type { ListJson } from '../api/shapes.ts';
import { call } from './client.ts';

export interface Pages<T> {
  /** Undefined until the first page is there. */
  readonly records: readonly T[] | undefined;
  readonly total: number;
  readonly trouble: string | undefined;
  readonly hasMore: boolean;
  loadMore(): void;
  reload(): void;
  /** Takes one off that is no longer of this list. */
  leaveOut(key: string | number): void;
}

interface Kept<T> {
  readonly records?: readonly T[];
  readonly total: number;
  readonly nextPage: number;
  readonly hasMore: boolean;
  readonly trouble?: string;
}

const perPage = 100;
/** The most that the server gives at once. */
const mostAtOnce = 1000;
const nothing = { total: 0, nextPage: 1, hasMore: true };

interface PagesOptions {
  /** What is awaited before each page is asked for. */
  readonly before?: () => Promise<unknown>;
  /** It is read anew whenever this changes. */
  readonly version?: number;
}

/** Begins anew whenever path or query change; read anew, a list is as long as it was. What comes twice, because newer records moved it on, is shown once. */
export function usePages<T>(
  path: string,
  query: Ask['query'],
  keyOf: (record: T) => string | number,
  { before, version }: PagesOptions = {},
): Pages<T> {
  const [kept, setKept] = useState<Kept<T>>(nothing);
  const [round, setRound] = useState(0);
  const asking = useRef<AbortController>();
  const asked = JSON.stringify([path, query]);
  const askedBefore = useRef<string>();

  async function read({ nextPage, records = [] }: Kept<T>, pages = 1): Promise<void> {
    asking.current?.abort();
    const controller = new AbortController();
    asking.current = controller;
    try {
      await before?.();
      if (controller.signal.aborted) return;
      const list = await call<ListJson<T>>(path, {
        query: { ...query, page: nextPage, perPage: perPage * pages },
        signal: controller.signal,
      });
      const known = new Set(records.map(keyOf));
      const added = list.records.filter((record) => !known.has(keyOf(record)));
      const { totalElements: total, totalPages } = list.paging;
      setKept({
        ...{ records: [...records, ...added], total },
        ...{ nextPage: nextPage + pages, hasMore: nextPage < totalPages },
      });
    } catch (error) {
      if (!controller.signal.aborted) setKept((now) => ({ ...now, trouble: reasonOf(error) }));
    } finally {
      if (asking.current === controller) asking.current = undefined;
    }
  }

  useEffect(() => {
    const pages = askedBefore.current === asked ? kept.nextPage - 1 : 1;
    askedBefore.current = asked;
    void read(nothing, Math.min(Math.max(pages, 1), mostAtOnce / perPage));
    return () => asking.current?.abort();
  }, [asked, round, version]);
  return {
    ...{ records: kept.records, total: kept.total, trouble: kept.trouble },
    // After a refusal only a person tries again.
    hasMore: kept.records !== undefined && kept.hasMore && kept.trouble === undefined,
    loadMore() {
      if (!asking.current) void read(kept);
    },
    reload: () => setRound((count) => count + 1),
    leaveOut: (key) =>
      setKept((now) => ({
        ...now,
        ...(now.records ? { records: now.records.filter((record) => keyOf(record) !== key) } : {}),
        total: now.total - 1,
      })),
  };
}
