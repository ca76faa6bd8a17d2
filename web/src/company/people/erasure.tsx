/** Erases what someone sent and their mailbox, shows how far that is, and which holds stand in the way. */

import { useEffect, useState } from 'preact/hooks';
import type { erasureShape, holdShape } from '../../../../src/wire/message-store.ts';
import { ApiError } from '../../api/refusals.ts';
import type { Answer, ExtensionJson } from '../../api/shapes.ts';
import { type Loaded, useLoaded } from '../../api/use-loaded.ts';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { LoadState } from '../../design/load-state.tsx';
import { directory, everyPage } from '../../directory/directory.ts';
import { call } from '../../session/client.ts';
import { t } from '../../text/catalogue.ts';
import { formatStamp } from '../../text/formats.ts';
import { Panel } from '../screen.tsx';
import { useReturn } from '../use-return.ts';

type ErasureJson = Answer<typeof erasureShape>;

type HoldJson = Answer<typeof holdShape>;

const pathOf = (extensionId: number) => `/beckon/v1/extensions/${extensionId}/erasure`;
const pollMs = 2000;

export async function requestErasure(extensionId: number): Promise<void> {
  await call(pathOf(extensionId), { method: 'POST' });
}

/** The newest erasure; null if none was ever asked for. */
async function readErasure(extensionId: number): Promise<ErasureJson | null> {
  try {
    return await call<ErasureJson>(pathOf(extensionId));
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

/** All of them are read at a time, so that whoever goes from one person to the next asks once. */
const keptMs = 30_000;
let kept: { readonly readMs: number; readonly holds: Promise<readonly HoldJson[]> } | undefined;

function readHolds(): Promise<readonly HoldJson[]> {
  const now = Date.now();
  if (kept && kept.readMs > now - keptMs) return kept.holds;
  const holds = everyPage<HoldJson>('/beckon/v1/holds', { status: 'Active' });
  kept = { readMs: now, holds };
  holds.catch(() => {
    kept = undefined;
  });
  return holds;
}

export function ErasureCard({ person }: { person: ExtensionJson }) {
  const erasure = useLoaded(() => readErasure(person.id), [person.id]);
  const holds = useLoaded(readHolds, [person.id]);
  const [isAsking, setAsking] = useState(false);
  useReturn(holds.reload);
  const isUnderWay = erasure.value?.status === 'InProgress';
  useEffect(() => {
    if (!isUnderWay) return;
    const timer = setInterval(erasure.reload, pollMs);
    return () => clearInterval(timer);
  }, [isUnderWay]);
  const theirs = (holds.value ?? []).filter(({ extensionId }) => extensionId === String(person.id));
  return (
    <Panel title={t('people.erasure')} lead={t('people.erasureLead', { name: person.name })}>
      <LoadState of={erasure}>{(newest) => (newest ? <Progress erasure={newest} /> : null)}</LoadState>
      <Holds of={theirs} trouble={holds} />
      <div class="acts">
        <button
          type="button"
          class="button button-danger"
          disabled={isUnderWay || theirs.length > 0}
          onClick={() => setAsking(true)}
        >
          {t('people.erase')}
        </button>
      </div>
      {isAsking ? (
        <ConfirmDialog
          title={t('people.ask.erase', { name: person.name })}
          act={t('people.eraseAct')}
          onConfirm={async () => {
            await requestErasure(person.id);
            erasure.reload();
          }}
          onClose={() => setAsking(false)}
        >
          <ul class="consequences">
            <li>{t('people.erasing.sent', { name: person.name })}</li>
            <li>{t('people.erasing.mailbox', { name: person.name })}</li>
            <li>{t('people.erasing.stays')}</li>
            <li>
              <strong>{t('people.erasing.forGood')}</strong>
            </li>
          </ul>
        </ConfirmDialog>
      ) : null}
    </Panel>
  );
}

function Progress({ erasure: { status, purgedCount: count, requestedTime, finishedTime } }: { erasure: ErasureJson }) {
  const time = formatStamp(Date.parse(finishedTime ?? requestedTime));
  return (
    <div role="status">
      {status === 'InProgress' ? <progress aria-label={t('people.erasure')} /> : null}
      <p>{t(status === 'InProgress' ? 'people.erasureUnderWay' : 'people.erasureDone', { count, time })}</p>
    </div>
  );
}

function Holds({ of, trouble }: { of: readonly HoldJson[]; trouble: Loaded<unknown> }) {
  if (trouble.trouble) return <p class="trouble">{trouble.trouble}</p>;
  if (of.length === 0) return null;
  const nameOf = (id: string) => directory.value.find((one) => String(one.id) === id)?.name ?? id;
  return (
    <div class="notice-box">
      <p>
        <strong>{t('people.held', { count: of.length })}</strong>
      </p>
      <ul class="consequences">
        {of.map(({ id, reason, placedTime, placedBy }) => (
          <li key={id}>
            {t('people.hold', {
              ...{ id, reason, name: nameOf(placedBy.extensionId) },
              time: formatStamp(Date.parse(placedTime)),
            })}
          </li>
        ))}
      </ul>
    </div>
  );
}
