/** The pages of a conversation, oldest first. It stays where its reader is, and follows what is new only at its end. */

import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { MessageJson } from '../api/shapes.ts';
import { Icon } from '../design/icon.tsx';
import { remPx, useVirtualList } from '../design/use-virtual-list.ts';
import type { WrittenPage } from '../mailbox/create-outbox.ts';
import { t } from '../text/catalogue.ts';
import { MessageView } from './message.tsx';
import { WrittenView } from './written.tsx';

type Row = MessageJson | WrittenPage;

const isWritten = (row: Row): row is WrittenPage => 'key' in row;
const keyOf = (row: Row) => (isWritten(row) ? row.key : row.id);
/** What is asked about a page that waits makes it larger. */
const shownAs = (row: Row) => (isWritten(row) ? `${row.key} ${row.state}` : row.id);
const heightOf = () => 7 * remPx();
/** Whoever is so near the end is at it. */
const nearPx = 80;

interface ThreadProps {
  readonly messages: readonly MessageJson[];
  readonly written: readonly WrittenPage[];
  /** The page to begin at: the first unread one, or one that was looked for. The newest, if undefined. */
  readonly startId: number | undefined;
  readonly foundId: number | undefined;
}

export function Thread({ messages, written, startId, foundId }: ThreadProps) {
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const [isNewBelow, setNewBelow] = useState(false);
  const isAtEnd = useRef(true);
  const lastKey = useRef<string | number>();
  const lastShown = useRef<string | number>();
  const writtenKeys = written.map(({ key, state }) => key + state).join();
  const rows = useMemo<Row[]>(() => [...messages, ...written], [messages, writtenKeys]);
  const list = useVirtualList({ rows, getScrollElement: () => scroller, heightOf, keyOf });
  const toEnd = () => {
    list.scrollToIndex(rows.length - 1, { align: 'end' });
    setNewBelow(false);
  };
  const last = rows.at(-1);
  useLayoutEffect(() => {
    if (!scroller || !last || shownAs(last) === lastShown.current) return;
    lastShown.current = shownAs(last);
    if (keyOf(last) === lastKey.current) {
      if (isAtEnd.current) toEnd();
      return;
    }
    const isFirst = lastKey.current === undefined;
    lastKey.current = keyOf(last);
    const start = rows.findIndex((row) => keyOf(row) === startId);
    const isOwn = isWritten(last) || last.direction === 'Outbound';
    if (isFirst && start >= 0) list.scrollToIndex(start, { align: 'start' });
    else if (isFirst || isOwn || isAtEnd.current) toEnd();
    else setNewBelow(true);
  }, [scroller, rows]);
  const noteScroll = () => {
    if (!scroller) return;
    isAtEnd.current = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < nearPx;
    if (isAtEnd.current) setNewBelow(false);
  };
  return (
    <div class="thread-frame">
      <div ref={setScroller} class="scroller thread" onScroll={noteScroll}>
        <ol class="virtual" style={{ height: `${list.getTotalSize()}px` }} aria-label={t('conversation.messages')}>
          {list.getVirtualItems().map(({ index, key, start }) => (
            <li
              key={key}
              data-index={index}
              ref={list.measureElement}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start}px)` }}
            >
              <RowView row={rows[index] as Row} foundId={foundId} />
            </li>
          ))}
        </ol>
      </div>
      {isNewBelow ? (
        <button type="button" class="button button-primary new-below" onClick={toEnd}>
          <Icon name="down" size={18} />
          {t('conversation.newBelow')}
        </button>
      ) : null}
    </div>
  );
}

function RowView({ row, foundId }: { row: Row; foundId: number | undefined }) {
  return isWritten(row) ? <WrittenView page={row} /> : <MessageView message={row} isFound={row.id === foundId} />;
}
