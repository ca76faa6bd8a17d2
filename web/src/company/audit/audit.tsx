/** The audit trail: filtered, read on by scrolling, taken away as a file, and verified. */

import { useState } from 'preact/hooks';
import type { appListShape } from '../../../../src/wire/apps.ts';
import type { Answer } from '../../api/shapes.ts';
import { useLoaded } from '../../api/use-loaded.ts';
import { LoadMore } from '../../design/load-more.tsx';
import { LoadState } from '../../design/load-state.tsx';
import { call } from '../../session/client.ts';
import { may } from '../../session/permissions.ts';
import { usePages } from '../../session/use-pages.ts';
import { t } from '../../text/catalogue.ts';
import { endOfDayMs, startOfDayMs } from '../days.ts';
import { nameOf } from '../names.ts';
import { Screen } from '../screen.tsx';
import { AuditDownload } from './audit-download.tsx';
import { AuditFilter, type Filter, noFilter } from './audit-filter.tsx';
import { type AuditEntryJson, actionGroups, auditPath } from './entries.ts';
import { EntryRow } from './entry-row.tsx';
import type { Names } from './sentences.ts';
import { Verification } from './verification.tsx';

export function Audit() {
  const [filter, setFilter] = useState<Filter>(noFilter);
  const query = queryOf(filter);
  const entries = usePages<AuditEntryJson>(auditPath, query, ({ number }) => number);
  const names = useNames();
  return (
    <Screen title={t('audit.title')} lead={t('audit.lead')}>
      <Verification />
      <section class="form" aria-label={t('audit.title')}>
        <AuditFilter filter={filter} onChange={setFilter} />
        <LoadState of={{ value: entries.records, trouble: entries.trouble, reload: entries.reload }}>
          {(records) => (
            <>
              <div class="record-foot">
                <p role="status" class="quiet">
                  {records.length === 0 ? t('audit.none') : t('audit.count', { count: entries.total })}
                </p>
                {records.length > 0 ? <AuditDownload query={query} total={entries.total} names={names} /> : null}
              </div>
              <ol class="trail">
                {records.map((entry) => (
                  <EntryRow key={entry.number} entry={entry} names={names} />
                ))}
              </ol>
            </>
          )}
        </LoadState>
        {entries.hasMore ? <LoadMore label={t('audit.more')} onNear={entries.loadMore} /> : null}
      </section>
    </Screen>
  );
}

function queryOf({ actorId, group, from, to }: Filter) {
  return {
    ...(actorId === undefined ? {} : { actorId }),
    ...(group === undefined ? {} : { action: actionGroups[group]?.actions ?? [] }),
    ...(from === '' ? {} : { dateFrom: new Date(startOfDayMs(from)).toISOString() }),
    ...(to === '' ? {} : { dateTo: new Date(endOfDayMs(to)).toISOString() }),
  };
}

/** An auditor may not list apps, and then reads their ids. */
function useNames(): Names {
  const mayListApps = may('AccountAdministration');
  const apps = useLoaded(
    async () => (mayListApps ? await call<Answer<typeof appListShape>>('/beckon/v1/apps') : undefined),
    [mayListApps],
  );
  return {
    person: nameOf,
    app: (id) => apps.value?.records.find(({ clientId }) => clientId === id)?.name ?? t('audit.goneApp', { id }),
  };
}
