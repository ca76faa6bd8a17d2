/** What goes on while the mailbox is open: loading, listening, sending what waits, and telling of new pages. */

import { effect } from '@preact/signals';
import { appPath } from '../api/address.ts';
import type { MessageJson } from '../api/shapes.ts';
import { loadDirectory, readDirectory, refreshDirectory } from '../directory/directory.ts';
import { listen } from '../live/socket.ts';
import { listenToWorker } from '../push/listen-to-worker.ts';
import { closeNotifications } from '../push/notifications.ts';
import { announce, silence } from '../shell/announcer.tsx';
import { t } from '../text/catalogue.ts';
import { sendChanges } from './changes.ts';
import { isUnread, nameOf } from './conversations.ts';
import { followDrafts, loadDrafts } from './drafts.ts';
import { allMessages, lostConversations, unreadTotal } from './local-copy.ts';
import { openOutbox, sendWaiting } from './outbox.ts';
import { openMailbox, synchronise } from './sync.ts';

/** Of a page's text, so much is told of at once. */
const toldUnits = 160;
/**
 * Chromium forgets a notification for which it is asked while it is being shown, and one is shown when a page comes: only
 * later is it asked which are over.
 */
const closingRestMs = 1000;

/** Runs until the answer is called. */
export function runMailbox(): () => void {
  // What was changed here goes first, so that the answer to what has changed there knows of it.
  const goOn = () => {
    void sendChanges()
      .catch(() => undefined)
      .then(synchronise)
      .then(tellOfNew);
    void sendWaiting();
  };
  // What was begun is there before the conversation that it belongs to.
  void loadDrafts()
    .catch(() => undefined)
    .then(openMailbox)
    .then(goOn);
  const stopFollowing = followDrafts();
  const closeOutbox = openOutbox();
  void loadDirectory()
    .then(readDirectory)
    .catch(() => undefined);
  const stopListening = listen({ onMessages: goOn, onDirectory: refreshDirectory });
  const seen = () => {
    if (document.visibilityState !== 'visible') return;
    goOn();
    refreshDirectory();
  };
  window.addEventListener('online', goOn);
  document.addEventListener('visibilitychange', seen);
  const stopCounting = effect(() => showCount(unreadTotal.value));
  // What is still being told may be of a page that can no longer be read.
  const stopSilencing = effect(() => {
    if (lostConversations.value.size > 0) silence();
  });
  const stopAnswering = listenToWorker(goOn);
  let closing: ReturnType<typeof setTimeout> | undefined;
  const stopClosing = effect(() => {
    const [messages, lost] = [allMessages.value, lostConversations.value];
    clearTimeout(closing);
    closing = setTimeout(() => closeWhatIsOver(messages, lost), closingRestMs);
  });
  return () => {
    stopFollowing();
    closeOutbox();
    stopListening();
    stopAnswering();
    stopClosing();
    clearTimeout(closing);
    stopCounting();
    stopSilencing();
    showCount(0);
    window.removeEventListener('online', goOn);
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
