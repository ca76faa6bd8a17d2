/** Chooses whom a page goes to, and says whom a Department reaches at this moment. */

import { useEffect } from 'preact/hooks';
import type { ExtensionJson } from '../api/shapes.ts';
import { directory, reach, readReach } from '../directory/directory.ts';
import { ExtensionPicker } from '../directory/extension-picker.tsx';
import { isDepartment, obstacleOf } from '../directory/recipients.ts';
import { t } from '../text/catalogue.ts';

export interface RecipientPickerProps {
  readonly id: string;
  readonly chosen: readonly ExtensionJson[];
  readonly onChange: (chosen: readonly ExtensionJson[]) => void;
  readonly error: string | undefined;
}

export function RecipientPicker({ id, chosen, onChange, error }: RecipientPickerProps) {
  return (
    <ExtensionPicker
      {...{ id, chosen, onChange, error }}
      isFirst
      label={t('compose.to')}
      hint={t('compose.toHint')}
      candidates={directory.value}
      obstacle={obstacleOf}
      remark={(one) => <Reach extension={one} />}
    />
  );
}

/** How many a Department reaches now, counted when it is shown. */
function Reach({ extension }: { extension: ExtensionJson }) {
  const { id } = extension;
  const isCounted = isDepartment(extension);
  useEffect(() => {
    if (isCounted) void readReach(id).catch(() => undefined);
  }, [id, isCounted]);
  const count = reach.value.get(id);
  if (!isCounted || count === undefined) return null;
  return <span class="quiet">{count === 0 ? t('compose.reachesNobody') : t('compose.reaches', { count })}</span>;
}
