/** Replies to everyone on a conversation's list as it is now. */

import { useId, useState } from 'preact/hooks';
import { Counter, maxUnits } from '../compose/counter.tsx';
import { Icon } from '../design/icon.tsx';
import { announce } from '../shell/announcer.tsx';
import { t } from '../text/catalogue.ts';
import { type ConversationSummary, namesOf } from './conversations.ts';
import { post } from './outbox.ts';

export function Reply({ summary: { conversationId, newest, others } }: { summary: ConversationSummary }) {
  const [text, setText] = useState('');
  const id = useId();
  const isReady = text.trim() !== '' && text.length <= maxUnits;
  const send = async () => {
    if (!isReady) return;
    setText('');
    if (await post({ replyOn: newest.id, conversationId, text })) announce(t('message.sent'));
  };
  return (
    <form
      class="reply"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <label class="unseen" for={id}>
        {t('conversation.reply')}
      </label>
      <textarea
        id={id}
        rows={2}
        value={text}
        placeholder={t('conversation.reply')}
        aria-describedby={`${id}-who ${id}-left`}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          void send();
        }}
      />
      <button type="submit" class="button button-primary" disabled={!isReady} aria-label={t('compose.send')}>
        <Icon name="send" />
      </button>
      <p class="hint" id={`${id}-who`}>
        {t('conversation.replyTo', { names: namesOf(others) })}
      </p>
      <Counter id={`${id}-left`} text={text} />
    </form>
  );
}
