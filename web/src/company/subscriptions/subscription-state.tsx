/** Whether a subscription is told, and if not, why and what mends that. */

import { t } from '../../text/catalogue.ts';
import { formatStamp } from '../../text/formats.ts';
import { appOf, ownerOf, placeOf, type SubscriptionJson } from './subscription-api.ts';

export function StatusTag({ status }: Pick<SubscriptionJson, 'status'>) {
  if (status === 'Blacklisted') return <span class="tag tag-alarm">{t('webhooks.blacklisted')}</span>;
  return <span class="tag">{t(status === 'Active' ? 'webhooks.active' : 'webhooks.suspended')}</span>;
}

/** Why it is told nothing, and what mends that. */
export function TroubleBox({ subscription }: { subscription: SubscriptionJson }) {
  const { status, blacklistedData, suspensionReason } = subscription;
  if (status === 'Suspended' && suspensionReason) {
    return (
      <div class="alarm-box">
        <p>{t(`webhooks.suspended.${suspensionReason}`, { owner: ownerOf(subscription), app: appOf(subscription) })}</p>
      </div>
    );
  }
  if (status !== 'Blacklisted') return null;
  const { blacklistedAt, reason } = blacklistedData ?? {};
  return (
    <div class="alarm-box">
      <p>
        {t('webhooks.blacklistedLead', {
          time: blacklistedAt ? formatStamp(Date.parse(blacklistedAt)) : '',
          address: placeOf(subscription),
        })}
      </p>
      {reason ? (
        <p>
          <strong>{t('webhooks.reason', { reason })}</strong>
        </p>
      ) : null}
    </div>
  );
}
