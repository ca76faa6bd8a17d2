/** How old a page may be that is sent without asking its writer once more; kept in this browser. */

import { signal } from '@preact/signals';
import { ownName } from '../browser/address.ts';

const minuteMs = 60_000;
const standardMinutes = 60;
/** Between which a person chooses. */
export const askAfterChoices = [5, standardMinutes, 8 * 60, 24 * 60] as const;

const storageKey = ownName('beckon.ask-after');

function kept(): number {
  const minutes = Number(localStorage.getItem(storageKey));
  return askAfterChoices.find((one) => one === minutes) ?? standardMinutes;
}

export const askAfterMinutes = signal(kept());

export function chooseAskAfter(minutes: number): void {
  askAfterMinutes.value = minutes;
  localStorage.setItem(storageKey, String(minutes));
}

/** As it is kept now: another tab may have changed it. */
export function askAfterMs(): number {
  return kept() * minuteMs;
}
