/** Whether someone turned notifications on in this browser, and who: it outlasts a session that ends by itself. */

import { ownName } from './address.ts';
import { workerRegistration } from './notifications.ts';

const storageKey = ownName('beckon.push');

export interface OwnDevice {
  /** Whose pages wake it. */
  readonly ownerId: string;
  /** By which the server knows it. */
  readonly deviceId: string;
}

export function ownDevice(): OwnDevice | undefined {
  const kept = localStorage.getItem(storageKey);
  return kept === null ? undefined : (JSON.parse(kept) as OwnDevice);
}

export function keepOwnDevice(device: OwnDevice): void {
  localStorage.setItem(storageKey, JSON.stringify(device));
}

/** From now on nothing that is sent to this browser's endpoint gets here. */
export async function leavePush(): Promise<void> {
  localStorage.removeItem(storageKey);
  const registration = await workerRegistration();
  const subscription = await registration?.pushManager?.getSubscription().catch(() => null);
  await subscription?.unsubscribe().catch(() => false);
}
