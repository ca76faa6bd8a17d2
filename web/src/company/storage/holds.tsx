/** Legal holds: those in force, those released, and what placing or releasing one does. */

import { useState } from 'preact/hooks';
import type { holdShape } from '../../../../src/wire/message-store.ts';
import type { Answer } from '../../api/shapes.ts';
import { announce } from '../../design/announcer.tsx';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { Field } from '../../design/field.tsx';
import { Foreign } from '../../design/foreign.tsx';
import { LoadMore } from '../../design/load-more.tsx';
import { LoadState } from '../../design/load-state.tsx';
import { call } from '../../session/client.ts';
import { usePages } from '../../session/use-pages.ts';
import { t } from '../../text/catalogue.ts';
import { formatStamp } from '../../text/formats.ts';
import { nameOf } from '../names.ts';
import { PlaceHoldDialog } from './place-hold-dialog.tsx';

type HoldJson = Answer<typeof holdShape>;

export const holdsPath = '/beckon/v1/holds';
const statuses = ['Active', 'Released'] as const;

export function Holds() {
  const [status, setStatus] = useState<(typeof statuses)[number] | undefined>('Active');
  const holds = usePages<HoldJson>(holdsPath, status === undefined ? {} : { status }, ({ id }) => id);
  const [isPlacing, setPlacing] = useState(false);
  const [releasing, setReleasing] = useState<HoldJson>();
  return (
    <section class="form" aria-labelledby="holds">
      <div class="screen-head">
        <div>
          <h2 id="holds">{t('holds.title')}</h2>
          <p class="quiet">{t('holds.lead')}</p>
        </div>
        <button type="button" class="button" onClick={() => setPlacing(true)}>
          {t('holds.place')}
        </button>
      </div>
      <div class="bar">
        <Field
          label={t('holds.show')}
          control={(ids) => (
            <select
              {...ids}
              value={status ?? ''}
              onChange={(event) => setStatus(statuses.find((one) => one === event.currentTarget.value))}
            >
              {statuses.map((one) => (
                <option key={one} value={one}>
                  {t(`holds.show.${one}`)}
                </option>
              ))}
              <option value="">{t('holds.show.all')}</option>
            </select>
          )}
        />
      </div>
      <LoadState of={{ value: holds.records, trouble: holds.trouble, reload: holds.reload }}>
        {(records) =>
          records.length === 0 ? (
            <p class="quiet">{t('holds.none')}</p>
          ) : (
            <ul class="records">
              {records.map((hold) => (
                <HoldCard key={hold.id} hold={hold} onRelease={() => setReleasing(hold)} />
              ))}
            </ul>
          )
        }
      </LoadState>
      {holds.hasMore ? <LoadMore label={t('audit.more')} onNear={holds.loadMore} /> : null}
      {isPlacing ? <PlaceHoldDialog onPlaced={holds.reload} onClose={() => setPlacing(false)} /> : null}
      {releasing ? (
        <ReleaseDialog hold={releasing} onReleased={holds.reload} onClose={() => setReleasing(undefined)} />
      ) : null}
    </section>
  );
}

function whatIs({ extensionId, conversationId }: HoldJson): string {
  if (extensionId !== undefined) return t('holds.person', { name: nameOf(extensionId) });
  return t('holds.conversation', { id: conversationId ?? '' });
}

function HoldCard({ hold, onRelease }: { hold: HoldJson; onRelease: () => void }) {
  const { status, reason, placedTime, placedBy, releasedTime } = hold;
  const placed = t('holds.placed', { time: formatStamp(Date.parse(placedTime)), name: nameOf(placedBy.extensionId) });
  const released = releasedTime ? `, ${t('holds.released', { time: formatStamp(Date.parse(releasedTime)) })}` : '';
  return (
    <li class="card record">
      <div class="record-head">
        <h3>{whatIs(hold)}</h3>
        <span class="tag">{t(`holds.show.${status}`)}</span>
      </div>
      <p>
        {t('holds.reason')}: <Foreign text={reason} />
      </p>
      <div class="record-foot">
        <p class="quiet">
          {placed}
          {released}
        </p>
        {status === 'Active' ? (
          <button
            type="button"
            class="button button-small button-danger"
            aria-label={t('holds.releaseOf', { what: whatIs(hold) })}
            onClick={onRelease}
          >
            {t('holds.release')}
          </button>
        ) : null}
      </div>
    </li>
  );
}

interface ReleaseDialogProps {
  readonly hold: HoldJson;
  readonly onReleased: () => void;
  readonly onClose: () => void;
}

function ReleaseDialog({ hold, onReleased, onClose }: ReleaseDialogProps) {
  const release = async () => {
    await call(`${holdsPath}/${hold.id}`, { method: 'DELETE' });
    announce(t('holds.releasedNotice'));
    onReleased();
  };
  return (
    <ConfirmDialog title={t('holds.releaseTitle')} act={t('holds.releaseAct')} onConfirm={release} onClose={onClose}>
      <p>
        <strong>{whatIs(hold)}</strong>
      </p>
      <p>
        {t('holds.reason')}: <Foreign text={hold.reason} />
      </p>
      <p>{t('holds.releaseLead')}</p>
    </ConfirmDialog>
  );
}
