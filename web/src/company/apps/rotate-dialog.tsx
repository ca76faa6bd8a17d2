/** Gives an app a new secret, after saying what becomes of the old one. */

import { useState } from 'preact/hooks';
import { reasonOf } from '../../api/reason.ts';
import { RadioGroup } from '../../design/choices.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Trouble } from '../../design/trouble.tsx';
import { t } from '../../text/catalogue.ts';
import { type AppJson, type AppWithSecret, rotateSecret } from './app-api.ts';

const overlaps = ['86400', '604800', '3600', '0'] as const;
type Overlap = (typeof overlaps)[number];

interface RotateDialogProps {
  readonly app: AppJson;
  readonly onRotated: (app: AppWithSecret) => void;
  readonly onClose: () => void;
}

export function RotateDialog({ app, onRotated, onClose }: RotateDialogProps) {
  const [overlap, setOverlap] = useState<Overlap>('86400');
  const [isUnderWay, setUnderWay] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const rotate = async () => {
    if (isUnderWay) return;
    setUnderWay(true);
    try {
      onRotated(await rotateSecret(app.clientId, Number(overlap)));
    } catch (error) {
      setTrouble(reasonOf(error));
      setUnderWay(false);
    }
  };
  return (
    <Dialog title={t('apps.rotateOf', { name: app.name })} onClose={onClose}>
      <div class="form">
        <p>{t('apps.rotateLead')}</p>
        <RadioGroup
          legend={t('apps.overlap')}
          value={overlap}
          options={overlaps.map((one) => [one, t(`apps.overlap.${one}`)])}
          onChoose={setOverlap}
        />
        <Trouble text={trouble} />
      </div>
      <div class="dialog-acts">
        <button type="button" class="button" onClick={onClose}>
          {t('action.cancel')}
        </button>
        <button type="button" class="button button-danger" aria-disabled={isUnderWay} onClick={rotate}>
          {t('apps.rotateAct')}
        </button>
      </div>
    </Dialog>
  );
}
