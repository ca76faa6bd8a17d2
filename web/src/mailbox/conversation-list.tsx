/** All conversations: those with unread pages first, each part with the newest on top. */

import { useRef } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { Avatar } from '../design/avatar.tsx';
import { useVirtualList } from '../design/use-virtual-list.ts';
import { me } from '../shell/me.ts';
import { t } from '../text/catalogue.ts';
import { formatMoment, formatWhen } from '../text/formats.ts';
import { type ConversationSummary, namesOf } from './conversations.ts';
import { conversations } from './local-copy.ts';
import { areOlderLeft, isLoaded, loadOlder } from './sync.ts';

type Row = { readonly heading: string } | { readonly summary: ConversationSummary } | { readonly isMore: true };

function rowsOf(all: readonly ConversationSummary[]): Row[] {
  const unread = all.filter(({ unreadCount }) => unreadCount > 0);
  const rest = all.filter(({ unreadCount }) => unreadCount === 0);
  return [
    ...(unread.length > 0 ? [{ heading: t('mailbox.unread') }, ...unread.map((summary) => ({ summary }))] : []),
    ...(unread.length > 0 && rest.length > 0 ? [{ heading: t('mailbox.rest') }] : []),
    ...rest.map((summary) => ({ summary })),
    ...(areOlderLeft.value ? [{ isMore: true as const }] : []),
  ];
}

export function ConversationList({ openId }: { openId: number | undefined }) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = rowsOf(conversations.value);
  const list = useVirtualList({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => ('heading' in (rows[index] as Row) ? 40 : 76),
    getItemKey: (index) => keyOf(rows[index] as Row),
  });
  if (!isLoaded.value) return <p class="centred">{t('app.loading')}</p>;
  if (rows.length === 0) return <Empty />;
  return (
    <div ref={scroller} class="scroller" tabIndex={-1}>
      <ul class="virtual" style={{ height: `${list.getTotalSize()}px` }}>
        {list.getVirtualItems().map(({ index, key, start, size }) => (
          <li key={key} style={{ transform: `translateY(${start}px)`, height: `${size}px` }}>
            <RowView row={rows[index] as Row} openId={openId} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function keyOf(row: Row): string {
  if ('heading' in row) return row.heading;
  return 'isMore' in row ? 'more' : String(row.summary.conversationId);
}

function RowView({ row, openId }: { row: Row; openId: number | undefined }) {
  if ('heading' in row) return <h2 class="list-heading">{row.heading}</h2>;
  if ('isMore' in row) {
    return (
      <button type="button" class="button button-bare" onClick={() => void loadOlder()}>
        {t('mailbox.older')}
      </button>
    );
  }
  return <ConversationRow summary={row.summary} isOpen={row.summary.conversationId === openId} />;
}

export function ConversationRow({ summary, isOpen }: { summary: ConversationSummary; isOpen: boolean }) {
  const { conversationId, newest, others, unreadCount } = summary;
  const isAlone = others.length === 1 && others[0]?.extensionNumber === me.value?.extensionNumber;
  const names = isAlone ? t('conversation.onlyMe') : namesOf(others);
  const sentMs = Date.parse(newest.creationTime);
  return (
    <Link
      href={`/conversations/${conversationId}`}
      class={unreadCount > 0 ? 'row row-unread' : 'row'}
      aria-current={isOpen ? 'true' : undefined}
    >
      <Avatar name={others[0]?.name ?? names} isDepartment={newest.pgToDepartment} />
      <span class="row-names">{names}</span>
      <time class="row-time" dateTime={newest.creationTime} title={formatMoment(sentMs)}>
        {formatWhen(sentMs, Date.now())}
      </time>
      <span class="row-text">
        {newest.direction === 'Outbound' ? `${t('conversation.you')}: ` : ''}
        {newest.subject}
      </span>
      {unreadCount > 0 ? <span class="badge">{t('mailbox.unreadCount', { count: unreadCount })}</span> : null}
    </Link>
  );
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
