/** Deleted messages, which can be brought back until they are erased. */

import { useState } from 'preact/hooks';
import { balanced } from '../../../src/wire/isolate.ts';
import { reasonOf } from '../api/reason.ts';
import type { MessageJson } from '../api/shapes.ts';
import { todayMs } from '../browser/surroundings.ts';
import { announce } from '../design/announcer.tsx';
import { ConfirmDialog } from '../design/confirm-dialog.tsx';
import { Foreign } from '../design/foreign.tsx';
import { LoadState } from '../design/load-state.tsx';
import { nameOf } from '../mailbox/conversations.ts';
import { allMessages, bringBack, purge } from '../mailbox/own-mailbox.ts';
import { t } from '../text/catalogue.ts';
import { formatWhen } from '../text/formats.ts';
import { namesOf } from './names.ts';
import { useMessages } from './use-messages.ts';

export function DeletedList() {
  const { records, trouble, hasMore, loadMore, leaveOut } = useMessages({ availability: 'Deleted' });
  const [toPurge, setToPurge] = useState<MessageJson>();
  const leave = (id: number, said: string) => {
    // The buttons go away with their page, and must not take the focus with them.
    document.getElementById('list-heading')?.focus();
    leaveOut(id);
    announce(said);
  };
  const restore = async (message: MessageJson) => {
    try {
      await bringBack([message]);
      leave(message.id, t('message.restored'));
    } catch (error) {
      announce(reasonOf(error), { isError: true });
    }
  };
  return (
    <div class="scroller">
      <LoadState of={{ value: records, trouble, reload: loadMore }}>
        {(deleted) => {
          // What was brought back elsewhere is among the living again.
          const shown = deleted.filter(({ id }) => !allMessages.value.has(id));
          return shown.length === 0 ? (
            <p class="empty quiet">{t('mailbox.deletedEmpty')}</p>
          ) : (
            <ul class="plain-list">
              {shown.map((message) => (
                <li key={message.id} class="card">
                  <Deleted message={message} onRestore={() => restore(message)} onPurge={() => setToPurge(message)} />
                </li>
              ))}
            </ul>
          );
        }}
      </LoadState>
      {hasMore ? (
        <button type="button" class="button button-bare" onClick={loadMore}>
          {t('mailbox.older')}
        </button>
      ) : null}
      {toPurge ? (
        <ConfirmDialog
          title={t('message.purge')}
          act={t('message.purge')}
          onConfirm={async () => {
            await purge(toPurge.id);
            leave(toPurge.id, t('message.purged'));
          }}
          onClose={() => setToPurge(undefined)}
        >
          <p>{t('message.purgeSure')}</p>
        </ConfirmDialog>
      ) : null}
    </div>
  );
}

interface DeletedProps {
  readonly message: MessageJson;
  readonly onRestore: () => void;
  readonly onPurge: () => void;
}

function Deleted({ message, onRestore, onPurge }: DeletedProps) {
  const { from, to, direction, subject, creationTime } = message;
  const isOwn = direction === 'Outbound';
  return (
    <>
      <p>
        <strong>{isOwn ? t('conversation.you') : <Foreign text={nameOf(from)} />}</strong>{' '}
        {isOwn ? <span>{t('conversation.to', { names: namesOf(to) })} </span> : null}
        <span class="quiet">{formatWhen(Date.parse(creationTime), todayMs.value)}</span>
      </p>
      <p class="message-text card-text" dir="auto">
        {balanced(subject)}
      </p>
      <div class="actions">
        <button type="button" class="button button-small" onClick={onRestore}>
          {t('message.restore')}
        </button>
        <button type="button" class="button button-small button-danger" onClick={onPurge}>
          {t('message.purge')}
        </button>
      </div>
    </>
  );
}
