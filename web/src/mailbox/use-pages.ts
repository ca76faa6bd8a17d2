/** A long list of messages from the server, a stretch at a time: the first at once, the others when asked for. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { call, mailboxPath } from '../api/client.ts';
import { reasonOf } from '../api/reason.ts';
import type { ListJson, MessageJson } from '../api/shapes.ts';
import { sendChanges } from './changes.ts';

const perPage = 100;

export interface Pages {
  /** Undefined until the first stretch is there. */
  readonly records: readonly MessageJson[] | undefined;
  readonly totalElements: number;
  readonly trouble: string | undefined;
  readonly hasMore: boolean;
  loadMore(): void;
  /** Takes one off that is no longer of this list. */
  leaveOut(id: number): void;
}

/** Reads anew whenever the query changes. */
export function usePages(query: Readonly<Record<string, string>>): Pages {
  const [list, setList] = useState<{ records: readonly MessageJson[]; totalElements: number }>();
  const [trouble, setTrouble] = useState<string>();
  const page = useRef(0);
  const abort = useRef<AbortController>();
  const key = JSON.stringify(query);
  const load = async () => {
    abort.current ??= new AbortController();
    const { signal } = abort.current;
    try {
      // What was just deleted here belongs in the answer.
      await sendChanges().catch(() => undefined);
      const wanted = page.current + 1;
      const { records, paging } = await call<ListJson<MessageJson>>(`${mailboxPath}/message-store`, {
        query: { dateFrom: '2000-01-01T00:00:00.000Z', ...query, page: wanted, perPage },
        signal,
      });
      if (signal.aborted) return;
      page.current = wanted;
      setTrouble(undefined);
      setList((before) => {
        const known = new Set(before?.records.map(({ id }) => id));
        const added = records.filter(({ id }) => !known.has(id));
        return { records: [...(before?.records ?? []), ...added], totalElements: paging.totalElements };
      });
    } catch (error) {
      if (!signal.aborted) setTrouble(reasonOf(error));
    }
  };
  useEffect(() => {
    page.current = 0;
    setList(undefined);
    setTrouble(undefined);
    void load();
    return () => {
      abort.current?.abort();
      abort.current = undefined;
    };
  }, [key]);
  return {
    records: list?.records,
    totalElements: list?.totalElements ?? 0,
    trouble,
    hasMore: list !== undefined && list.records.length < list.totalElements,
    loadMore: () => void load(),
    leaveOut: (id) =>
      setList(
        (before) =>
          before && {
            records: before.records.filter((one) => one.id !== id),
            totalElements: before.totalElements - 1,
          },
      ),
  };
}
