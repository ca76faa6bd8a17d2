/** What each chart of the health screen shows, made from the measurements. */

import { type Key, t } from '../../text/catalogue.ts';
import { formatBytes, formatNumber } from '../../text/formats.ts';
import type { Sample } from './activity.ts';

export interface Series {
  /** Absent where a chart has one alone. */
  readonly label?: Key;
  /** Null where nothing was measured. */
  readonly of: (sample: Sample) => number | null;
}

export interface ChartPlan {
  readonly name: Key;
  readonly series: readonly Series[];
  readonly format: (value: number) => string;
  /** What its axis reaches at least, so that nothing small looks large. */
  readonly leastTop: number;
  /** How a minute is told: by its mean, or by the most in it. */
  readonly isMean?: boolean;
}

const asCount = (value: number) => formatNumber(Math.round(value));
const perSecond = (value: number) => t('health.perSecond', { value: formatNumber(value) });
const perMinute = (value: number) => t('health.perMinute', { value: formatNumber(value) });
const asMs = (value: number) =>
  value < 1000 ? t('health.ms', { value: formatNumber(value) }) : t('health.s', { value: formatNumber(value / 1000) });
const rate = (count: number, { seconds }: Sample, perS: number) => (seconds > 0 ? (count / seconds) * perS : null);

export const plans: readonly ChartPlan[] = [
  {
    name: 'health.requests',
    series: [{ of: (sample) => rate(sample.requests, sample, 1) }],
    ...{ format: perSecond, leastTop: 1, isMean: true },
  },
  {
    name: 'health.pages',
    series: [{ of: (sample) => rate(sample.pages, sample, 1) }],
    ...{ format: perSecond, leastTop: 1, isMean: true },
  },
  {
    name: 'health.answer',
    series: [
      { label: 'health.slowest', of: ({ requestMs }) => requestMs?.slowest ?? null },
      { label: 'health.mean', of: ({ requestMs }) => requestMs?.mean ?? null },
    ],
    ...{ format: asMs, leastTop: 10 },
  },
  {
    name: 'health.commit',
    series: [
      { label: 'health.slowest', of: ({ commitMs }) => commitMs?.slowest ?? null },
      { label: 'health.mean', of: ({ commitMs }) => commitMs?.mean ?? null },
    ],
    ...{ format: asMs, leastTop: 10 },
  },
  {
    name: 'health.waiting',
    series: [{ of: ({ waitingCommands }) => waitingCommands }],
    ...{ format: asCount, leastTop: 10 },
  },
  {
    name: 'health.errors',
    series: [
      { label: 'health.refused', of: (sample) => rate(sample.refused, sample, 60) },
      { label: 'health.failedSeries', of: (sample) => rate(sample.failed, sample, 60) },
    ],
    ...{ format: perMinute, leastTop: 10, isMean: true },
  },
  { name: 'health.sockets', series: [{ of: ({ sockets }) => sockets }], format: asCount, leastTop: 10 },
  {
    name: 'health.attempts',
    series: [
      { label: 'health.delivered', of: (sample) => rate(sample.delivered, sample, 60) },
      { label: 'health.undelivered', of: (sample) => rate(sample.undelivered, sample, 60) },
    ],
    ...{ format: perMinute, leastTop: 10, isMean: true },
  },
  {
    name: 'health.deliveries',
    series: [{ of: ({ waitingDeliveries }) => waitingDeliveries }],
    ...{ format: asCount, leastTop: 10 },
  },
  {
    name: 'health.lag',
    series: [{ of: ({ deliveryLagMs }) => deliveryLagMs }],
    ...{ format: asMs, leastTop: 1000 },
  },
  {
    name: 'health.memory',
    series: [{ of: ({ memoryBytes }) => memoryBytes }],
    ...{ format: formatBytes, leastTop: 100_000_000 },
  },
];

/** A round number at or above. */
export function topFor(most: number, leastTop: number): number {
  const wanted = Math.max(most, leastTop);
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = [1, 2, 5, 10].find((one) => one * power >= wanted) ?? 10;
  return step * power;
}

export interface MinuteRow {
  readonly minuteMs: number;
  /** One for each series. */
  readonly values: readonly (number | null)[];
}

/** Newest first. */
export function minutesOf(samples: readonly Sample[], { series, isMean = false }: ChartPlan): MinuteRow[] {
  const byMinute = Map.groupBy(samples, ({ endTime }) => Math.floor(Date.parse(endTime) / 60_000) * 60_000);
  return [...byMinute]
    .map(([minuteMs, inMinute]) => ({
      minuteMs,
      values: series.map(({ of }) => {
        const values = inMinute.map(of).filter((value) => value !== null);
        if (values.length === 0) return null;
        return isMean ? values.reduce((sum, value) => sum + value, 0) / values.length : Math.max(...values);
      }),
    }))
    .reverse();
}
