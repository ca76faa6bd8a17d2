/** One page in a conversation: who wrote it, when, to whom, and what can be done with it. */

import { useId } from 'preact/hooks';
import { balanced, isolatedList } from '../../../src/wire/isolate.ts';
import { reasonOf } from '../api/reason.ts';
import type { MessageJson, Party } from '../api/shapes.ts';
import { todayMs } from '../browser/surroundings.ts';
import { announce, offerUndo } from '../design/announcer.tsx';
import { Foreign } from '../design/foreign.tsx';
import { Icon } from '../design/icon.tsx';
import { nameOf } from '../mailbox/conversations.ts';
import { bringBack, remove } from '../mailbox/own-mailbox.ts';
import { me } from '../session/me.ts';
import { t } from '../text/catalogue.ts';
import { formatMoment, formatWhen } from '../text/formats.ts';
import { namesOf } from './names.ts';

export function MessageView({ message, isFound }: { message: MessageJson; isFound: boolean }) {
  const id = useId();
  const { from, to, subject, creationTime, writtenTime, direction } = message;
  const isOwn = direction === 'Outbound';
  const sentMs = Date.parse(creationTime);
  const recipients = to.filter(({ extensionNumber }) => extensionNumber !== from.extensionNumber).map(named);
  return (
    <article
      class={`message ${isOwn ? 'message-own' : ''} ${isFound ? 'message-found' : ''}`}
      aria-labelledby={`${id}-who ${id}-when`}
    >
      <header>
        <strong id={`${id}-who`}>{isOwn ? t('conversation.you') : <Foreign text={nameOf(from)} />}</strong>
        <time id={`${id}-when`} dateTime={creationTime} title={formatMoment(sentMs)}>
          {formatWhen(sentMs, todayMs.value, { isTimed: true })}
        </time>
        {writtenTime ? <Written time={writtenTime} /> : null}
        <Delete message={message} />
        <Recipients parties={recipients} />
      </header>
      <p class="message-text" dir="auto">
        {balanced(subject)}
      </p>
      {isOwn ? (
        <footer>
          <span class="quiet message-state">
            <Icon name="check" size={16} />
            {t('message.sent')}
          </span>
        </footer>
      ) : null}
    </article>
  );
}

/** It was sent well after it was written: whoever reads it is not to take it for new. */
function Written({ time }: { time: string }) {
  const writtenMs = Date.parse(time);
  return (
    <time class="trouble" dateTime={time} title={formatMoment(writtenMs)}>
      {t('message.written', { when: formatWhen(writtenMs, todayMs.value, { isTimed: true }) })}
    </time>
  );
}

/** All of them can be seen, but fifty names must not push the text off the screen. */
function Recipients({ parties }: { parties: readonly Party[] }) {
  if (parties.length === 0) return null;
  const summary = t('conversation.to', { names: namesOf(parties) });
  const whole = isolatedList(parties.map(nameOf));
  if (namesOf(parties) === whole) {
    return <span class="quiet recipients">{summary}</span>;
  }
  return (
    <details class="quiet recipients">
      <summary>{summary}</summary>
      <p>{whole}</p>
    </details>
  );
}

function Delete({ message }: { message: MessageJson }) {
  const removeThis = async () => {
    // The button goes away with its page, and must not take the focus with it.
    document.getElementById('conversation-heading')?.focus();
    try {
      await remove([message.id]);
      offerUndo(t('message.deleted'), t('message.restored'), () => bringBack([message]));
    } catch (error) {
      announce(reasonOf(error), { isError: true });
    }
  };
  return (
    <button
      type="button"
      class="button button-bare button-small"
      aria-label={t('message.delete')}
      title={t('message.delete')}
      onClick={removeThis}
    >
      <Icon name="trash" size={18} />
    </button>
  );
}

function named(party: Party): Party {
  return party.extensionNumber === me.value?.extensionNumber ? { ...party, name: t('conversation.you') } : party;
}
