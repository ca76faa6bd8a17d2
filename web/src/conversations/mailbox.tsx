/** The mailbox: what needs its owner now beside the conversation that is open; on a phone one of the two. */

import { useState } from 'preact/hooks';
import { useRoute, useSearch } from 'wouter-preact';
import { isOnline } from '../browser/surroundings.ts';
import { ComposeDialog } from '../compose/compose-dialog.tsx';
import { Icon } from '../design/icon.tsx';
import { condition } from '../mailbox/own-mailbox.ts';
import { t } from '../text/catalogue.ts';
import { Conversation } from './conversation.tsx';
import { ConversationList } from './conversation-list.tsx';
import { DeletedList } from './deleted-list.tsx';
import { SearchResults } from './search-results.tsx';
import { Views } from './views.tsx';
import { UnsentPages } from './written.tsx';

export function Mailbox() {
  const [isOpen, params] = useRoute('/conversations/:id');
  const [isDeletedView] = useRoute('/deleted');
  const query = new URLSearchParams(useSearch());
  const search = query.get('search') ?? '';
  const foundId = Number(query.get('message') ?? Number.NaN);
  const [isComposing, setComposing] = useState(false);
  const conversationId = isOpen ? Number(params.id) : undefined;
  return (
    <main id="content" class={isOpen ? 'mailbox mailbox-open' : 'mailbox'} tabIndex={-1}>
      <section class="mailbox-list" aria-label={t('mailbox.list')}>
        <header class="mailbox-head">
          <h1 id="list-heading" tabIndex={-1}>
            {t('nav.pages')}
          </h1>
          <button type="button" class="button button-primary" onClick={() => setComposing(true)}>
            <Icon name="plus" />
            {t('mailbox.compose')}
          </button>
        </header>
        <Views search={search} />
        <Staleness />
        <UnsentPages openId={conversationId} />
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
          <Conversation
            key={conversationId}
            conversationId={conversationId}
            backTo={search === '' ? '/' : `/?search=${encodeURIComponent(search)}`}
            foundId={Number.isNaN(foundId) ? undefined : foundId}
          />
        )}
      </section>
      {isComposing ? <ComposeDialog onClose={() => setComposing(false)} /> : null}
    </main>
  );
}

/** The place is always there, so that what appears in it is said aloud. */
function Staleness() {
  const { connection, staleReason } = condition.value;
  const sentence = !isOnline.value
    ? t('app.offline')
    : staleReason
      ? t('mailbox.stale', { reason: staleReason })
      : connection === 'polling'
        ? t('mailbox.polling')
        : undefined;
  return (
    <p class={sentence ? 'stale' : 'unseen'} role="status">
      {sentence}
    </p>
  );
}
