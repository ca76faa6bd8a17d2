/** Groups of radio buttons and checkboxes, each choice explained by its own line. */

import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

/** Value, what it means, and perhaps the name that programs know it by. */
export type Choice<T extends string> = readonly [value: T, label: string, name?: string];

interface GroupProps {
  readonly legend: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  /** Side by side where there is room. */
  readonly isWide?: boolean;
}

function Group({ legend, hint, error, isWide = false, children }: GroupProps & { children: ComponentChildren }) {
  const id = useId();
  const about = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <fieldset class={error ? 'group group-invalid' : 'group'} aria-describedby={about || undefined}>
      <legend>{legend}</legend>
      {hint ? (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      <div class={isWide ? 'columns columns-dense' : ''}>{children}</div>
      {error ? (
        <p class="trouble" id={`${id}-error`}>
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}

interface RadioGroupProps<T extends string> extends GroupProps {
  readonly value: T;
  readonly options: readonly Choice<T>[];
  readonly onChoose: (value: T) => void;
}

export function RadioGroup<T extends string>({ value, options, onChoose, ...group }: RadioGroupProps<T>) {
  const name = useId();
  return (
    <Group {...group}>
      {options.map(([one, label]) => (
        <label key={one} class="choice">
          <input type="radio" name={name} checked={one === value} onChange={() => onChoose(one)} />
          <span>{label}</span>
        </label>
      ))}
    </Group>
  );
}

interface CheckGroupProps<T extends string> extends GroupProps {
  readonly values: readonly T[];
  readonly options: readonly Choice<T>[];
  readonly onChange: (values: readonly T[]) => void;
}

export function CheckGroup<T extends string>({ values, options, onChange, ...group }: CheckGroupProps<T>) {
  const toggle = (one: T) =>
    onChange(values.includes(one) ? values.filter((other) => other !== one) : [...values, one]);
  return (
    <Group {...group}>
      {options.map(([one, label, name]) => (
        <label key={one} class="choice">
          <input type="checkbox" checked={values.includes(one)} onChange={() => toggle(one)} />
          <span>
            {label}
            {name ? <code class="choice-name">{name}</code> : null}
          </span>
        </label>
      ))}
    </Group>
  );
}
