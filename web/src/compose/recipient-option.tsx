/** Someone who could be chosen: a Department with how many it reaches now, or the reason why they cannot be. */

import { useEffect } from 'preact/hooks';
import type { ExtensionJson } from '../api/shapes.ts';
import { reach, readReach } from '../directory/directory.ts';
import { isDepartment, obstacleOf } from '../directory/recipients.ts';
import { t } from '../text/catalogue.ts';

interface RecipientOptionProps {
  readonly id: string;
  readonly extension: ExtensionJson;
  readonly isActive: boolean;
  readonly onChoose: () => void;
}

export function RecipientOption({ id, extension, isActive, onChoose }: RecipientOptionProps) {
  const obstacle = obstacleOf(extension);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox handles the keys of its options
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the combobox, as its pattern asks
    <div
      id={id}
      role="option"
      class="option"
      aria-selected={isActive}
      aria-disabled={obstacle ? true : undefined}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span class="option-number">{extension.extensionNumber}</span>
      <span class="option-name" dir="auto">
        {extension.name}
      </span>
      {isDepartment(extension) ? <span class="tag">{t('compose.department')}</span> : null}
      {obstacle ? <span class="trouble option-reason">{t(obstacle)}</span> : <Reach extension={extension} />}
    </div>
  );
}

/** How many a Department reaches now, counted when it is shown. */
export function Reach({ extension }: { extension: ExtensionJson }) {
  const { id } = extension;
  const isCounted = isDepartment(extension);
  useEffect(() => {
    if (isCounted) void readReach(id).catch(() => undefined);
  }, [id, isCounted]);
  const count = reach.value.get(id);
  if (!isCounted || count === undefined) return null;
  return <span class="quiet">{count === 0 ? t('compose.reachesNobody') : t('compose.reaches', { count })}</span>;
}
