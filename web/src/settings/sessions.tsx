/** Where one is signed in, and signing out there, everywhere else, or everywhere. */

import { useState } from 'preact/hooks';
import type { sessionShape } from '../../../src/wire/credentials.ts';
import type { Answer } from '../api/shapes.ts';
import { useLoaded } from '../api/use-loaded.ts';
import { announce } from '../design/announcer.tsx';
import { ConfirmDialog } from '../design/confirm-dialog.tsx';
import { Foreign } from '../design/foreign.tsx';
import { LoadState } from '../design/load-state.tsx';
import { call } from '../session/client.ts';
import { signOut } from '../session/session.ts';
import { t } from '../text/catalogue.ts';
import { formatStamp } from '../text/formats.ts';
import { UnsentPages } from './sign-out.tsx';

type SessionJson = Answer<typeof sessionShape>;

const path = '/beckon/v1/sessions';

type Open = { readonly kind: 'one'; readonly session: SessionJson } | { readonly kind: 'others' | 'all' };

async function readSessions(): Promise<readonly SessionJson[]> {
  const { records } = await call<{ records: readonly SessionJson[] }>(path);
  return records.toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
}

export function Sessions() {
  const sessions = useLoaded(readSessions, []);
  const [open, setOpen] = useState<Open>();
  return (
    <section class="form" aria-labelledby="sessions">
      <h2 id="sessions">{t('sessions.title')}</h2>
      <LoadState of={sessions}>
        {(records) => (
          <>
            <ul class="records">
              {records.map((session) => (
                <SessionCard key={session.id} session={session} onEnd={() => setOpen({ kind: 'one', session })} />
              ))}
            </ul>
            <div class="actions">
              {records.length > 1 ? (
                <button type="button" class="button" onClick={() => setOpen({ kind: 'others' })}>
                  {t('sessions.endOthers')}
                </button>
              ) : null}
              <button type="button" class="button button-danger" onClick={() => setOpen({ kind: 'all' })}>
                {t('sessions.endAll')}
              </button>
            </div>
            {open ? (
              <EndDialog
                open={open}
                otherCount={records.length - 1}
                onEnded={sessions.reload}
                onClose={() => setOpen(undefined)}
              />
            ) : null}
          </>
        )}
      </LoadState>
    </section>
  );
}

const appOf = ({ appName }: SessionJson) => appName ?? t('sessions.unknownApp');

function SessionCard({ session, onEnd }: { session: SessionJson; onEnd: () => void }) {
  const { isCurrent, method, creationTime, lastRenewalTime, lastAddress } = session;
  const opened = formatStamp(Date.parse(creationTime));
  return (
    <li class="card record">
      <div class="record-head">
        <h3>
          <Foreign text={appOf(session)} />
        </h3>
        {isCurrent ? <span class="tag">{t('sessions.current')}</span> : null}
      </div>
      <div class="record-foot">
        <p class="quiet">
          {t('sessions.opened', { time: opened })}, {t(`sessions.method.${method}`)};{' '}
          {t('sessions.renewed', { time: formatStamp(Date.parse(lastRenewalTime)) })}
          {lastAddress ? ` ${t('sessions.address', { address: lastAddress })}` : ''}
        </p>
        {isCurrent ? null : (
          <button
            type="button"
            class="button button-small"
            aria-label={t('sessions.endOf', { app: appOf(session), time: opened })}
            onClick={onEnd}
          >
            {t('sessions.end')}
          </button>
        )}
      </div>
    </li>
  );
}

interface EndDialogProps {
  readonly open: Open;
  readonly otherCount: number;
  readonly onEnded: () => void;
  readonly onClose: () => void;
}

function EndDialog({ open, otherCount, onEnded, onClose }: EndDialogProps) {
  if (open.kind === 'all') return <EndAllDialog onClose={onClose} />;
  const isOne = open.kind === 'one';
  const end = async () => {
    if (isOne) await call(`${path}/${open.session.id}`, { method: 'DELETE' });
    else await call(path, { method: 'DELETE', query: { keepCurrent: 'true' } });
    announce(t(isOne ? 'sessions.ended' : 'sessions.endedOthers'));
    onEnded();
  };
  return (
    <ConfirmDialog
      title={isOne ? t('sessions.endTitle', { app: appOf(open.session) }) : t('sessions.endOthersTitle')}
      act={t(isOne ? 'sessions.end' : 'sessions.endOthers')}
      onConfirm={end}
      onClose={onClose}
    >
      <p>{isOne ? t('sessions.endLead') : t('sessions.endOthersLead', { count: otherCount })}</p>
    </ConfirmDialog>
  );
}

function EndAllDialog({ onClose }: { onClose: () => void }) {
  const end = async () => {
    await call(path, { method: 'DELETE' });
    await signOut();
  };
  return (
    <ConfirmDialog title={t('sessions.endAllTitle')} act={t('sessions.endAll')} onConfirm={end} onClose={onClose}>
      <p>{t('sessions.endAllLead')}</p>
      <UnsentPages />
    </ConfirmDialog>
  );
}
