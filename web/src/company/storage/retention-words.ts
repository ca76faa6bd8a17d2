/** What times of keeping mean, and what changing them erases, in sentences. Pure but for the language. */

import type { settingsShape } from '../../../../src/wire/message-store.ts';
import type { Answer } from '../../api/shapes.ts';
import { t } from '../../text/catalogue.ts';
import { formatDate, formatNumber } from '../../text/formats.ts';

export type StoreSettingsJson = Answer<typeof settingsShape>;

const dayMs = 24 * 3600 * 1000;

export function meaningOf(settings: StoreSettingsJson, nowMs: number): string[] {
  const { retentionPeriod, deletedPeriod, mailboxMaximum } = settings;
  return [
    retentionPeriod === null ? t('storage.words.forever') : t('storage.words.retained', { count: retentionPeriod }),
    ...(mailboxMaximum === null ? [] : [t('storage.words.maximum', { count: mailboxMaximum })]),
    deletedPeriod === 0 ? t('storage.words.deletedAtOnce') : t('storage.words.deleted', { count: deletedPeriod }),
    ...(retentionPeriod === null
      ? []
      : [t('storage.words.today', { date: formatDate(nowMs + (retentionPeriod + deletedPeriod) * dayMs) })]),
  ];
}

/** What the next sweep begins to erase under `after` that it would not have under `before`; nothing if that is nothing. */
export function erasedBy(before: StoreSettingsJson, after: StoreSettingsJson, nowMs: number): string[] {
  const erased = formatDate(nowMs + after.deletedPeriod * dayMs);
  const daysAgo = (days: number) => formatDate(nowMs - days * dayMs);
  const sentences: string[] = [];
  if (after.retentionPeriod !== null && isLess(after.retentionPeriod, before.retentionPeriod)) {
    sentences.push(t('storage.changes.retention', { date: daysAgo(after.retentionPeriod), erased }));
  }
  if (after.mailboxMaximum !== null && isLess(after.mailboxMaximum, before.mailboxMaximum)) {
    sentences.push(t('storage.changes.maximum', { count: formatNumber(after.mailboxMaximum), erased }));
  }
  if (after.deletedPeriod < before.deletedPeriod) {
    sentences.push(t('storage.changes.deleted', { date: daysAgo(after.deletedPeriod) }));
  }
  if (after.purgedPeriod < before.purgedPeriod) {
    sentences.push(t('storage.changes.purged', { date: daysAgo(after.purgedPeriod) }));
  }
  return sentences;
}

/** Null is without end. */
function isLess(after: number, before: number | null): boolean {
  return before === null || after < before;
}

export function isSame(a: StoreSettingsJson, b: StoreSettingsJson): boolean {
  return (Object.keys(a) as (keyof StoreSettingsJson)[]).every((key) => a[key] === b[key]);
}
