/** Those chosen so far. Whoever cannot be paged any more since then is marked, with the reason. */

import type { ExtensionJson } from '../api/shapes.ts';
import { Icon } from '../design/icon.tsx';
import { directory } from '../directory/directory.ts';
import { obstacleOf } from '../directory/recipients.ts';
import { t } from '../text/catalogue.ts';
import { Reach } from './recipient-option.tsx';

interface ChosenProps {
  readonly chosen: readonly ExtensionJson[];
  readonly onRemove: (one: ExtensionJson) => void;
}

export function Chosen({ chosen, onRemove }: ChosenProps) {
  if (chosen.length === 0) return null;
  const now = new Map(directory.value.map((one) => [one.id, one]));
  return (
    <ul class="chips" aria-label={t('compose.chosen')}>
      {chosen.map((one) => (
        <Chip key={one.id} extension={now.get(one.id) ?? one} onRemove={() => onRemove(one)} />
      ))}
    </ul>
  );
}

function Chip({ extension, onRemove }: { extension: ExtensionJson; onRemove: () => void }) {
  const obstacle = obstacleOf(extension);
  return (
    <li class={obstacle ? 'chip chip-trouble' : 'chip'}>
      <span dir="auto">{extension.name}</span>
      {obstacle ? <span class="trouble">{t(obstacle)}</span> : <Reach extension={extension} />}
      <button type="button" aria-label={t('compose.remove', { name: extension.name })} onClick={onRemove}>
        <Icon name="close" size={16} />
      </button>
    </li>
  );
}
