/** Light, dark, or as the device is set; kept in this browser. */

import { effect, signal } from '@preact/signals';
import { ownName } from '../browser/address.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const storageKey = ownName('beckon.theme');
export const theme = signal<Theme>('system');

export function takeUpTheme(): void {
  const kept = localStorage.getItem(storageKey);
  theme.value = themes.find((one) => one === kept) ?? 'system';
  effect(() => {
    document.documentElement.dataset.theme = theme.value;
    localStorage.setItem(storageKey, theme.value);
  });
}
