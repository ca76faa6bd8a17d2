/** One page in a conversation: who wrote it, when, to whom, and what can be done with it. */

import type { MessageJson } from '../api/shapes.ts';
import { Icon } from '../design/icon.tsx';
import { announce } from '../shell/announcer.tsx';
import { me } from '../shell/me.ts';
import { t } from '../text/catalogue.ts';
import { formatMoment, formatWhen } from '../text/formats.ts';
import { remove } from './changes.ts';
import { namesOf } from './conversations.ts';
import { reasonOf } from './sync.ts';

export function MessageView({ message }: { message: MessageJson }) {
  const { id, from, to, subject, creationTime, direction } = message;
  const isOwn = direction === 'Outbound';
  const sentMs = Date.parse(creationTime);
  const recipients = to.filter(({ extensionNumber }) => extensionNumber !== from.extensionNumber);
  const removeThis = async () => {
    try {
      await remove([id]);
      announce(t('message.deleted'));
    } catch (error) {
      announce(reasonOf(error), { isError: true });
    }
  };
  return (
    <article class={isOwn ? 'message message-own' : 'message'}>
      <header>
        <strong>{isOwn ? t('conversation.you') : (from.name ?? from.extensionNumber)}</strong>
        <span class="quiet">
          {recipients.length > 0 ? t('conversation.to', { names: namesOf(recipients.map(named)) }) : null}
        </span>
        <time dateTime={creationTime} title={formatMoment(sentMs)}>
          {formatWhen(sentMs, Date.now())}
        </time>
      </header>
      <p class="message-text" dir="auto">
        {subject}
      </p>
      <footer>
        {isOwn ? (
          <span class="quiet message-state">
            <Icon name="check" size={16} />
            {t('message.sent')}
          </span>
        ) : null}
        <button
          type="button"
          class="button button-bare button-small"
          aria-label={t('message.delete')}
          onClick={removeThis}
        >
          <Icon name="trash" size={18} />
        </button>
      </footer>
    </article>
  );
}

function named(party: MessageJson['from']) {
  return party.extensionNumber === me.value?.extensionNumber ? { ...party, name: t('conversation.you') } : party;
}
