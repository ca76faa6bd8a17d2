/** What goes on while the mailbox is open: loading, listening, sending what waits, and telling of new pages. */

import { effect } from '@preact/signals';
import type { MessageJson } from '../api/shapes.ts';
import { appPath } from '../browser/address.ts';
import { closeNotifications } from '../browser/notifications.ts';
import { announce, silence } from '../design/announcer.tsx';
import { followDirectory, loadDirectory, refreshDirectory } from '../directory/directory.ts';
import { isUnread, nameOf } from '../mailbox/conversations.ts';
import { allMessages, arrivals, lostConversations, ownMailbox, unreadTotal } from '../mailbox/own-mailbox.ts';
import { listenToWorker } from '../push/listen-to-worker.ts';
import { loadMe } from '../session/me.ts';
import { t } from '../text/catalogue.ts';

/** Of a page's text, so much is told of at once. */
const toldUnits = 160;
/**
 * Chromium forgets a notification for which it is asked while it is being shown, and one is shown when a page comes: only
 * later is it asked which are over.
 */
const closingRestMs = 1000;

/** Runs until the answer is called. */
export function runMailbox(): () => void {
  // What was begun is there before the conversation that it belongs to.
  const kept = Promise.all([ownMailbox.drafts.load(), loadMe(), loadDirectory()]).catch(() => undefined);
  const over = new AbortController();
  void kept.then(() => {
    if (over.signal.aborted) return;
    const stop = ownMailbox.run({ onDirectory: refreshDirectory });
    over.signal.addEventListener('abort', stop);
  });
  const stopFollowing = [ownMailbox.drafts.follow(), followDirectory()];
  const seen = () => {
    if (document.visibilityState === 'visible') ownMailbox.look();
  };
  window.addEventListener('online', ownMailbox.look);
  document.addEventListener('visibilitychange', seen);
  const stopCounting = effect(() => showCount(unreadTotal.value));
  const stopTelling = effect(() => tellOfNew(arrivals.value));
  // What is still being told may be of a page that can no longer be read.
  const stopSilencing = effect(() => {
    if (lostConversations.value.size > 0) silence();
  });
  const stopAnswering = listenToWorker(ownMailbox.look);
  let closing: ReturnType<typeof setTimeout> | undefined;
  const stopClosing = effect(() => {
    const [messages, lost] = [allMessages.value, lostConversations.value];
    clearTimeout(closing);
    closing = setTimeout(() => closeWhatIsOver(messages, lost), closingRestMs);
  });
  return () => {
    over.abort();
    for (const stop of [...stopFollowing, stopAnswering, stopClosing, stopCounting, stopTelling, stopSilencing]) stop();
    clearTimeout(closing);
    showCount(0);
    window.removeEventListener('online', ownMailbox.look);
    document.removeEventListener('visibilitychange', seen);
  };
}

function tellOfNew(added: readonly MessageJson[]): void {
  const newest = added
    .filter(isUnread)
    .toSorted((a, b) => a.id - b.id)
    .at(-1);
  if (!newest) return;
  const { subject } = newest;
  const text = subject.length > toldUnits ? `${[...subject].slice(0, toldUnits).join('')}…` : subject;
  announce(t('message.new', { name: nameOf(newest.from), text }));
}

/** The device goes on showing what was read elsewhere, or can no longer be read, unless it is told. */
function closeWhatIsOver(messages: ReadonlyMap<number, MessageJson>, lost: ReadonlySet<number>): void {
  void closeNotifications(({ messageId = 0, conversationId = 0 }) => {
    const message = messages.get(messageId);
    return message ? !isUnread(message) : lost.has(conversationId);
  });
}

/** In the title and in the icon of the tab, where it is seen from other tabs. */
function showCount(count: number): void {
  document.title = count > 0 ? `(${count}) ${t('app.name')}` : t('app.name');
  // On the icon of an installed app, where a notification may have left another number.
  void navigator.setAppBadge?.(count).catch(() => undefined);
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (icon) icon.href = `${appPath}${count > 0 ? 'icon-unread' : 'icon'}.svg`;
}
