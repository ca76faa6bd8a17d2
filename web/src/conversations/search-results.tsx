/** Pages that a search found: on the server, also those that are not loaded here; without a network, those that are. */

import { Link } from 'wouter-preact';
import { folded } from '../../../src/domain/folding.ts';
import { balanced } from '../../../src/wire/isolate.ts';
import type { MessageJson } from '../api/shapes.ts';
import { isOnline, todayMs } from '../browser/surroundings.ts';
import { Foreign } from '../design/foreign.tsx';
import { LoadState } from '../design/load-state.tsx';
import { nameOf } from '../mailbox/conversations.ts';
import { allMessages } from '../mailbox/own-mailbox.ts';
import { t } from '../text/catalogue.ts';
import { formatWhen } from '../text/formats.ts';
import { useMessages } from './use-messages.ts';

export function SearchResults({ text }: { text: string }) {
  return isOnline.value ? <FoundOnServer text={text} /> : <FoundHere text={text} />;
}

function FoundOnServer({ text }: { text: string }) {
  const { records, total, trouble, hasMore, loadMore } = useMessages({ search: text });
  return (
    <div class="scroller">
      <LoadState of={{ value: records, trouble, reload: loadMore }}>
        {(found) => <Found text={text} count={total} records={found} />}
      </LoadState>
      {hasMore ? (
        <button type="button" class="button button-bare" onClick={loadMore}>
          {t('mailbox.older')}
        </button>
      ) : null}
    </div>
  );
}

const mostFoundHere = 100;

function FoundHere({ text }: { text: string }) {
  const words = folded(text).split(/\s+/);
  const found = [...allMessages.value.values()]
    .filter(({ subject }) => words.every((word) => folded(subject).includes(word)))
    .sort((a, b) => b.id - a.id);
  return (
    <div class="scroller">
      <p class="hint found-here">{t('mailbox.searchHere')}</p>
      <Found text={text} count={found.length} records={found.slice(0, mostFoundHere)} />
    </div>
  );
}

function Found({ text, count, records }: { text: string; count: number; records: readonly MessageJson[] }) {
  return (
    <>
      <p class="list-heading" role="status">
        {count === 0 ? t('mailbox.searchNone', { text }) : t('mailbox.searchCount', { count })}
      </p>
      <ul class="plain-list">
        {records.map(({ id, conversationId, from, subject, creationTime }) => (
          <li key={id}>
            <Link
              href={`/conversations/${conversationId}?search=${encodeURIComponent(text)}&message=${id}`}
              class="card"
            >
              <strong>
                <Foreign text={nameOf(from)} />
              </strong>{' '}
              <span class="quiet">{formatWhen(Date.parse(creationTime), todayMs.value)}</span>
              <span class="message-text card-text" dir="auto">
                {balanced(subject)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
