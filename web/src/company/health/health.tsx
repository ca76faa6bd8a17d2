/** How the server is: what needs a look, and the last hour in small charts that go on while someone looks. */

import { useEffect } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { useLoaded } from '../../api/use-loaded.ts';
import { LoadState } from '../../design/load-state.tsx';
import { readServer, server } from '../../session/server.ts';
import { t } from '../../text/catalogue.ts';
import { formatStamp } from '../../text/formats.ts';
import { Screen } from '../screen.tsx';
import { readSubscriptions } from '../subscriptions/subscription-api.ts';
import { type ActivityJson, useActivity } from './activity.ts';
import { Chart } from './chart.tsx';
import { plans } from './series.ts';
import { worriesOf } from './worries.ts';

export function Health() {
  const subscriptions = useLoaded(readSubscriptions, []);
  const watched = useActivity(subscriptions.reload);
  useEffect(() => void readServer().catch(() => undefined), []);
  const blacklisted = subscriptions.value?.filter(({ status }) => status === 'Blacklisted').length ?? 0;
  const { activity } = watched;
  return (
    <Screen title={t('health.title')} lead={t('health.lead', { seconds: activity?.intervalSeconds ?? 10 })}>
      {activity && watched.trouble ? (
        <p role="alert" class="trouble">
          {t('health.paused', { reason: watched.trouble })}
        </p>
      ) : null}
      <LoadState of={{ value: activity, trouble: activity ? undefined : watched.trouble, reload: watched.reload }}>
        {(value) => (
          <>
            <Worries activity={value} blacklisted={blacklisted} />
            <Facts activity={value} />
            <Charts activity={value} />
          </>
        )}
      </LoadState>
    </Screen>
  );
}

function Worries({ activity, blacklisted }: { activity: ActivityJson; blacklisted: number }) {
  const worries = worriesOf(activity, blacklisted);
  return (
    <div role="status" class={worries.length === 0 ? 'good-box' : 'alarm-box'}>
      <p>
        <strong>{t(worries.length === 0 ? 'health.well' : 'health.look')}</strong>
      </p>
      {worries.map((worry) => (
        <p key={worry}>{worry}</p>
      ))}
      {blacklisted > 0 ? (
        <p>
          <Link href="/company/subscriptions">{t('health.toWebhooks')}</Link>
        </p>
      ) : null}
    </div>
  );
}

function Facts({ activity: { startTime, sweep } }: { activity: ActivityJson }) {
  const swept = sweep.lastEndTime ? formatStamp(Date.parse(sweep.lastEndTime)) : t('health.sweepNever');
  return (
    <dl class="facts facts-inline">
      <div>
        <dt>{t('health.up')}</dt>
        <dd>{formatStamp(Date.parse(startTime))}</dd>
      </div>
      {server.value ? (
        <div>
          <dt>{t('health.version')}</dt>
          <dd>{server.value.version}</dd>
        </div>
      ) : null}

      <div>
        <dt>{t('health.sweep')}</dt>
        <dd>{sweep.isUnderWay ? t('health.sweepNow') : swept}</dd>
      </div>
    </dl>
  );
}

/** Minutes. A server that was started lately has not much to fill an hour with. */
const spans = [10, 30, 60];

function Charts({ activity: { records, current } }: { activity: ActivityJson }) {
  if (records.length === 0) return <p class="quiet">{t('health.noneYet')}</p>;
  // By the server's own clock, which may be another than the one here.
  const nowMs = Date.parse(current.endTime);
  const measuredMs = nowMs - Date.parse(records[0]?.endTime ?? current.endTime);
  const minutes = spans.find((one) => one * 60_000 >= measuredMs) ?? 60;
  return (
    <ul class="charts">
      {plans.map((plan) => (
        <Chart key={plan.name} plan={plan} samples={records} span={{ nowMs, minutes }} />
      ))}
    </ul>
  );
}
