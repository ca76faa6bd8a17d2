/** Shows a secret the one time that it can be shown. */

import { t } from '../text/catalogue.ts';
import { CopyField } from './copy-field.tsx';
import { Dialog } from './dialog.tsx';

interface ShownOnceProps {
  readonly title: string;
  readonly lead: string;
  readonly values: readonly { readonly label: string; readonly value: string }[];
  readonly onClose: () => void;
}

export function ShownOnceDialog({ title, lead, values, onClose }: ShownOnceProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <div class="form">
        <p>{lead}</p>
        {values.map((one) => (
          <CopyField key={one.label} {...one} />
        ))}
      </div>
      <div class="dialog-acts">
        <button type="button" class="button button-primary" onClick={onClose}>
          {t('records.done')}
        </button>
      </div>
    </Dialog>
  );
}
