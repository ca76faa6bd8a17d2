/** One conversation: its pages, oldest first, and the place to reply. It closes when its reader loses access. */

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import { reasonOf } from '../api/reason.ts';
import { isVisible } from '../browser/surroundings.ts';
import { announce, offerUndo } from '../design/announcer.tsx';
import { Icon } from '../design/icon.tsx';
import { takeFocus } from '../design/take-focus.ts';
import { type ConversationSummary, isUnread } from '../mailbox/conversations.ts';
import {
  areOlderLeft,
  bringBack,
  conversationById,
  isLoaded,
  loadConversation,
  lostConversations,
  mark,
  remove,
  unarrived,
} from '../mailbox/own-mailbox.ts';
import { t } from '../text/catalogue.ts';
import { isMine } from './conversation-row.tsx';
import { namesOf } from './names.ts';
import { Reply } from './reply.tsx';
import { Thread } from './thread.tsx';

export interface ConversationProps {
  readonly conversationId: number;
  /** Where the way back leads. */
  readonly backTo: string;
  /** The page that a search found in it. */
  readonly foundId: number | undefined;
}

export function Conversation(props: ConversationProps) {
  const { conversationId } = props;
  const [isAsked, setAsked] = useState(false);
  useEffect(() => {
    if (!isLoaded.value) return;
    void loadConversation(conversationId)
      .catch(() => undefined)
      .finally(() => setAsked(true));
  }, [conversationId, isLoaded.value, areOlderLeft.value]);
  const summary = conversationById.value.get(conversationId);
  if (summary) return <Open {...props} summary={summary} />;
  if (lostConversations.value.has(conversationId)) return <Closed {...props} isLost />;
  return isAsked ? <Closed {...props} /> : <p class="centred quiet">{t('app.loading')}</p>;
}

/** The focus was in what has gone, unless a dialog holds it. */
function Closed({ backTo, isLost = false }: ConversationProps & { isLost?: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus();
  }, []);
  return (
    <div class="lost" role={isLost ? 'alert' : undefined}>
      <Icon name="warning" size={36} />
      <h1 ref={heading} tabIndex={-1}>
        {t(isLost ? 'conversation.lost' : 'conversation.none')}
      </h1>
      {isLost ? <p class="quiet">{t('conversation.lostLead')}</p> : null}
      <Link href={backTo} class="button">
        {t('conversation.back')}
      </Link>
    </div>
  );
}

function Open({ summary, backTo, foundId }: ConversationProps & { summary: ConversationSummary }) {
  const { conversationId, messages } = summary;
  const unreadIds = messages.filter(isUnread).map(({ id }) => id);
  // As they were when it was opened: by the time anyone looks, they are marked.
  const [firstUnreadId] = useState(unreadIds[0]);
  const isSeen = isVisible.value;
  useEffect(() => {
    if (isSeen && unreadIds.length > 0) void mark(unreadIds, 'Read').catch(() => undefined);
  }, [isSeen, unreadIds.join()]);
  const written = unarrived.value.filter((page) => page.conversationId === conversationId);
  return (
    <>
      <Head summary={summary} backTo={backTo} />
      <Thread
        key={conversationId}
        messages={messages}
        written={written}
        startId={foundId ?? firstUnreadId}
        foundId={foundId}
      />
      <Reply summary={summary} />
    </>
  );
}

function Head({
  summary: { messages, others, conversationId },
  backTo,
}: {
  summary: ConversationSummary;
  backTo: string;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [, navigate] = useLocation();
  useLayoutEffect(() => takeFocus(heading.current), [conversationId]);
  const names = isMine(others) ? t('conversation.onlyMe') : namesOf(others);
  const newestInbound = messages.findLast(({ direction }) => direction === 'Inbound');
  const leaveAnd = async (change: () => Promise<void>, say: () => void) => {
    navigate(backTo);
    try {
      await change();
      say();
    } catch (error) {
      announce(reasonOf(error), { isError: true });
    }
  };
  const offer = () => offerUndo(t('conversation.deleted'), t('conversation.restored'), () => bringBack(messages));
  const removeAll = () => leaveAnd(() => remove(messages.map(({ id }) => id)), offer);
  const markUnread = (id: number) => () =>
    leaveAnd(
      () => mark([id], 'Unread'),
      () => announce(t('conversation.markedUnread')),
    );
  return (
    <header class="conversation-head">
      <Link href={backTo} class="button button-bare only-phone" aria-label={t('conversation.back')}>
        <Icon name="back" />
      </Link>
      <h1
        ref={heading}
        tabIndex={-1}
        id="conversation-heading"
        dir={others.length === 1 ? 'auto' : undefined}
        title={names}
      >
        {names}
      </h1>
      {newestInbound ? (
        <HeadAct icon="unread" label={t('conversation.markUnread')} onClick={markUnread(newestInbound.id)} />
      ) : null}
      <HeadAct icon="trash" label={t('conversation.delete')} onClick={removeAll} />
    </header>
  );
}

function HeadAct({ icon, label, onClick }: { icon: 'unread' | 'trash'; label: string; onClick: () => void }) {
  return (
    <button type="button" class="button button-bare" aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
