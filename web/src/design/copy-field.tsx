/** Something to be copied: shown whole, so that it can be selected, with a button that copies it. */

import { useId, useRef } from 'preact/hooks';
import { announce } from '../shell/announcer.tsx';
import { t } from '../text/catalogue.ts';

export function CopyField({ label, value }: { label: string; value: string }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      announce(t('records.copied'));
    } catch {
      field.current?.select();
      announce(t('records.copyFailed'), { isError: true });
    }
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="copy-field">
        <input ref={field} id={id} class="code" readOnly spellcheck={false} value={value} />
        <button type="button" class="button" aria-label={t('records.copyOf', { what: label })} onClick={copy}>
          {t('records.copy')}
        </button>
      </div>
    </div>
  );
}
