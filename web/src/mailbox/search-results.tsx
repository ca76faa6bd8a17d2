/** Pages that a search found, on the server: also those that are not loaded here. */

import { useEffect, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { call, mailboxPath } from '../api/client.ts';
import type { ListJson, MessageJson } from '../api/shapes.ts';
import { t } from '../text/catalogue.ts';
import { formatWhen } from '../text/formats.ts';
import { takeIn } from './local-copy.ts';
import { reasonOf } from './sync.ts';

const perPage = 100;

export function SearchResults({ text }: { text: string }) {
  const [found, setFound] = useState<ListJson<MessageJson> | string>();
  useEffect(() => {
    const abort = new AbortController();
    const query = { search: text, dateFrom: '2000-01-01T00:00:00.000Z', perPage };
    call<ListJson<MessageJson>>(`${mailboxPath}/message-store`, { query, signal: abort.signal })
      .then(async (list) => {
        await takeIn(list.records);
        setFound(list);
      })
      .catch((error) => abort.signal.aborted || setFound(reasonOf(error)));
    return () => abort.abort();
  }, [text]);
  if (found === undefined) return <p class="centred">{t('app.loading')}</p>;
  if (typeof found === 'string') return <p class="empty trouble">{found}</p>;
  const { records, paging } = found;
  return (
    <>
      <p class="list-heading" role="status">
        {paging.totalElements === 0
          ? t('mailbox.searchNone', { text })
          : t('mailbox.searchCount', { count: paging.totalElements })}
      </p>
      <ul class="scroller plain-list">
        {records.map(({ id, conversationId, from, subject, creationTime }) => (
          <li key={id}>
            <Link href={`/conversations/${conversationId}`} class="card">
              <strong>{from.name ?? from.extensionNumber}</strong>{' '}
              <span class="quiet">{formatWhen(Date.parse(creationTime), Date.now())}</span>
              <span class="message-text">{subject}</span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
