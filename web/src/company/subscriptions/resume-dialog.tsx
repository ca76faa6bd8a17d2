/** Says what resuming a webhook does, and what it does not, before it is done. */

import { announce } from '../../design/announcer.tsx';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { t } from '../../text/catalogue.ts';
import { appOf, ownerOf, placeOf, resume, type SubscriptionJson } from './subscription-api.ts';

interface ResumeDialogProps {
  readonly subscription: SubscriptionJson;
  readonly onResumed: () => void;
  readonly onClose: () => void;
}

export function ResumeDialog({ subscription, onResumed, onClose }: ResumeDialogProps) {
  const resumeNow = async () => {
    await resume(subscription.id);
    announce(t('webhooks.resumed'));
    onResumed();
  };
  return (
    <ConfirmDialog
      title={t('webhooks.resumeTitle')}
      act={t('webhooks.resumeAct')}
      onConfirm={resumeNow}
      onClose={onClose}
    >
      <p>{t('webhooks.resumeLead', { address: placeOf(subscription) })}</p>
      <p>{t('webhooks.resumeLead2', { owner: ownerOf(subscription), app: appOf(subscription) })}</p>
    </ConfirmDialog>
  );
}
