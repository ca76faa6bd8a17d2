/** A page that has not arrived yet, with the honest state of it. */

import { Icon } from '../design/icon.tsx';
import { t } from '../text/catalogue.ts';
import { discard, retry, type WrittenPage } from './outbox.ts';

export function WrittenView({ page }: { page: WrittenPage }) {
  const { text, state, reason = '' } = page;
  return (
    <article class={state === 'failed' ? 'message message-own message-failed' : 'message message-own message-pending'}>
      <p class="message-text" dir="auto">
        {text}
      </p>
      <footer>
        <span class="message-state">
          {state === 'failed' ? <Icon name="warning" size={16} /> : null}
          {state === 'failed' ? t('message.failed', { reason }) : t(`message.${state}`)}
        </span>
        {state === 'sending' ? null : (
          <button type="button" class="button button-small" onClick={() => void retry(page)}>
            {t('message.retry')}
          </button>
        )}
        {state === 'sending' ? null : (
          <button type="button" class="button button-small" onClick={() => void discard(page)}>
            {t('message.discard')}
          </button>
        )}
      </footer>
    </article>
  );
}
