/** Takes the entries that are shown, all of them, away as a table for spreadsheets. */

import { useState } from 'preact/hooks';
import type { Ask } from '../../api/create-client.ts';
import { reasonOf } from '../../api/reason.ts';
import type { ListJson } from '../../api/shapes.ts';
import { saveFile } from '../../browser/save-file.ts';
import { announce } from '../../design/announcer.tsx';
import { call } from '../../session/client.ts';
import { t } from '../../text/catalogue.ts';
import { csvOf } from './audit-csv.ts';
import { type AuditEntryJson, auditPath } from './entries.ts';
import type { Names } from './sentences.ts';

interface DownloadProps {
  readonly query: NonNullable<Ask['query']>;
  readonly total: number;
  readonly names: Names;
}

export function AuditDownload({ query, total, names }: DownloadProps) {
  const [isUnderWay, setUnderWay] = useState(false);
  const take = async () => {
    if (isUnderWay) return;
    setUnderWay(true);
    try {
      const entries = await everyEntry(query);
      saveFile(new Blob([csvOf(entries, names)], { type: 'text/csv' }), 'audit-trail.csv');
    } catch (error) {
      announce(reasonOf(error), { isError: true });
    } finally {
      setUnderWay(false);
    }
  };
  return (
    <button type="button" class="button button-small" aria-disabled={isUnderWay} onClick={take}>
      {isUnderWay ? t('audit.downloading', { count: total }) : t('audit.download')}
    </button>
  );
}

/** Newest first, each once, though new ones may be added meanwhile. */
async function everyEntry(query: DownloadProps['query']): Promise<AuditEntryJson[]> {
  const found = new Map<number, AuditEntryJson>();
  for (let page = 1, totalPages = 1; page <= totalPages; page++) {
    const list = await call<ListJson<AuditEntryJson>>(auditPath, { query: { ...query, page, perPage: 1000 } });
    for (const entry of list.records) found.set(entry.number, entry);
    totalPages = list.paging.totalPages;
  }
  return [...found.values()];
}
