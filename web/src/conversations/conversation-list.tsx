/** All conversations: those with unread pages first, each part with the newest on top. One stop for Tab; arrows move. */

import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { reasonOf } from '../api/reason.ts';
import { announce } from '../design/announcer.tsx';
import { remPx, useVirtualList } from '../design/use-virtual-list.ts';
import type { ConversationSummary } from '../mailbox/conversations.ts';
import { areOlderLeft, conversations, isLoaded, loadOlder, outbox } from '../mailbox/own-mailbox.ts';
import { t } from '../text/catalogue.ts';
import { ConversationRow } from './conversation-row.tsx';

type Row = { readonly heading: string } | { readonly summary: ConversationSummary } | { readonly isMore: true };

function rowsOf(all: readonly ConversationSummary[], hasMore: boolean): Row[] {
  const unread = all.filter(({ unreadCount }) => unreadCount > 0);
  const rest = all.filter(({ unreadCount }) => unreadCount === 0);
  return [
    ...(unread.length > 0 ? [{ heading: t('mailbox.unread') }, ...unread.map((summary) => ({ summary }))] : []),
    ...(unread.length > 0 && rest.length > 0 ? [{ heading: t('mailbox.rest') }] : []),
    ...rest.map((summary) => ({ summary })),
    ...(hasMore ? [{ isMore: true as const }] : []),
  ];
}

function keyOf(row: Row): string {
  if ('heading' in row) return row.heading;
  return 'isMore' in row ? 'more' : String(row.summary.conversationId);
}

const heightOf = (row: Row) => ('heading' in row ? 2.5 : 4.75) * remPx();
/** So many rows before the end, the next stretch is asked for. */
const aheadRows = 20;

export function ConversationList({ openId }: { openId: number | undefined }) {
  if (!isLoaded.value) return <p class="centred">{t('app.loading')}</p>;
  const isEmpty = conversations.value.length === 0 && !areOlderLeft.value;
  if (isEmpty) return outbox.value.length > 0 ? null : <Empty />;
  return <Filled openId={openId} />;
}

function Filled({ openId }: { openId: number | undefined }) {
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const [all, hasMore, headings] = [conversations.value, areOlderLeft.value, t('mailbox.unread')];
  const rows = useMemo(() => rowsOf(all, hasMore), [all, hasMore, headings]);
  const list = useVirtualList({ rows, getScrollElement: () => scroller, heightOf, keyOf });
  const items = list.getVirtualItems();
  const isNearEnd = hasMore && (items.at(-1)?.index ?? 0) >= rows.length - aheadRows;
  const [stretches, setStretches] = useState(0);
  useEffect(() => {
    if (isNearEnd)
      loadOlder().then(
        () => setStretches((count) => count + 1),
        () => undefined,
      );
  }, [isNearEnd, stretches]);
  const { activeKey, onKeyDown, onFocusIn, moveTo } = useArrows(rows, scroller, (index) => list.scrollToIndex(index));
  useFocusReturned(openId, moveTo);
  return (
    <div ref={setScroller} class="scroller" tabIndex={-1}>
      <ul
        class="virtual"
        style={{ height: `${list.getTotalSize()}px` }}
        aria-label={t('mailbox.list')}
        onKeyDown={onKeyDown}
        onFocusIn={onFocusIn}
      >
        {items.map(({ index, key, start, size }) => (
          <li
            key={key}
            data-index={index}
            aria-setsize={rows.length}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start}px)`, height: `${size}px` }}
          >
            <RowView row={rows[index] as Row} openId={openId} isTabStop={key === activeKey} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function RowView({ row, openId, isTabStop }: { row: Row; openId: number | undefined; isTabStop: boolean }) {
  if ('heading' in row) return <h2 class="list-heading">{row.heading}</h2>;
  if ('isMore' in row) return <More isTabStop={isTabStop} />;
  return (
    <ConversationRow
      summary={row.summary}
      isOpen={row.summary.conversationId === openId}
      tabIndex={isTabStop ? 0 : -1}
    />
  );
}

/** What is asked for by scrolling can be asked for again, should that have failed. */
function More({ isTabStop }: { isTabStop: boolean }) {
  const load = () => void loadOlder().catch((error) => announce(reasonOf(error), { isError: true }));
  return (
    <button type="button" class="button button-bare" tabIndex={isTabStop ? 0 : -1} data-row="more" onClick={load}>
      {t('mailbox.older')}
    </button>
  );
}

const pageRows = 10;

/** One row of the list is where Tab stops; the arrow keys, Home and End choose which. */
function useArrows(rows: readonly Row[], scroller: HTMLElement | null, show: (index: number) => void) {
  const [chosenKey, choose] = useState<string>();
  const wanted = useRef<string>();
  const isStop = (row: Row | undefined): row is Row => row !== undefined && !('heading' in row);
  const isThere = chosenKey !== undefined && rows.some((row) => keyOf(row) === chosenKey);
  const first = rows.find(isStop);
  const activeKey = isThere ? chosenKey : first && keyOf(first);
  useEffect(() => {
    const element = wanted.current && scroller?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`);
    if (!element) return;
    wanted.current = undefined;
    element.focus({ preventScroll: true });
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const at = rows.findIndex((row) => keyOf(row) === activeKey);
    const steps: Readonly<Record<string, readonly [from: number, step: 1 | -1]>> = {
      ArrowDown: [at + 1, 1],
      ArrowUp: [at - 1, -1],
      Home: [0, 1],
      End: [rows.length - 1, -1],
      PageDown: [Math.min(at + pageRows, rows.length - 1), -1],
      PageUp: [Math.max(at - pageRows, 0), 1],
    };
    const [from, step] = steps[event.key] ?? [];
    if (from === undefined || step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    let index = from;
    while (rows[index] && !isStop(rows[index])) index += step;
    moveTo(index);
  };
  const moveTo = (index: number) => {
    const row = rows[index];
    if (!row) return;
    wanted.current = keyOf(row);
    choose(keyOf(row));
    show(index);
  };
  const onFocusIn = ({ target }: FocusEvent) => {
    const key = (target as HTMLElement).closest<HTMLElement>('[data-row]')?.dataset.row;
    if (key !== undefined) choose(key);
  };
  const moveToKey = (key: string): boolean => {
    const index = rows.findIndex((row) => keyOf(row) === key);
    if (index >= 0) moveTo(index);
    return index >= 0;
  };
  return { activeKey, onKeyDown, onFocusIn, moveTo: moveToKey };
}

/** When a conversation closes and the focus went with it, it comes back to its row, or else to the screen's heading. */
function useFocusReturned(openId: number | undefined, moveTo: (key: string) => boolean): void {
  const before = useRef(openId);
  useEffect(() => {
    const closed = before.current;
    before.current = openId;
    if (closed === undefined || openId !== undefined || document.activeElement !== document.body) return;
    if (!moveTo(String(closed))) document.getElementById('list-heading')?.focus();
  }, [openId]);
}

function Empty() {
  return (
    <div class="empty">
      <p>
        <strong>{t('mailbox.empty')}</strong>
      </p>
      <p class="quiet">{t('mailbox.emptyLead')}</p>
    </div>
  );
}
