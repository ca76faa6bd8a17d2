/** Subscriptions over WebSockets, which come and go with the connections that they belong to. */

import { Foreign } from '../../design/foreign.tsx';
import { t } from '../../text/catalogue.ts';
import { formatStamp } from '../../text/formats.ts';
import { wordsOf } from './filters.ts';
import { appOf, ownerOf, type SubscriptionJson } from './subscription-api.ts';

export function SocketTable({ sockets }: { sockets: readonly SubscriptionJson[] }) {
  if (sockets.length === 0) return null;
  const labels = [t('webhooks.owner'), t('webhooks.app'), t('webhooks.filters'), t('webhooks.created')] as const;
  return (
    <section class="form" aria-labelledby="sockets">
      <h2 id="sockets">{t('webhooks.sockets', { count: sockets.length })}</h2>
      <table class="table">
        <thead>
          <tr>
            {labels.map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sockets.map((socket) => (
            <tr key={socket.id}>
              <td data-label={labels[0]}>
                <Foreign text={ownerOf(socket)} />
              </td>
              <td data-label={labels[1]}>
                <Foreign text={appOf(socket)} />
              </td>
              <td data-label={labels[2]}>{[...new Set(socket.eventFilters.map(wordsOf))].join(', ')}</td>
              <td data-label={labels[3]}>{formatStamp(Date.parse(socket.creationTime))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
