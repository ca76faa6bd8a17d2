/** One delivery: what it told of, whether it arrived, and each attempt on demand. */

import { Foreign } from '../../design/foreign.tsx';
import { t } from '../../text/catalogue.ts';
import { formatMoment, formatNumber, formatSecond, formatStamp } from '../../text/formats.ts';
import { wordsOf } from './filters.ts';
import type { AttemptJson, DeliveryJson } from './subscription-api.ts';

export function DeliveryRow({ delivery, onReplay }: { delivery: DeliveryJson; onReplay?: () => void }) {
  const { number, event, status, creationTime, nextAttemptTime, attempts, body } = delivery;
  const createdMs = Date.parse(creationTime);
  const lastReason = attempts.at(-1)?.reason;
  return (
    <li class={status === 'Failed' ? 'card record record-alarm' : 'card record'}>
      <div class="record-head">
        <h2>
          {number} · {wordsOf(event)}
        </h2>
        <span class={status === 'Failed' ? 'tag tag-alarm' : 'tag'}>{t(`webhooks.status.${status}`)}</span>
        <time class="quiet" dateTime={creationTime} title={formatMoment(createdMs)}>
          {formatStamp(createdMs)}
        </time>
      </div>
      {lastReason && status !== 'Delivered' ? (
        <p class="trouble">
          <Foreign text={lastReason} />
        </p>
      ) : null}
      {nextAttemptTime ? (
        <p class="quiet">{t('webhooks.next', { time: formatStamp(Date.parse(nextAttemptTime)) })}</p>
      ) : null}
      <div class="record-foot">
        <details>
          <summary>{t('webhooks.attempts', { count: attempts.length })}</summary>
          {attempts.length > 0 ? <Attempts attempts={attempts} /> : null}
          <h3>{t('webhooks.body')}</h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <pre class="code-block" tabIndex={0}>
            {JSON.stringify(body, null, 2)}
          </pre>
        </details>
        {onReplay ? (
          <button
            type="button"
            class="button button-small"
            aria-label={t('webhooks.replayOf', { number })}
            onClick={onReplay}
          >
            {t('webhooks.replay')}
          </button>
        ) : null}
      </div>
    </li>
  );
}

function Attempts({ attempts }: { attempts: readonly AttemptJson[] }) {
  const labels = {
    time: t('webhooks.attemptTime'),
    answer: t('webhooks.attemptAnswer'),
    took: t('webhooks.attemptLatency'),
    reason: t('webhooks.attemptReason'),
  };
  return (
    <table class="table">
      <thead>
        <tr>
          {Object.values(labels).map((label) => (
            <th key={label} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {attempts.map(({ time, statusCode, latencyMs, reason }) => (
          <tr key={time}>
            <td data-label={labels.time}>{formatSecond(Date.parse(time))}</td>
            <td data-label={labels.answer}>{statusCode ?? t('webhooks.noAnswer')}</td>
            <td data-label={labels.took}>{t('health.ms', { value: formatNumber(latencyMs) })}</td>
            <td data-label={labels.reason}>{reason ? <Foreign text={reason} /> : null}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
