/** Those chosen so far. Whoever cannot be chosen any more since then is marked, with the reason. */

import type { ExtensionJson } from '../api/shapes.ts';
import { Foreign } from '../design/foreign.tsx';
import { Icon } from '../design/icon.tsx';
import { t } from '../text/catalogue.ts';
import { directory } from './directory.ts';
import type { Says } from './extension-option.tsx';

interface ChosenProps extends Says {
  readonly chosen: readonly ExtensionJson[];
  readonly onRemove: (one: ExtensionJson) => void;
}

export function ChosenExtensions({ chosen, onRemove, ...says }: ChosenProps) {
  if (chosen.length === 0) return null;
  const now = new Map(directory.value.map((one) => [one.id, one]));
  return (
    <ul class="chips" aria-label={t('compose.chosen')}>
      {chosen.map((one) => (
        <Chip key={one.id} extension={now.get(one.id) ?? one} onRemove={() => onRemove(one)} {...says} />
      ))}
    </ul>
  );
}

function Chip({ extension, onRemove, obstacle, remark }: Says & { extension: ExtensionJson; onRemove: () => void }) {
  const why = obstacle?.(extension);
  return (
    <li class={why ? 'chip chip-trouble' : 'chip'}>
      <Foreign text={extension.name} />
      {why ? <span class="trouble">{t(why)}</span> : remark?.(extension)}
      <button type="button" aria-label={t('compose.remove', { name: extension.name })} onClick={onRemove}>
        <Icon name="close" size={16} />
      </button>
    </li>
  );
}
