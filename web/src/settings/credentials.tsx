/** One's own JWT credentials: made, shown once, revoked. */

import { useState } from 'preact/hooks';
import { useLoaded } from '../api/use-loaded.ts';
import { announce } from '../design/announcer.tsx';
import { ConfirmDialog } from '../design/confirm-dialog.tsx';
import { Foreign } from '../design/foreign.tsx';
import { LoadState } from '../design/load-state.tsx';
import { ShownOnceDialog } from '../design/shown-once-dialog.tsx';
import { call } from '../session/client.ts';
import { t } from '../text/catalogue.ts';
import { formatStamp } from '../text/formats.ts';
import { type CredentialJson, credentialsPath, labelOf } from './credential-api.ts';
import { MakeCredentialDialog } from './make-credential-dialog.tsx';

const readCredentials = async () =>
  (await call<{ readonly records: readonly CredentialJson[] }>(credentialsPath)).records;

type Open =
  | { readonly kind: 'make' }
  | { readonly kind: 'shown'; readonly jwt: string }
  | { readonly kind: 'revoke'; readonly credential: CredentialJson };

export function Credentials() {
  const credentials = useLoaded(readCredentials, []);
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const show = (jwt: string) => {
    credentials.reload();
    setOpen({ kind: 'shown', jwt });
  };
  return (
    <section class="form" aria-labelledby="credentials">
      <div class="screen-head">
        <div>
          <h2 id="credentials">{t('credentials.title')}</h2>
          <p class="quiet">{t('credentials.lead')}</p>
        </div>
        <button type="button" class="button" onClick={() => setOpen({ kind: 'make' })}>
          {t('credentials.make')}
        </button>
      </div>
      <LoadState of={credentials}>
        {(records) =>
          records.length === 0 ? (
            <p class="quiet">{t('credentials.none')}</p>
          ) : (
            <ul class="records">
              {records.map((one) => (
                <CredentialCard
                  key={one.id}
                  credential={one}
                  onRevoke={() => setOpen({ kind: 'revoke', credential: one })}
                />
              ))}
            </ul>
          )
        }
      </LoadState>
      {open?.kind === 'make' ? <MakeCredentialDialog onMade={show} onClose={close} /> : null}
      {open?.kind === 'shown' ? (
        <ShownOnceDialog
          title={t('credentials.jwtTitle')}
          lead={t('credentials.jwtLead')}
          values={[{ label: t('credentials.jwt'), value: open.jwt }]}
          onClose={close}
        />
      ) : null}
      {open?.kind === 'revoke' ? (
        <RevokeDialog credential={open.credential} onRevoked={credentials.reload} onClose={close} />
      ) : null}
    </section>
  );
}

function CredentialCard({ credential, onRevoke }: { credential: CredentialJson; onRevoke: () => void }) {
  const { creationTime, expirationTime, isExpired } = credential;
  const until = expirationTime
    ? t('credentials.expires', { time: formatStamp(Date.parse(expirationTime)) })
    : t('credentials.never');
  return (
    <li class="card record">
      <div class="record-head">
        <h3>
          <Foreign text={labelOf(credential)} />
        </h3>
        {isExpired ? <span class="tag tag-alarm">{t('credentials.expired')}</span> : null}
      </div>
      <div class="record-foot">
        <p class="quiet">
          {t('credentials.created', { time: formatStamp(Date.parse(creationTime)) })}, {until}
        </p>
        <button
          type="button"
          class="button button-small button-danger"
          aria-label={t('credentials.revokeOf', { label: labelOf(credential) })}
          onClick={onRevoke}
        >
          {t('credentials.revoke')}
        </button>
      </div>
    </li>
  );
}

interface RevokeDialogProps {
  readonly credential: CredentialJson;
  readonly onRevoked: () => void;
  readonly onClose: () => void;
}

function RevokeDialog({ credential, onRevoked, onClose }: RevokeDialogProps) {
  const revoke = async () => {
    await call(`${credentialsPath}/${credential.id}`, { method: 'DELETE' });
    announce(t('credentials.revoked'));
    onRevoked();
  };
  return (
    <ConfirmDialog
      title={t('credentials.revokeTitle', { label: labelOf(credential) })}
      act={t('credentials.revokeAct')}
      onConfirm={revoke}
      onClose={onClose}
    >
      <p>{t('credentials.revokeLead')}</p>
    </ConfirmDialog>
  );
}
