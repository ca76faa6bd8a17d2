/** Where someone is signed in, and the ways out: here, there, everywhere. */

import { useState } from 'preact/hooks';
import { call } from '../api/client.ts';
import { reasonOf } from '../api/reason.ts';
import { useLoaded } from '../api/use-loaded.ts';
import { ConfirmDialog } from '../design/confirm-dialog.tsx';
import { LoadState } from '../design/load-state.tsx';
import { outbox } from '../mailbox/outbox.ts';
import { signOut } from '../session/session.ts';
import { announce } from '../shell/announcer.tsx';
import { todayMs } from '../shell/surroundings.ts';
import { formatWhen, t } from '../text/catalogue.ts';

interface SessionJson {
  readonly id: string;
  readonly isCurrent: boolean;
  readonly appName?: string;
  readonly clientId: string;
  readonly creationTime: string;
  readonly lastAddress?: string;
}

const sessionsPath = '/beckon/v1/sessions';

export function Sessions() {
  const sessions = useLoaded(() => call<{ records: readonly SessionJson[] }>(sessionsPath), []);
  const end = async (id: string) => {
    document.getElementById('sessions-heading')?.focus();
    try {
      await call(`${sessionsPath}/${id}`, { method: 'DELETE' });
      announce(t('settings.session.ended'));
    } catch (error) {
      announce(reasonOf(error), { isError: true });
    }
    sessions.reload();
  };
  return (
    <section class="sessions" aria-labelledby="sessions-heading">
      <h2 id="sessions-heading" tabIndex={-1}>
        {t('settings.sessions')}
      </h2>
      <p class="quiet">{t('settings.sessionsLead')}</p>
      <LoadState of={sessions}>
        {({ records }) => (
          <ul class="session-list">
            {records
              .toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent))
              .map((one) => (
                <Session key={one.id} session={one} onEnd={() => void end(one.id)} />
              ))}
          </ul>
        )}
      </LoadState>
      <WaysOut />
    </section>
  );
}

function Session({ session, onEnd }: { session: SessionJson; onEnd: () => void }) {
  const { isCurrent, appName, clientId, creationTime, lastAddress } = session;
  const name = isCurrent ? t('settings.session.here') : (appName ?? clientId);
  const when = formatWhen(Date.parse(creationTime), todayMs.value, { isTimed: true });
  return (
    <li class="card session">
      <span>
        <strong>{name}</strong> <span class="quiet">{t('settings.session.since', { when })}</span>
        {lastAddress ? <span class="quiet"> · {lastAddress}</span> : null}
      </span>
      {isCurrent ? null : (
        <button
          type="button"
          class="button button-small"
          aria-label={t('settings.session.endOf', { name, when })}
          onClick={onEnd}
        >
          {t('settings.session.end')}
        </button>
      )}
    </li>
  );
}

function WaysOut() {
  const [asked, setAsked] = useState<'here' | 'everywhere'>();
  const count = outbox.value.length;
  const leave = async () => {
    if (asked === 'everywhere') await call(sessionsPath, { method: 'DELETE' });
    await signOut();
  };
  return (
    <div class="actions">
      <button type="button" class="button" onClick={() => (count > 0 ? setAsked('here') : void signOut())}>
        {t('action.signOut')}
      </button>
      <button type="button" class="button button-danger" onClick={() => setAsked('everywhere')}>
        {t('settings.signOutEverywhere')}
      </button>
      {asked ? (
        <ConfirmDialog
          title={t(asked === 'everywhere' ? 'settings.signOutEverywhere' : 'action.signOut')}
          act={t(asked === 'everywhere' ? 'settings.signOutEverywhere' : 'action.signOut')}
          onConfirm={leave}
          onClose={() => setAsked(undefined)}
        >
          {asked === 'everywhere' ? <p>{t('settings.signOutEverywhereLead')}</p> : null}
          {count > 0 ? <p>{t('settings.signOutUnsent', { count })}</p> : null}
        </ConfirmDialog>
      ) : null}
    </div>
  );
}
