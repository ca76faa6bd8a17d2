/** Makes a JWT credential for a program. */

import { useState } from 'preact/hooks';
import type { newCredentialShape } from '../../../src/wire/credentials.ts';
import { reasonOf } from '../api/reason.ts';
import type { Answer } from '../api/shapes.ts';
import { RadioGroup } from '../design/choices.tsx';
import { Dialog } from '../design/dialog.tsx';
import { TextField } from '../design/field.tsx';
import { Trouble } from '../design/trouble.tsx';
import { call } from '../session/client.ts';
import { t } from '../text/catalogue.ts';
import { credentialsPath } from './credential-api.ts';

/** Seconds; 0 for any time. */
const lives = ['2592000', '7776000', '31536000', '0'] as const;

interface MakeProps {
  readonly onMade: (jwt: string) => void;
  readonly onClose: () => void;
}

export function MakeCredentialDialog({ onMade, onClose }: MakeProps) {
  const [label, setLabel] = useState('');
  const [life, setLife] = useState<(typeof lives)[number]>('7776000');
  const [isUnderWay, setUnderWay] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isUnderWay) return;
    setUnderWay(true);
    try {
      const body = { label: label.trim(), ...(life === '0' ? {} : { expiresIn: Number(life) }) };
      onMade((await call<Answer<typeof newCredentialShape>>(credentialsPath, { method: 'POST', body })).jwt);
    } catch (error) {
      setTrouble(reasonOf(error));
      setUnderWay(false);
    }
  };
  return (
    <Dialog title={t('credentials.make')} onClose={onClose}>
      <form class="form" noValidate onSubmit={submit}>
        <TextField
          label={t('credentials.label')}
          hint={t('credentials.labelHint')}
          value={label}
          onText={setLabel}
          input={{ maxLength: 100, autocomplete: 'off' }}
        />
        <RadioGroup
          legend={t('credentials.life')}
          value={life}
          options={lives.map((one) => [one, t(`credentials.life.${one}`)])}
          onChoose={setLife}
        />
        <Trouble text={trouble} />
        <div class="dialog-acts">
          <button type="button" class="button" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <button type="submit" class="button button-primary" aria-disabled={isUnderWay}>
            {t('credentials.make')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
