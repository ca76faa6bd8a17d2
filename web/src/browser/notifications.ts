/** The notifications that this device shows at the moment. */

import { appPath } from './address.ts';
import type { NotificationTarget } from './notification-target.ts';

/** Takes back those that `isOver` says are; all of them without it. Does nothing where there can be none. */
export async function closeNotifications(isOver: (data: NotificationTarget) => boolean = () => true): Promise<void> {
  const registration = await workerRegistration();
  for (const notification of (await registration?.getNotifications?.()) ?? []) {
    if (isOver((notification.data ?? {}) as NotificationTarget)) notification.close();
  }
}

/** Undefined where there is no service worker: over plain HTTP, in old browsers, while developing. */
export async function workerRegistration(): Promise<ServiceWorkerRegistration | undefined> {
  return 'serviceWorker' in navigator ? await navigator.serviceWorker.getRegistration(appPath) : undefined;
}
