/** A labelled field, with what helps to fill it in and what is wrong with it. */

import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';

interface Framed {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

interface Ids {
  readonly id: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
}

/** Any control, as long as it takes the ids. */
export function Field({ label, hint, error, control }: Framed & { control: (ids: Ids) => ComponentChildren }) {
  const id = useId();
  const about = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {control({
        id,
        ...(about ? { 'aria-describedby': about } : {}),
        ...(error ? { 'aria-invalid': true as const } : {}),
      })}
      {hint ? (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p class="trouble" id={`${id}-error`}>
          {error}
        </p>
      ) : null}
    </div>
  );
}

type TextFieldProps = Framed & {
  readonly value: string;
  readonly onText: (value: string) => void;
  readonly input?: Omit<JSX.InputHTMLAttributes<HTMLInputElement>, 'value' | 'onInput' | 'id'>;
};

export function TextField({ value, onText, input, ...frame }: TextFieldProps) {
  return (
    <Field
      {...frame}
      control={(ids) => (
        <input dir="auto" {...input} {...ids} value={value} onInput={(event) => onText(event.currentTarget.value)} />
      )}
    />
  );
}
