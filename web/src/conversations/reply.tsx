/** Replies to everyone on a conversation's list as it is now. */

import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { participantsShape } from '../../../src/wire/conversations.ts';
import type { Answer } from '../api/shapes.ts';
import { Counter, maxUnits } from '../compose/counter.tsx';
import { announce } from '../design/announcer.tsx';
import { Icon } from '../design/icon.tsx';
import { directory } from '../directory/directory.ts';
import type { ConversationSummary } from '../mailbox/conversations.ts';
import { draftOf, keepDraft, post } from '../mailbox/own-mailbox.ts';
import { call } from '../session/client.ts';
import { me } from '../session/me.ts';
import { t } from '../text/catalogue.ts';
import { namesOf } from './names.ts';

export function Reply({ summary }: { summary: ConversationSummary }) {
  const { conversationId, newest } = summary;
  const text = draftOf(conversationId)?.text ?? '';
  const id = useId();
  const isReady = text.trim() !== '' && text.length <= maxUnits;
  const write = (next: string) => keepDraft(conversationId, { text: next });
  const send = async () => {
    if (!isReady) return;
    write('');
    const posted = await post({ replyOn: newest.id, conversationId, text });
    if (posted.kind === 'sent') announce(t('message.sent'));
    if (posted.kind === 'waiting' || posted.kind === 'late') announce(t('message.kept'));
    if (posted.kind === 'failed')
      announce(t('message.failed', { reason: posted.page.reason ?? '' }), { isError: true });
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
        dir="auto"
        value={text}
        placeholder={t('conversation.reply')}
        aria-describedby={`${id}-who ${id}-left`}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          void send();
        }}
      />
      <button type="submit" class="button button-primary" aria-disabled={!isReady} aria-label={t('compose.send')}>
        <Icon name="send" />
      </button>
      <div class="reply-foot">
        <p class="hint" id={`${id}-who`}>
          <Audience summary={summary} /> <span class="only-wide">{t('conversation.replyKeys')}</span>
        </p>
        <Counter id={`${id}-left`} text={text} />
      </div>
    </form>
  );
}

/** However fast pages come, who takes part is asked this often at most. */
const participantsRestMs = 3000;

/** Whom a reply goes to is the server's to say: people come and go. Without it, whom the pages name. */
function Audience({ summary: { conversationId, messages, others } }: { summary: ConversationSummary }) {
  const [participants, setParticipants] = useState<Answer<typeof participantsShape>['participants']>();
  const restsUntilMs = useRef(0);
  useEffect(() => {
    let isWanted = true;
    const ask = () =>
      call<Answer<typeof participantsShape>>(`/beckon/v1/conversations/${conversationId}/participants`)
        .then((answer) => isWanted && setParticipants(answer.participants))
        .catch(() => isWanted && setParticipants(undefined));
    const timer = setTimeout(ask, Math.max(0, restsUntilMs.current - Date.now()));
    restsUntilMs.current = Math.max(restsUntilMs.current, Date.now() + participantsRestMs);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [conversationId, messages.length, directory.value]);
  if (!participants) return <>{t('conversation.replyTo', { names: namesOf(others) })}</>;
  const rest = participants.filter(({ extensionNumber }) => extensionNumber !== me.value?.extensionNumber);
  const active = rest.filter(({ status }) => status === 'Enabled');
  const inactive = rest.filter(({ status }) => status !== 'Enabled');
  return (
    <>
      {active.length > 0 ? t('conversation.replyTo', { names: namesOf(active) }) : null}{' '}
      {inactive.length > 0 ? t('conversation.replySkips', { names: namesOf(inactive), count: inactive.length }) : null}
    </>
  );
}
