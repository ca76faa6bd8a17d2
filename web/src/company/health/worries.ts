/** What is wrong, and what in the measurements of the last five minutes needs a look, in sentences; nothing when all is well. */

import { t, tIfKnown } from '../../text/catalogue.ts';
import { formatNumber, formatStamp } from '../../text/formats.ts';
import type { ActivityJson } from './activity.ts';

const recentMs = 5 * 60_000;
const slowCommitMs = 500;
const manyWaiting = 500;
const longLagMs = 60_000;

export function worriesOf({ records, current, sweep, conditions }: ActivityJson, blacklisted: number): string[] {
  const sinceMs = Date.parse(current.endTime) - recentMs;
  const recent = [...records, current].filter(({ endTime }) => Date.parse(endTime) > sinceMs);
  const failed = recent.reduce((sum, sample) => sum + sample.failed, 0);
  const slowest = Math.max(...recent.map(({ commitMs }) => commitMs?.slowest ?? 0));
  const waiting = Math.max(...recent.map(({ waitingCommands }) => waitingCommands));
  const lagMs = current.deliveryLagMs;
  return [
    ...conditions.map(sentenceOf),
    ...(blacklisted > 0 ? [t('health.blacklisted', { count: blacklisted })] : []),
    ...(failed > 0 ? [t('health.failed', { count: failed })] : []),
    ...(slowest > slowCommitMs ? [t('health.slowCommits', { ms: formatNumber(slowest) })] : []),
    ...(waiting > manyWaiting ? [t('health.waitingMany', { count: formatNumber(waiting) })] : []),
    ...(lagMs > longLagMs ? [t('health.lagging', { lag: `${formatNumber(lagMs / 1000)} s` })] : []),
    ...(sweep.hasStoppedEarly ? [t('health.sweepFailed')] : []),
  ];
}

function sentenceOf({ code, sentence, detail = '', sinceTime }: ActivityJson['conditions'][number]): string {
  const text = tIfKnown(`health.condition.${code}`) ?? sentence;
  return t('health.condition', { text: `${text} ${detail}`.trimEnd(), since: formatStamp(Date.parse(sinceTime)) });
}
