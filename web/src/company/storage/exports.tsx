/** Exports of everyone's messages: asked for, watched while they are written, downloaded. */

import { useState } from 'preact/hooks';
import type { exportListShape } from '../../../../src/wire/reports.ts';
import type { Answer } from '../../api/shapes.ts';
import { useLoaded } from '../../api/use-loaded.ts';
import { usePolled } from '../../api/use-polled.ts';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { TextField } from '../../design/field.tsx';
import { LoadState } from '../../design/load-state.tsx';
import { accountPath, call } from '../../session/client.ts';
import { t } from '../../text/catalogue.ts';
import { formatDate } from '../../text/formats.ts';
import { dayText, endOfDayMs, ownTimeZone, startOfDayMs } from '../days.ts';
import { Screen } from '../screen.tsx';
import { ExportCard } from './export-card.tsx';

const pollMs = 2000;
const dayMs = 24 * 3600 * 1000;

interface Span {
  readonly from: string;
  readonly to: string;
}

const readExports = async () => (await call<Answer<typeof exportListShape>>('/beckon/v1/exports')).records;

export function Exports() {
  const exports = useLoaded(readExports, []);
  const [span, setSpan] = useState<Span>({ from: dayText(Date.now() - 30 * dayMs), to: dayText(Date.now()) });
  const [isAsking, setAsking] = useState(false);
  const [fault, setFault] = useState<string>();
  const isUnderWay = exports.value?.some(({ status }) => status === 'Accepted' || status === 'InProgress') ?? false;
  usePolled(exports.reload, isUnderWay ? pollMs : undefined);
  const submit = (event: Event) => {
    event.preventDefault();
    const isSpan = span.from !== '' && span.to !== '' && span.from <= span.to;
    setFault(isSpan ? undefined : t('exports.badSpan'));
    setAsking(isSpan);
  };
  return (
    <Screen title={t('exports.title')} lead={t('exports.lead')}>
      <form class="bar bar-top" noValidate onSubmit={submit}>
        <TextField
          label={t('exports.from')}
          error={fault}
          value={span.from}
          onText={(from) => setSpan({ ...span, from })}
          input={{ type: 'date' }}
        />
        <TextField
          label={t('exports.to')}
          hint={t('exports.toHint', { zone: ownTimeZone() })}
          value={span.to}
          onText={(to) => setSpan({ ...span, to })}
          input={{ type: 'date' }}
        />
        <button type="submit" class="button button-primary bar-act">
          {t('exports.ask')}
        </button>
      </form>
      <LoadState of={exports}>
        {(records) =>
          records.length === 0 ? (
            <p class="quiet">{t('exports.none')}</p>
          ) : (
            <ul class="records">
              {records.map((one) => (
                <ExportCard key={one.id} report={one} />
              ))}
            </ul>
          )
        }
      </LoadState>
      {isAsking ? <AskDialog span={span} onAsked={exports.reload} onClose={() => setAsking(false)} /> : null}
    </Screen>
  );
}

interface AskDialogProps {
  readonly span: Span;
  readonly onAsked: () => void;
  readonly onClose: () => void;
}

function AskDialog({ span, onAsked, onClose }: AskDialogProps) {
  const [fromMs, toMs] = [startOfDayMs(span.from), endOfDayMs(span.to)];
  const ask = async () => {
    const body = { dateFrom: new Date(fromMs).toISOString(), dateTo: new Date(toMs).toISOString() };
    await call(`${accountPath}/message-store-report`, { method: 'POST', body });
    onAsked();
  };
  return (
    <ConfirmDialog title={t('exports.askTitle')} act={t('exports.askAct')} onConfirm={ask} onClose={onClose}>
      <p>{t('exports.askLead', { from: formatDate(fromMs), to: formatDate(toMs) })}</p>
    </ConfirmDialog>
  );
}
