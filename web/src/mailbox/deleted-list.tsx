/** Deleted messages, which can be brought back until they are erased. */

import { useEffect, useState } from 'preact/hooks';
import { call, mailboxPath } from '../api/client.ts';
import type { ListJson, MessageJson } from '../api/shapes.ts';
import { announce } from '../shell/announcer.tsx';
import { t } from '../text/catalogue.ts';
import { formatWhen } from '../text/formats.ts';
import { remove, restore } from './changes.ts';
import { reasonOf } from './sync.ts';

export function DeletedList() {
  const [deleted, setDeleted] = useState<readonly MessageJson[]>();
  const read = async () => {
    const query = { availability: 'Deleted', dateFrom: '2000-01-01T00:00:00.000Z', perPage: 250 };
    setDeleted((await call<ListJson<MessageJson>>(`${mailboxPath}/message-store`, { query })).records);
  };
  const attempt = (change: () => Promise<void>) => async () => {
    try {
      await change();
      await read();
    } catch (error) {
      announce(reasonOf(error), { isError: true });
    }
  };
  useEffect(() => void attempt(async () => undefined)(), []);
  if (!deleted) return <p class="centred">{t('app.loading')}</p>;
  if (deleted.length === 0) return <p class="empty quiet">{t('mailbox.deletedEmpty')}</p>;
  const purge = (id: number) => async () => {
    if (confirm(t('message.purgeSure'))) await remove([id], { isPurge: true });
  };
  return (
    <ul class="scroller plain-list">
      {deleted.map(({ id, from, subject, creationTime }) => (
        <li key={id} class="card">
          <p>
            <strong>{from.name ?? from.extensionNumber}</strong>{' '}
            <span class="quiet">{formatWhen(Date.parse(creationTime), Date.now())}</span>
          </p>
          <p class="message-text">{subject}</p>
          <div class="actions">
            <button type="button" class="button button-small" onClick={attempt(() => restore([id]))}>
              {t('message.restore')}
            </button>
            <button type="button" class="button button-small button-danger" onClick={attempt(purge(id))}>
              {t('message.purge')}
            </button>
          </div>
        </li>
      ))}
    </ul>
  );
}
