/** What was delivered to a webhook, attempt by attempt, and sending it once more. */

import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { isolated } from '../../../../src/wire/isolate.ts';
import { useLoaded } from '../../api/use-loaded.ts';
import { usePolled } from '../../api/use-polled.ts';
import { announce } from '../../design/announcer.tsx';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { Field } from '../../design/field.tsx';
import { LoadMore } from '../../design/load-more.tsx';
import { LoadState } from '../../design/load-state.tsx';
import { usePages } from '../../session/use-pages.ts';
import { t } from '../../text/catalogue.ts';
import { Screen } from '../screen.tsx';
import { DeliveryRow } from './delivery-row.tsx';
import { ReplaySinceDialog } from './replay-since-dialog.tsx';
import { ResumeDialog } from './resume-dialog.tsx';
import {
  type DeliveryJson,
  type DeliveryStatus,
  deliveriesPath,
  deliveryStatuses,
  placeOf,
  readSubscriptions,
  replay,
  type SubscriptionJson,
} from './subscription-api.ts';
import { StatusTag, TroubleBox } from './subscription-state.tsx';

const pollMs = 5000;

type Open =
  | { readonly kind: 'resume' }
  | { readonly kind: 'since' }
  | { readonly kind: 'replay'; readonly delivery: DeliveryJson };

export function Deliveries({ id }: { id: string }) {
  const subscription = useLoaded(async () => (await readSubscriptions()).find((one) => one.id === id), [id]);
  const [status, setStatus] = useState<DeliveryStatus>();
  const [open, setOpen] = useState<Open>();
  const query = status === undefined ? {} : { status };
  const deliveries = usePages<DeliveryJson>(deliveriesPath(id), query, ({ number }) => number);
  // One that is given up is resumed first: that tells everything it missed.
  const mayReplay = subscription.value?.status === 'Active';
  const reload = () => {
    subscription.reload();
    deliveries.reload();
  };
  const isFirstPage = (deliveries.records?.length ?? 0) <= 100;
  // Someone who has read on to older ones is left where they are.
  usePolled(reload, isFirstPage && open === undefined ? pollMs : undefined);
  return (
    <Screen
      title={t('webhooks.deliveries')}
      lead={subscription.value ? isolated(placeOf(subscription.value)) : ''}
      acts={
        <Link class="button" href="/company/subscriptions">
          {t('webhooks.back')}
        </Link>
      }
    >
      <LoadState of={subscription}>
        {(found) => (found ? <Head subscription={found} onOpen={setOpen} /> : <p>{t('error.notFound')}</p>)}
      </LoadState>
      <div class="bar">
        <Field
          label={t('webhooks.status')}
          control={(ids) => (
            <select
              {...ids}
              value={status ?? ''}
              onChange={(event) => setStatus(deliveryStatuses.find((one) => one === event.currentTarget.value))}
            >
              <option value="">{t('webhooks.status.all')}</option>
              {deliveryStatuses.map((one) => (
                <option key={one} value={one}>
                  {t(`webhooks.status.${one}`)}
                </option>
              ))}
            </select>
          )}
        />
      </div>
      <LoadState of={{ value: deliveries.records, trouble: deliveries.trouble, reload: deliveries.reload }}>
        {(records) =>
          records.length === 0 ? (
            <p class="quiet">{t('webhooks.noDeliveries')}</p>
          ) : (
            <ul class="records">
              {records.map((one) => (
                <DeliveryRow
                  key={one.number}
                  delivery={one}
                  {...(mayReplay ? { onReplay: () => setOpen({ kind: 'replay', delivery: one }) } : {})}
                />
              ))}
            </ul>
          )
        }
      </LoadState>
      {deliveries.hasMore ? <LoadMore label={t('webhooks.more')} onNear={deliveries.loadMore} /> : null}
      {subscription.value && open ? (
        <Dialogs open={open} subscription={subscription.value} onDone={reload} onClose={() => setOpen(undefined)} />
      ) : null}
    </Screen>
  );
}

function Head({ subscription, onOpen }: { subscription: SubscriptionJson; onOpen: (open: Open) => void }) {
  return (
    <>
      <TroubleBox subscription={subscription} />
      <div class="record-head">
        <StatusTag status={subscription.status} />
      </div>
      <div class="actions">
        {subscription.status !== 'Blacklisted' ? null : (
          <button type="button" class="button button-primary" onClick={() => onOpen({ kind: 'resume' })}>
            {t('webhooks.resume')}
          </button>
        )}
        {subscription.status === 'Active' ? (
          <button type="button" class="button" onClick={() => onOpen({ kind: 'since' })}>
            {t('webhooks.replaySince')}
          </button>
        ) : null}
      </div>
    </>
  );
}

interface DialogsProps {
  readonly open: Open;
  readonly subscription: SubscriptionJson;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function Dialogs({ open, subscription, onDone, onClose }: DialogsProps) {
  if (open.kind === 'resume') return <ResumeDialog subscription={subscription} onResumed={onDone} onClose={onClose} />;
  if (open.kind === 'since') return <ReplaySinceDialog subscription={subscription} onDone={onDone} onClose={onClose} />;
  const { number } = open.delivery;
  const replayNow = async () => {
    await replay(subscription.id, number);
    announce(t('webhooks.replayed'));
    onDone();
  };
  return (
    <ConfirmDialog title={t('webhooks.replayTitle')} act={t('webhooks.replay')} onConfirm={replayNow} onClose={onClose}>
      <p>{t('webhooks.replayLead', { address: placeOf(subscription) })}</p>
    </ConfirmDialog>
  );
}
