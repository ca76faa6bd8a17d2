/** Times of keeping as someone types them, and what is wrong with them. Pure but for the language. */

import { t } from '../../text/catalogue.ts';
import { formatNumber } from '../../text/formats.ts';
import type { StoreSettingsJson } from './retention-words.ts';

export interface Draft {
  readonly isRetained: boolean;
  readonly retention: string;
  readonly deleted: string;
  readonly purged: string;
  readonly hasMaximum: boolean;
  readonly maximum: string;
}

type NumberField = 'retention' | 'deleted' | 'purged' | 'maximum';
export type Faults = Partial<Record<NumberField, string>>;

const bounds: Readonly<Record<NumberField, readonly [min: number, max: number]>> = {
  retention: [1, 36_500],
  deleted: [0, 36_500],
  purged: [0, 36_500],
  maximum: [1, 1_000_000_000],
};

export function draftOf({ retentionPeriod, deletedPeriod, purgedPeriod, mailboxMaximum }: StoreSettingsJson): Draft {
  return {
    isRetained: retentionPeriod !== null,
    retention: String(retentionPeriod ?? 30),
    deleted: String(deletedPeriod),
    purged: String(purgedPeriod),
    hasMaximum: mailboxMaximum !== null,
    maximum: String(mailboxMaximum ?? 10_000),
  };
}

export function faultsOf(draft: Draft): Faults {
  const asked: NumberField[] = [
    ...(draft.isRetained ? (['retention'] as const) : []),
    ...(['deleted', 'purged'] as const),
    ...(draft.hasMaximum ? (['maximum'] as const) : []),
  ];
  const faults = asked.flatMap((field) => {
    const [min, max] = bounds[field];
    const number = /^\d{1,10}$/.test(draft[field].trim()) ? Number(draft[field]) : -1;
    if (number >= min && number <= max) return [];
    return [[field, t('storage.badNumber', { min: formatNumber(min), max: formatNumber(max) })]];
  });
  return Object.fromEntries(faults);
}

/** Undefined while something is wrong. */
export function settingsIn(draft: Draft): StoreSettingsJson | undefined {
  if (Object.keys(faultsOf(draft)).length > 0) return undefined;
  return {
    retentionPeriod: draft.isRetained ? Number(draft.retention) : null,
    deletedPeriod: Number(draft.deleted),
    purgedPeriod: Number(draft.purged),
    mailboxMaximum: draft.hasMaximum ? Number(draft.maximum) : null,
  };
}
