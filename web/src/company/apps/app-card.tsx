/** One app: how programs know it, how it signs people in, what it may do, and what can be done about it. */

import { Foreign } from '../../design/foreign.tsx';
import { type Key, t } from '../../text/catalogue.ts';
import { formatStamp } from '../../text/formats.ts';
import type { AppJson } from './app-api.ts';

/** More than this are folded away. */
const maxShown = 4;

export interface AppActs {
  readonly onChange: (app: AppJson) => void;
  readonly onRotate: (app: AppJson) => void;
  readonly onRemove: (app: AppJson) => void;
}

export function AppCard({ app, acts }: { app: AppJson; acts: AppActs }) {
  const { name, clientType, clientId, isFirstParty, oldSecretExpirationTime } = app;
  return (
    <li class="card record">
      <div class="record-head">
        <h2>
          <Foreign text={name} />
        </h2>
        <span class="tag">{isFirstParty ? t('apps.own') : t(`apps.${clientType}`)}</span>
      </div>
      {isFirstParty ? <p class="quiet">{t('apps.ownLead')}</p> : null}
      {oldSecretExpirationTime ? (
        <p class="warning-box">{t('apps.oldSecret', { time: formatStamp(Date.parse(oldSecretExpirationTime)) })}</p>
      ) : null}
      <dl class="facts">
        <div>
          <dt>{t('apps.clientId')}</dt>
          <dd>
            <code>{clientId}</code>
          </dd>
        </div>
        {isFirstParty ? null : <AppFacts app={app} />}
      </dl>
      {isFirstParty ? null : <AppButtons app={app} acts={acts} />}
    </li>
  );
}

function AppFacts({ app: { grants, redirectUris, scopes } }: { app: AppJson }) {
  return (
    <>
      <Fact label={t('apps.signsIn')} lines={grants.map((one) => t(`apps.grant.${one}`))} />
      {redirectUris.length > 0 ? <Fact label={t('apps.redirectUris')} lines={redirectUris} isCode /> : null}
      <Fact
        label={t('apps.may')}
        lines={scopes.length === 0 ? [t('apps.mayNothing')] : scopes.map((one) => t(`apps.scope.${one}` as Key))}
      />
    </>
  );
}

function Fact({ label, lines, isCode = false }: { label: string; lines: readonly string[]; isCode?: boolean }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {lines.length <= maxShown ? (
          <Lines lines={lines} isCode={isCode} />
        ) : (
          <>
            <Lines lines={lines.slice(0, maxShown - 1)} isCode={isCode} />
            <details>
              <summary>
                {t('apps.more', { count: lines.length - maxShown + 1 })} <span class="unseen">{label}</span>
              </summary>
              <Lines lines={lines.slice(maxShown - 1)} isCode={isCode} />
            </details>
          </>
        )}
      </dd>
    </div>
  );
}

function Lines({ lines, isCode }: { lines: readonly string[]; isCode: boolean }) {
  return (
    <ul class="lines">
      {lines.map((line) => (
        <li key={line}>{isCode ? <code>{line}</code> : line}</li>
      ))}
    </ul>
  );
}

function AppButtons({ app, acts }: { app: AppJson; acts: AppActs }) {
  const { name } = app;
  return (
    <div class="actions">
      <button type="button" class="button" aria-label={t('apps.changeOf', { name })} onClick={() => acts.onChange(app)}>
        {t('apps.change')}
      </button>
      {app.clientType === 'confidential' ? (
        <button
          type="button"
          class="button"
          aria-label={t('apps.rotateOf', { name })}
          onClick={() => acts.onRotate(app)}
        >
          {t('apps.rotate')}
        </button>
      ) : null}
      <button
        type="button"
        class="button button-danger"
        aria-label={t('apps.removeOf', { name })}
        onClick={() => acts.onRemove(app)}
      >
        {t('apps.remove')}
      </button>
    </div>
  );
}
