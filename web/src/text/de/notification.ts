/** Texts of the notifications that the device shows, in German. */

import type { notification as english } from '../en/notification.ts';

export const notification: Readonly<Record<keyof typeof english, string>> = {
  'notification.title': 'Beckon',
  'notification.new': 'Sie haben eine neue Nachricht.',
  'notification.more': 'und {count} weitere',
  'notification.test': 'Das ist der Test: Nachrichten erreichen dieses Gerät.',
};
