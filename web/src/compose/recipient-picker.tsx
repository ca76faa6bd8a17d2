/** Chooses whom a page goes to, and says whom a Department reaches at this moment. */

import type { ExtensionJson } from '../api/shapes.ts';
import { directory, reach, readReach } from '../directory/directory.ts';
import { ExtensionPicker } from '../directory/extension-picker.tsx';
import { isDepartment, obstacleOf } from '../directory/recipients.ts';
import { t } from '../text/catalogue.ts';

export interface RecipientPickerProps {
  readonly chosen: readonly ExtensionJson[];
  readonly onChange: (chosen: readonly ExtensionJson[]) => void;
  readonly error: string | undefined;
}

export function RecipientPicker({ chosen, onChange, error }: RecipientPickerProps) {
  const change = (next: readonly ExtensionJson[]) => {
    for (const one of next)
      if (isDepartment(one) && !chosen.includes(one)) void readReach(one.id).catch(() => undefined);
    onChange(next);
  };
  return (
    <ExtensionPicker
      label={t('compose.to')}
      hint={t('compose.toHint')}
      candidates={directory.value}
      chosen={chosen}
      onChange={change}
      error={error}
      obstacle={obstacleOf}
      remark={(one) => <Reach extension={one} />}
    />
  );
}

function Reach({ extension }: { extension: ExtensionJson }) {
  const count = reach.value.get(extension.id);
  if (!isDepartment(extension) || count === undefined) return null;
  return <span class="quiet">{count === 0 ? t('compose.reachesNobody') : t('compose.reaches', { count })}</span>;
}
