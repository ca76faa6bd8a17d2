/** One notification, to whom it went and how that ended. */

import { t } from '../text/catalogue.ts';
import { formatClock } from '../text/formats.ts';
import { personIn, roundedMs } from './row-texts.ts';
import type { DeliveryEntry, DemoJson } from './shapes.ts';

interface DeliveryLineProps {
  readonly delivery: DeliveryEntry;
  readonly demo: DemoJson;
  /** Whether it stands by itself, without a request above it that says when. */
  readonly hasTime: boolean;
}

export function DeliveryLine({ delivery, demo, hasTime }: DeliveryLineProps) {
  const { transport, extensionId, attempt, timeMs } = delivery;
  const hasFailed = attempt?.isAccepted === false;
  return (
    <li class={hasFailed ? 'delivery delivery-failed' : 'delivery'}>
      <span class="delivery-arrow" aria-hidden="true">
        ↳
      </span>
      <span>
        <b>{t(`developer.transport.${transport}`)}</b> {t('developer.toPerson', { name: personIn(demo, extensionId) })}
        {' · '}
        {whatOf(delivery)}
        {attempt ? ` · ${endOf(attempt)}` : ''}
      </span>
      {hasTime ? <time class="entry-time">{formatClock(timeMs)}</time> : null}
    </li>
  );
}

function whatOf({ event, newMessageIds, updatedCount }: DeliveryEntry): string {
  if (!event.includes('/message-store')) return t('developer.event.directory');
  const parts = [
    ...(newMessageIds.length > 0 ? [t('developer.event.new', { count: newMessageIds.length })] : []),
    ...(updatedCount > 0 ? [t('developer.event.updated', { count: updatedCount })] : []),
  ];
  return parts.join(', ');
}

function endOf({
  number,
  isAccepted,
  status,
  latencyMs,
  reason,
  isGivenUp,
}: NonNullable<DeliveryEntry['attempt']>): string {
  const how = isAccepted
    ? t('developer.attempt.taken', { status: String(status ?? ''), ms: roundedMs(latencyMs) })
    : t('developer.attempt.failed', { reason: reason ?? String(status ?? '') });
  const counted = number > 1 ? `${t('developer.attempt.number', { number })}: ${how}` : how;
  return isGivenUp ? `${counted} · ${t('developer.attempt.givenUp')}` : counted;
}
