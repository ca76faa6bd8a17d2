/** Verifies the audit trail, says what came of it, and gives the head that proves it later. */

import { useState } from 'preact/hooks';
import type { verificationShape } from '../../../../src/wire/audit.ts';
import { reasonOf } from '../../api/reason.ts';
import type { Answer } from '../../api/shapes.ts';
import { CopyField } from '../../design/copy-field.tsx';
import { TextField } from '../../design/field.tsx';
import { call } from '../../session/client.ts';
import { t } from '../../text/catalogue.ts';
import { auditPath } from './entries.ts';

type VerificationJson = Answer<typeof verificationShape>;

interface Verified extends VerificationJson {
  readonly isNoted: boolean;
}

export function Verification() {
  const [noted, setNoted] = useState('');
  const [fault, setFault] = useState<string>();
  const [isUnderWay, setUnderWay] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const [verified, setVerified] = useState<Verified>();
  const submit = async (event: Event) => {
    event.preventDefault();
    const head = noted.trim();
    const isHead = head === '' || /^\d+:\S+$/.test(head);
    setFault(isHead ? undefined : t('audit.headBad'));
    if (!isHead) return;
    if (isUnderWay) return;
    setUnderWay(true);
    setTrouble(undefined);
    setVerified(undefined);
    try {
      const query = head === '' ? {} : { head };
      const found = await call<VerificationJson>(`${auditPath}/verification`, { query });
      setVerified({ ...found, isNoted: head !== '' });
    } catch (error) {
      setTrouble(reasonOf(error));
    } finally {
      setUnderWay(false);
    }
  };
  return (
    <details class="card verification">
      <summary>
        <h2>{t('audit.verify')}</h2>
      </summary>
      <form class="form" noValidate onSubmit={submit}>
        <p>{t('audit.verifyLead')}</p>
        <div class="bar bar-top">
          <TextField
            label={t('audit.headField')}
            hint={t('audit.headHint')}
            error={fault}
            value={noted}
            onText={setNoted}
            input={{ class: 'code', autocomplete: 'off', spellcheck: false }}
          />
          <button type="submit" class="button button-primary bar-act" aria-disabled={isUnderWay}>
            {t(isUnderWay ? 'audit.verifying' : 'audit.verifyAct')}
          </button>
        </div>
      </form>
      <div role="status">{verified?.isWhole ? <Whole verified={verified} /> : null}</div>
      <div role="alert">
        {trouble ? <p class="trouble">{trouble}</p> : null}
        {verified && !verified.isWhole ? <Broken verified={verified} /> : null}
      </div>
      {verified ? <Head head={verified.head} /> : null}
    </details>
  );
}

function Whole({ verified: { entryCount, isNoted } }: { verified: Verified }) {
  return (
    <div class="good-box">
      <p>{t('audit.whole', { count: entryCount })}</p>
      {isNoted ? <p>{t('audit.wholeNoted')}</p> : null}
    </div>
  );
}

function Broken({ verified: { broken, entryCount } }: { verified: Verified }) {
  if (!broken) return null;
  const { number, fault } = broken;
  return (
    <div class="alarm-box">
      <p>
        <strong>{t('audit.broken', { number })}</strong>
      </p>
      <p>{t(`audit.fault.${fault}`, { number })}</p>
      {entryCount > 0 ? <p>{t('audit.brokenBefore', { count: entryCount })}</p> : null}
    </div>
  );
}

function Head({ head }: { head: string }) {
  return (
    <div class="form">
      <CopyField label={t('audit.head')} value={head} />
      <p class="hint">{t('audit.headLead')}</p>
    </div>
  );
}
