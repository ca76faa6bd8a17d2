/** One conversation: its pages, oldest first, and the place to reply. It closes when its reader loses access. */

import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import { Icon } from '../design/icon.tsx';
import { useVirtualList } from '../design/use-virtual-list.ts';
import { announce } from '../shell/announcer.tsx';
import { t } from '../text/catalogue.ts';
import { mark, remove } from './changes.ts';
import { type ConversationSummary, isUnread, namesOf } from './conversations.ts';
import { conversations, lostConversations } from './local-copy.ts';
import { MessageView } from './message.tsx';
import { outbox, type WrittenPage } from './outbox.ts';
import { Reply } from './reply.tsx';
import { isSettled, reasonOf } from './sync.ts';
import { WrittenView } from './written.tsx';

export function Conversation({ conversationId }: { conversationId: number }) {
  const summary = conversations.value.find((one) => one.conversationId === conversationId);
  if (lostConversations.value.has(conversationId) && !summary) return <Lost />;
  // A notification may lead here before its page has come.
  if (!summary) return <p class="centred quiet">{t(isSettled.value ? 'error.notFound' : 'app.loading')}</p>;
  return <Open summary={summary} />;
}

function Lost() {
  return (
    <div class="lost" role="alert">
      <Icon name="warning" size={36} />
      <p>
        <strong>{t('conversation.lost')}</strong>
      </p>
      <p class="quiet">{t('conversation.lostLead')}</p>
      <Link href="/" class="button">
        {t('conversation.back')}
      </Link>
    </div>
  );
}

function Open({ summary }: { summary: ConversationSummary }) {
  const { conversationId, messages, others } = summary;
  const heading = useRef<HTMLHeadingElement>(null);
  const [, navigate] = useLocation();
  useEffect(() => heading.current?.focus(), [conversationId]);
  const unreadIds = messages.filter(isUnread).map(({ id }) => id);
  useEffect(() => {
    if (unreadIds.length > 0) void mark(unreadIds, 'Read').catch(() => undefined);
  }, [unreadIds.join()]);
  const written = outbox.value.filter((page) => page.conversationId === conversationId);

  const removeAll = async () => {
    navigate('/');
    try {
      await remove(messages.map(({ id }) => id));
      announce(t('conversation.deleted'));
    } catch (error) {
      announce(reasonOf(error), { isError: true });
    }
  };
  return (
    <>
      <header class="conversation-head">
        <Link href="/" class="button button-bare only-phone" aria-label={t('conversation.back')}>
          <Icon name="back" />
        </Link>
        <h1 ref={heading} tabIndex={-1}>
          {namesOf(others)}
        </h1>
        <button type="button" class="button button-bare" aria-label={t('conversation.delete')} onClick={removeAll}>
          <Icon name="trash" />
        </button>
      </header>
      <Thread summary={summary} written={written} />
      <Reply summary={summary} />
    </>
  );
}

function Thread({ summary: { messages }, written }: { summary: ConversationSummary; written: readonly WrittenPage[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const count = messages.length + written.length;
  const list = useVirtualList({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => 96,
    getItemKey: (index) => messages[index]?.id ?? written[index - messages.length]?.key ?? index,
  });
  useLayoutEffect(() => list.scrollToIndex(count - 1, { align: 'end' }), [count]);
  return (
    <div ref={scroller} class="scroller thread">
      <ol class="virtual" style={{ height: `${list.getTotalSize()}px` }}>
        {list.getVirtualItems().map(({ index, key, start }) => {
          const message = messages[index];
          const page = written[index - messages.length];
          return (
            <li key={key} data-index={index} ref={list.measureElement} style={{ transform: `translateY(${start}px)` }}>
              {message ? <MessageView message={message} /> : page ? <WrittenView page={page} /> : null}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
