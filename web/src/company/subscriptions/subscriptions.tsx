/** Everyone's subscriptions; a webhook that is told nothing any more comes first, with the way back. */

import { useState } from 'preact/hooks';
import { Link, Route, Switch } from 'wouter-preact';
import { useLoaded } from '../../api/use-loaded.ts';
import { usePolled } from '../../api/use-polled.ts';
import { Foreign } from '../../design/foreign.tsx';
import { LoadState } from '../../design/load-state.tsx';
import { t } from '../../text/catalogue.ts';
import { formatStamp } from '../../text/formats.ts';
import { Screen } from '../screen.tsx';
import { Deliveries } from './deliveries.tsx';
import { wordsOf } from './filters.ts';
import { ResumeDialog } from './resume-dialog.tsx';
import { SocketTable } from './socket-table.tsx';
import { appOf, ownerOf, placeOf, readSubscriptions, type SubscriptionJson } from './subscription-api.ts';
import { StatusTag, TroubleBox } from './subscription-state.tsx';

const pollMs = 10_000;

export function Subscriptions() {
  return (
    <Switch>
      <Route path="/company/subscriptions/:id">{({ id }) => <Deliveries key={id} id={id} />}</Route>
      <Route>
        <SubscriptionList />
      </Route>
    </Switch>
  );
}

function SubscriptionList() {
  const subscriptions = useLoaded(readSubscriptions, []);
  const [resuming, setResuming] = useState<SubscriptionJson>();
  usePolled(subscriptions.reload, pollMs);
  return (
    <Screen title={t('webhooks.title')} lead={t('webhooks.lead')}>
      <LoadState of={subscriptions}>
        {(records) =>
          records.length === 0 ? (
            <p class="quiet">{t('webhooks.none')}</p>
          ) : (
            <>
              <ul class="records">
                {records.filter(isWebhook).map((one) => (
                  <WebhookCard key={one.id} subscription={one} onResume={() => setResuming(one)} />
                ))}
              </ul>
              <SocketTable sockets={records.filter((one) => !isWebhook(one))} />
            </>
          )
        }
      </LoadState>
      {resuming ? (
        <ResumeDialog subscription={resuming} onResumed={subscriptions.reload} onClose={() => setResuming(undefined)} />
      ) : null}
    </Screen>
  );
}

const isWebhook = ({ transportType }: SubscriptionJson) => transportType === 'WebHook';

function WebhookCard({ subscription, onResume }: { subscription: SubscriptionJson; onResume: () => void }) {
  const { id, status, waiting, creationTime, expirationTime } = subscription;
  return (
    <li class={status === 'Blacklisted' ? 'card record record-alarm' : 'card record'}>
      <div class="record-head">
        <h2 class="address">
          <Foreign text={placeOf(subscription)} />
        </h2>
        <span class="tag">{t('webhooks.WebHook')}</span>
        <StatusTag status={status} />
        {waiting > 0 ? <span class="tag">{t('webhooks.waiting', { count: waiting })}</span> : null}
      </div>
      <TroubleBox subscription={subscription} />
      <dl class="facts">
        <div>
          <dt>{t('webhooks.owner')}</dt>
          <dd>
            <Foreign text={ownerOf(subscription)} />
          </dd>
        </div>
        <div>
          <dt>{t('webhooks.app')}</dt>
          <dd>
            <Foreign text={appOf(subscription)} />
          </dd>
        </div>
        <div>
          <dt>{t('webhooks.filters')}</dt>
          <dd>
            <FilterList filters={subscription.eventFilters} />
          </dd>
        </div>
        <div>
          <dt>{t('webhooks.created')}</dt>
          <dd>{formatStamp(Date.parse(creationTime))}</dd>
        </div>

        <div>
          <dt>{t('webhooks.expires')}</dt>
          <dd>{formatStamp(Date.parse(expirationTime))}</dd>
        </div>
      </dl>
      <div class="actions">
        {status !== 'Blacklisted' ? null : (
          <button
            type="button"
            class="button button-primary"
            aria-label={t('webhooks.resumeOf', { address: placeOf(subscription) })}
            onClick={onResume}
          >
            {t('webhooks.resume')}
          </button>
        )}
        <Link
          class="button"
          href={`/company/subscriptions/${id}`}
          aria-label={t('webhooks.deliveriesOf', { address: placeOf(subscription) })}
        >
          {t('webhooks.deliveries')}
        </Link>
      </div>
    </li>
  );
}

function FilterList({ filters }: { filters: readonly string[] }) {
  return (
    <ul class="lines">
      {filters.map((filter) => (
        <li key={filter}>
          {wordsOf(filter)} <code class="choice-name">{filter}</code>
        </li>
      ))}
    </ul>
  );
}
