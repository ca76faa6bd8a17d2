/** A conversation in the list: with whom, what was said last and by whom, and how much of it is unread. */

import { memo } from 'preact/compat';
import { Link } from 'wouter-preact';
import { balanced } from '../../../src/wire/isolate.ts';
import type { Party } from '../api/shapes.ts';
import { todayMs } from '../browser/surroundings.ts';
import { Avatar } from '../design/avatar.tsx';
import { Foreign } from '../design/foreign.tsx';
import { departmentNumbers } from '../directory/directory.ts';
import { type ConversationSummary, faceOf, nameOf } from '../mailbox/conversations.ts';
import { me } from '../session/me.ts';
import { t } from '../text/catalogue.ts';
import { formatMoment, formatNumber, formatWhen } from '../text/formats.ts';
import { namesOf } from './names.ts';

interface ConversationRowProps {
  readonly summary: ConversationSummary;
  readonly isOpen: boolean;
  readonly tabIndex: number;
}

/** Scrolling draws those alone that come into sight. */
export const ConversationRow = memo(function ConversationRow({ summary, isOpen, tabIndex }: ConversationRowProps) {
  const { conversationId, newest, others, unreadCount } = summary;
  const sentMs = Date.parse(newest.creationTime);
  const face = faceOf(summary);
  return (
    <Link
      href={`/conversations/${conversationId}`}
      class={unreadCount > 0 ? 'row row-unread' : 'row'}
      aria-current={isOpen ? 'true' : undefined}
      tabIndex={tabIndex}
      data-row={conversationId}
    >
      <Avatar name={nameOf(face)} isDepartment={departmentNumbers.value.has(face.extensionNumber)} />
      <span class="row-names" dir={others.length === 1 ? 'auto' : undefined}>
        {isMine(others) ? t('conversation.onlyMe') : namesOf(others)}
      </span>
      <time class="row-time" dateTime={newest.creationTime} title={formatMoment(sentMs)}>
        {formatWhen(sentMs, todayMs.value)}
      </time>
      <span class="row-text" dir="auto">
        <Author summary={summary} />
        {balanced(newest.subject)}
      </span>
      {unreadCount > 0 ? <Unread count={unreadCount} /> : null}
    </Link>
  );
});

/** On the screen a number alone, so that the text has its room in every language. */
function Unread({ count }: { count: number }) {
  return (
    <span class="badge">
      <span aria-hidden="true">{formatNumber(count)}</span>
      <span class="unseen">{t('mailbox.unreadCount', { count })}</span>
    </span>
  );
}

/** Between two, it is plain who wrote what is not one's own. The direction of the row is that of the page's text alone. */
function Author({ summary: { newest, others } }: { summary: ConversationSummary }) {
  if (newest.direction === 'Inbound' && others.length < 2) return null;
  return (
    <>
      <Foreign text={newest.direction === 'Outbound' ? t('conversation.you') : nameOf(newest.from)} />:{' '}
    </>
  );
}

export function isMine(others: readonly Party[]): boolean {
  return others.length === 1 && others[0]?.extensionNumber === me.value?.extensionNumber;
}
