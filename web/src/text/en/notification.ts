/** Texts of the notifications that the device shows, in English. The service worker reads them by itself. */

export const notification = {
  'notification.title': 'Beckon',
  'notification.new': 'You have a new page.',
  'notification.more': 'and {count} more',
  'notification.test': 'This is the test. Pages reach this device.',
} as const;
