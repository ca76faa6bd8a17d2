/** Says what ends with an app before it is removed. */

import { useLoaded } from '../../api/use-loaded.ts';
import { announce } from '../../design/announcer.tsx';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { t } from '../../text/catalogue.ts';
import { formatList } from '../../text/formats.ts';
import { ownerOf, readSubscriptions } from '../subscriptions/subscription-api.ts';
import { type AppJson, removeApp } from './app-api.ts';

interface RemoveAppProps {
  readonly app: AppJson;
  readonly onRemoved: () => void;
  readonly onClose: () => void;
}

export function RemoveAppDialog({ app, onRemoved, onClose }: RemoveAppProps) {
  const { name, clientId } = app;
  const subscriptions = useLoaded(readSubscriptions, []);
  const ending = subscriptions.value?.filter((one) => one.clientId === clientId) ?? [];
  const names = formatList([...new Set(ending.map(ownerOf))]);
  const remove = async () => {
    await removeApp(clientId);
    announce(t('apps.removed', { name }));
    onRemoved();
  };
  return (
    <ConfirmDialog
      title={t('apps.removeTitle', { name })}
      act={t('apps.removeAct')}
      onConfirm={remove}
      onClose={onClose}
    >
      <p>{t('apps.removeLead', { name })}</p>
      {ending.length > 0 ? <p>{t('apps.removeSubscriptions', { count: ending.length, names })}</p> : null}
      <p>{t('apps.removeLead2')}</p>
    </ConfirmDialog>
  );
}
