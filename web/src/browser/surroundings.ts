/** What the browser says of itself: whether there is a network, whether anyone is looking, and which day it is. */

import { signal } from '@preact/signals';

export const isOnline = signal(navigator.onLine);
export const isVisible = signal(document.visibilityState === 'visible');
/** The beginning of the day that it is now, in milliseconds since 1970. */
export const todayMs = signal(new Date().setHours(0, 0, 0, 0));

/** The day is looked at this often: a timer until midnight would sleep with the machine. */
const lookMs = 30_000;

function look(): void {
  isOnline.value = navigator.onLine;
  isVisible.value = document.visibilityState === 'visible';
  todayMs.value = new Date().setHours(0, 0, 0, 0);
}

for (const event of ['online', 'offline', 'focus']) window.addEventListener(event, look);
document.addEventListener('visibilitychange', look);
setInterval(look, lookMs);
