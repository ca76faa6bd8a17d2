/** Something to be copied: shown, so that it can be selected, with a button that copies it. */

import { useId, useRef } from 'preact/hooks';
import { CopyButton } from './copy-button.tsx';

export function CopyField({ label, value }: { label: string; value: string }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const select = () => field.current?.select();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="copy-field">
        <input ref={field} id={id} class="code" readOnly spellcheck={false} value={value} onFocus={select} />
        <CopyButton text={value} what={label} isSmall={false} onFailed={select} />
      </div>
    </div>
  );
}
