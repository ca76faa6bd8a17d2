/** Sends everything since a time once more, after saying to whom. */

import { useState } from 'preact/hooks';
import { announce } from '../../design/announcer.tsx';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { TextField } from '../../design/field.tsx';
import { t } from '../../text/catalogue.ts';
import { placeOf, replaySince, type SubscriptionJson } from './subscription-api.ts';

interface ReplaySinceProps {
  readonly subscription: SubscriptionJson;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

const hourMs = 3600_000;

export function ReplaySinceDialog({ subscription, onDone, onClose }: ReplaySinceProps) {
  // What was missed began about when the address was given up.
  const blacklistedMs = Date.parse(subscription.blacklistedData?.blacklistedAt ?? '');
  const [since, setSince] = useState(localTextOf((Number.isNaN(blacklistedMs) ? Date.now() : blacklistedMs) - hourMs));
  const replayAll = async () => {
    const count = await replaySince(subscription.id, new Date(since).getTime());
    announce(t('webhooks.replayedCount', { count }));
    onDone();
  };
  return (
    <ConfirmDialog
      title={t('webhooks.replaySinceTitle')}
      act={t('webhooks.replaySinceAct')}
      isReady={!Number.isNaN(new Date(since).getTime())}
      onConfirm={replayAll}
      onClose={onClose}
    >
      <p>{t('webhooks.replaySinceLead', { address: placeOf(subscription) })}</p>
      <TextField label={t('webhooks.since')} value={since} onText={setSince} input={{ type: 'datetime-local' }} />
    </ConfirmDialog>
  );
}

/** As a field for local time takes it. */
function localTextOf(ms: number): string {
  const date = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 16);
}
