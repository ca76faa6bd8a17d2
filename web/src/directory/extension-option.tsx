/** Someone who could be chosen, or the reason why they cannot be. */

import type { ComponentChildren } from 'preact';
import type { ExtensionJson } from '../api/shapes.ts';
import { Foreign } from '../design/foreign.tsx';
import { type Key, t } from '../text/catalogue.ts';
import { isDepartment } from './recipients.ts';

/** What is said of someone beside their name. */
export interface Says {
  /** Why they cannot be chosen; without it, everyone can. */
  readonly obstacle?: ((one: ExtensionJson) => Key | undefined) | undefined;
  /** Anything else worth knowing of someone who can be. */
  readonly remark?: ((one: ExtensionJson) => ComponentChildren) | undefined;
}

interface ExtensionOptionProps extends Says {
  readonly id: string;
  readonly extension: ExtensionJson;
  readonly isActive: boolean;
  readonly onChoose: () => void;
}

export function ExtensionOption({ id, extension, isActive, onChoose, obstacle, remark }: ExtensionOptionProps) {
  const why = obstacle?.(extension);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox handles the keys of its options
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the combobox, as its pattern asks
    <div
      id={id}
      role="option"
      class="option"
      aria-selected={isActive}
      aria-disabled={why ? true : undefined}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span class="option-number">{extension.extensionNumber}</span>
      <span class="option-name">
        <Foreign text={extension.name} />
      </span>
      {isDepartment(extension) ? <span class="tag">{t('compose.department')}</span> : null}
      {why ? <span class="trouble option-reason">{t(why)}</span> : remark?.(extension)}
    </div>
  );
}
