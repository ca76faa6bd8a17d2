/** One export: its span, who asked for it, how far it is, and its download with how much has arrived. */

import { useState } from 'preact/hooks';
import type { exportListShape } from '../../../../src/wire/reports.ts';
import { reasonOf } from '../../api/reason.ts';
import type { Answer } from '../../api/shapes.ts';
import { saveFile } from '../../browser/save-file.ts';
import { announce } from '../../design/announcer.tsx';
import { accountPath, download } from '../../session/client.ts';
import { t } from '../../text/catalogue.ts';
import { formatBytes, formatDate, formatStamp } from '../../text/formats.ts';
import { nameOf } from '../names.ts';

export type ExportJson = Answer<typeof exportListShape>['records'][number];

export function ExportCard({ report }: { report: ExportJson }) {
  const { id, status, size = 0, extensionId, creationTime, dateFrom, dateTo } = report;
  const [arrived, setArrived] = useState<number>();
  const span = t('exports.span', { from: formatDate(Date.parse(dateFrom)), to: formatDate(Date.parse(dateTo)) });
  const fetchArchive = async () => {
    setArrived(0);
    try {
      const address = `${accountPath}/message-store-report/${id}/archive/1`;
      saveFile(await download(address, setArrived), `messages-${id}.zip`);
      announce(t('exports.downloaded'));
    } catch (error) {
      announce(reasonOf(error), { isError: true });
    } finally {
      setArrived(undefined);
    }
  };
  return (
    <li class="card record">
      <div class="record-head">
        <h2>{span}</h2>
      </div>
      <p role="status" class={status === 'Failed' ? 'trouble' : ''}>
        {t(`exports.status.${status}`, { size: formatBytes(size) })}
      </p>
      {status === 'InProgress' ? <progress aria-label={t('exports.status.InProgress')} /> : null}
      <div class="record-foot">
        <p class="quiet">
          {t('exports.asked', { time: formatStamp(Date.parse(creationTime)), name: nameOf(extensionId) })}
        </p>
        {status !== 'Completed' ? null : arrived === undefined ? (
          <button
            type="button"
            class="button button-small"
            aria-label={t('exports.downloadOf', { span })}
            onClick={fetchArchive}
          >
            {t('exports.download')}
          </button>
        ) : (
          <progress aria-label={t('exports.downloading', { span })} value={arrived} max={Math.max(size, 1)} />
        )}
      </div>
    </li>
  );
}
