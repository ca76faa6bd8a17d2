/** Makes a notification of a push, unless its conversation is before its reader's eyes. */

import { appPath } from '../browser/address.ts';
import type { NotificationTarget } from '../browser/notification-target.ts';
import { keptLanguage } from '../push/kept-language.ts';
import { type FromWorker, notificationTag, type PushedJson } from '../push/worker-messages.ts';
import { notification as german } from '../text/de/notification.ts';
import { notification as english } from '../text/en/notification.ts';
import { worker } from './scope.ts';

const icon = `${appPath}icon-192.png`;
/** A window that is busy for longer than this is not waited for. */
const patienceMs = 700;

export async function showPush(data: PushMessageData | null): Promise<void> {
  const pushed = read(data);
  const texts = (await keptLanguage()) === 'de' ? german : english;
  if (pushed?.kind === 'test') {
    await show(texts['notification.title'], { body: texts['notification.test'], tag: 'test' }, {});
    return await tellWindows({ kind: 'test-arrived' });
  }
  // Browsers ask that each push shows something. What cannot be read came from a newer server.
  if (!pushed) return await show(texts['notification.title'], { body: texts['notification.new'], tag: 'unknown' }, {});
  for (const { sender, text, count, conversationId, messageId } of pushed.pages) {
    if (await isBeforeTheirEyes(conversationId)) continue;
    const more = count > 1 ? `\n${texts['notification.more'].replace('{count}', String(count - 1))}` : '';
    const tag = notificationTag(conversationId);
    await show(sender, { body: text + more, tag }, { conversationId, messageId });
  }
  await worker.navigator.setAppBadge?.(pushed.unreadCount).catch(() => undefined);
}

function read(data: PushMessageData | null): PushedJson | undefined {
  try {
    const json = data?.json() as PushedJson | undefined;
    return json?.kind === 'pages' || json?.kind === 'test' ? json : undefined;
  } catch {
    return undefined;
  }
}

/** `renotify`: a further page of a conversation takes the place of the one before, and rings again all the same. */
async function show(title: string, options: NotificationOptions, data: NotificationTarget): Promise<void> {
  const ringing = { icon, badge: icon, renotify: true, data } as NotificationOptions;
  await worker.registration.showNotification(title, { ...ringing, ...options });
}

async function isBeforeTheirEyes(conversationId: number): Promise<boolean> {
  const windows = await worker.clients.matchAll({ type: 'window' });
  const visible = windows.filter(({ visibilityState }) => visibilityState === 'visible');
  const answers = visible.map((window) => ask(window, { kind: 'shows', conversationId }));
  return (await Promise.all(answers)).includes(true);
}

/** What the window answers; undefined if it does not in time. */
async function ask(window: WindowClient, message: FromWorker): Promise<unknown> {
  const { port1, port2 } = new MessageChannel();
  const { promise, resolve } = Promise.withResolvers<unknown>();
  port1.onmessage = ({ data }) => resolve(data);
  const timer = setTimeout(() => resolve(undefined), patienceMs);
  window.postMessage(message, [port2]);
  const answer = await promise;
  clearTimeout(timer);
  port1.close();
  return answer;
}

async function tellWindows(message: FromWorker): Promise<void> {
  for (const window of await worker.clients.matchAll({ type: 'window' })) window.postMessage(message);
}
