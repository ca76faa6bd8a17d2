/** The rows of the timeline. Only those that can be seen are in the page, and the one that has the focus. */

import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useVirtualList } from '../design/use-virtual-list.ts';
import { t } from '../text/catalogue.ts';
import { newestAttempts, type TimelineRow } from './join-deliveries.ts';
import type { DemoJson } from './shapes.ts';
import { RowView } from './timeline-row.tsx';

const rowHeight = 60;
const lineHeight = 26;
/** Nearer than this to its end, a list counts as being read there. */
const endMargin = 24;

const keyOf = ({ key }: TimelineRow) => key;
const heightOf = ({ deliveries }: TimelineRow) => rowHeight + lineHeight * newestAttempts(deliveries).length;

export function TimelineList({ rows, demo }: { rows: readonly TimelineRow[]; demo: DemoJson }) {
  const scroller = useRef<HTMLDivElement>(null);
  const [openKeys, setOpenKeys] = useState<ReadonlySet<number>>(new Set());
  const [isFollowing, setFollowing] = useState(true);
  const lastTop = useRef(0);
  const list = useVirtualList({ rows, getScrollElement: () => scroller.current, heightOf, keyOf });
  const size = list.getTotalSize();
  useLayoutEffect(() => {
    if (isFollowing && scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
  }, [isFollowing, size]);

  const onScroll = (event: JSX.TargetedEvent<HTMLElement>) => {
    const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
    if (scrollHeight - scrollTop - clientHeight < endMargin) setFollowing(true);
    else if (scrollTop < lastTop.current) setFollowing(false);
    lastTop.current = scrollTop;
  };
  const toggle = (key: number) => {
    // Whoever opens one wants to read it, not to see it move away.
    setFollowing(false);
    setOpenKeys((before) =>
      before.has(key) ? new Set([...before].filter((one) => one !== key)) : before.union(new Set([key])),
    );
  };
  return (
    <div class="timeline-body">
      <div ref={scroller} class="scroller timeline-scroller" onScroll={onScroll}>
        <ol class="virtual" style={{ height: `${size}px` }} aria-label={t('developer.timeline')}>
          {list.getVirtualItems().map(({ index, key, start }) => {
            const row = rows[index] as TimelineRow;
            return (
              <li
                key={key}
                ref={list.measureElement}
                data-index={index}
                aria-setsize={rows.length}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start}px)` }}
              >
                <RowView row={row} demo={demo} isOpen={openKeys.has(row.key)} onToggle={() => toggle(row.key)} />
              </li>
            );
          })}
        </ol>
      </div>
      {isFollowing ? null : (
        <button type="button" class="button button-primary timeline-newest" onClick={() => setFollowing(true)}>
          {t('developer.newest')}
        </button>
      )}
    </div>
  );
}
