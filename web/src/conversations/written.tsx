/** A page that has not arrived yet, with the honest state of it. */

import { balanced } from '../../../src/wire/isolate.ts';
import { todayMs } from '../browser/surroundings.ts';
import { announce } from '../design/announcer.tsx';
import { Icon } from '../design/icon.tsx';
import type { WrittenPage } from '../mailbox/create-outbox.ts';
import { conversationById, discard, retry, unarrived } from '../mailbox/own-mailbox.ts';
import { t } from '../text/catalogue.ts';
import { formatWhen } from '../text/formats.ts';
import { namesOf } from './names.ts';

export function WrittenView({ page }: { page: WrittenPage }) {
  const { to, text, state, reason = '', writtenMs } = page;
  const isFailed = state === 'failed';
  const isStopped = isFailed || state === 'late';
  const when = formatWhen(writtenMs, todayMs.value, { isTimed: true });
  const again = async () => {
    holdFocus();
    const posted = await retry(page);
    if (posted.kind === 'sent') announce(t('message.sent'));
    if (posted.kind === 'failed')
      announce(t('message.failed', { reason: posted.page.reason ?? '' }), { isError: true });
  };
  return (
    <article class={`message message-own ${isStopped ? 'message-failed' : 'message-pending'}`}>
      <header>
        <strong>{t('conversation.you')}</strong>
        {to ? <span class="quiet recipients">{t('conversation.to', { names: namesOf(to) })}</span> : null}
      </header>
      <p class="message-text" dir="auto">
        {balanced(text)}
      </p>
      <footer>
        <span class={isStopped ? 'message-state trouble' : 'message-state'}>
          <Icon name={isStopped ? 'warning' : 'clock'} size={16} />
          {isFailed ? t('message.failed', { reason }) : t(`message.${state}`, { when })}
        </span>
        {state === 'sending' ? null : (
          <span class="actions">
            <button type="button" class="button button-small" onClick={again}>
              {t(state === 'late' ? 'message.sendNow' : 'message.retry')}
            </button>
            <button
              type="button"
              class="button button-small"
              onClick={() => {
                holdFocus();
                void discard(page);
              }}
            >
              {t('message.discard')}
            </button>
          </span>
        )}
      </footer>
    </article>
  );
}

/** The buttons go away with what they do, and must not take the focus with them. */
function holdFocus(): void {
  (document.getElementById('conversation-heading') ?? document.getElementById('list-heading'))?.focus();
}

/** Pages that wait or were refused, wherever their writer is; replies to the open conversation are shown there. */
export function UnsentPages({ openId }: { openId: number | undefined }) {
  const isShownThere = (id: number | undefined) => id !== undefined && id === openId && conversationById.value.has(id);
  const unsent = unarrived.value.filter(
    ({ conversationId, state, hasWaited }) => (state !== 'sending' || hasWaited) && !isShownThere(conversationId),
  );
  if (unsent.length === 0) return null;
  return (
    <section class="unsent" aria-label={t('mailbox.unsent')}>
      <h2 class="list-heading">{t('mailbox.unsent')}</h2>
      {unsent.map((page) => (
        <WrittenView key={page.key} page={page} />
      ))}
    </section>
  );
}
