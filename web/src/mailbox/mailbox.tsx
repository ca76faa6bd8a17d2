/** The mailbox: what needs its owner now beside the conversation that is open; on a phone one of the two. */

import { useState } from 'preact/hooks';
import { useRoute, useSearch } from 'wouter-preact';
import { ComposeDialog } from '../compose/compose-dialog.tsx';
import { Icon } from '../design/icon.tsx';
import { t } from '../text/catalogue.ts';
import { Conversation } from './conversation.tsx';
import { ConversationList } from './conversation-list.tsx';
import { DeletedList } from './deleted-list.tsx';
import { SearchResults } from './search-results.tsx';
import { staleReason } from './sync.ts';
import { Views } from './views.tsx';

export function Mailbox() {
  const [isOpen, params] = useRoute('/conversations/:id');
  const [isDeletedView] = useRoute('/deleted');
  const search = new URLSearchParams(useSearch()).get('search') ?? '';
  const [isComposing, setComposing] = useState(false);
  const conversationId = isOpen ? Number(params.id) : undefined;
  return (
    <main id="content" class={isOpen ? 'mailbox mailbox-open' : 'mailbox'} tabIndex={-1}>
      <section class="mailbox-list" aria-label={t('mailbox.list')}>
        <header class="mailbox-head">
          <h1>{t('nav.pages')}</h1>
          <button type="button" class="button button-primary" onClick={() => setComposing(true)}>
            <Icon name="plus" />
            {t('mailbox.compose')}
          </button>
        </header>
        <Views search={search} />
        {staleReason.value ? (
          <p class="stale" role="status">
            {navigator.onLine ? t('mailbox.stale', { reason: staleReason.value }) : t('app.offline')}
          </p>
        ) : null}
        {search !== '' ? (
          <SearchResults text={search} />
        ) : isDeletedView ? (
          <DeletedList />
        ) : (
          <ConversationList openId={conversationId} />
        )}
      </section>
      <section class="mailbox-detail" aria-label={t('conversation.messages')}>
        {conversationId === undefined ? (
          <p class="centred quiet">{t('mailbox.choose')}</p>
        ) : (
          <Conversation key={conversationId} conversationId={conversationId} />
        )}
      </section>
      {isComposing ? <ComposeDialog onClose={() => setComposing(false)} /> : null}
    </main>
  );
}
