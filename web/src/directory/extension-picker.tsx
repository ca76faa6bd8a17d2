/** Chooses people and Departments by typing: a combobox whose list says who cannot be chosen and why. */

import { useEffect, useId, useState } from 'preact/hooks';
import { isolated } from '../../../src/wire/isolate.ts';
import type { ExtensionJson } from '../api/shapes.ts';
import { t } from '../text/catalogue.ts';
import { formatList } from '../text/formats.ts';
import { ChosenExtensions } from './chosen-extensions.tsx';
import { ExtensionOption, type Says } from './extension-option.tsx';
import { matching } from './recipients.ts';

const maxShown = 8;

export interface ExtensionPickerProps extends Says {
  /** Of the field, for whoever wants to lead people to it. */
  readonly id?: string;
  readonly label: string;
  readonly hint: string;
  /** Among whom is chosen. */
  readonly candidates: readonly ExtensionJson[];
  readonly chosen: readonly ExtensionJson[];
  readonly onChange: (chosen: readonly ExtensionJson[]) => void;
  readonly error?: string | undefined;
  /** Whether it has the focus when it appears. */
  readonly isFirst?: boolean;
}

export function ExtensionPicker(props: ExtensionPickerProps) {
  const { label, hint, candidates, chosen, onChange, error, isFirst = false, obstacle, remark } = props;
  const ownId = useId();
  const { id = ownId } = props;
  const [typed, setTyped] = useState('');
  /** Undefined until someone types or moves: then Enter adds nobody by accident. */
  const [active, setActive] = useState<number>();
  const [isOpen, setOpen] = useState(false);
  /** Why the last one picked could not be added. */
  const [refusal, setRefusal] = useState<string>();
  const chosenIds = new Set(chosen.map((one) => one.id));
  const left = isOpen ? candidates.filter((one) => !chosenIds.has(one.id)) : [];
  const found = matching(left, typed);
  const options = found.slice(0, maxShown);
  const activeOption = active === undefined ? undefined : options[active];

  const add = (one: ExtensionJson) => {
    const why = obstacle?.(one);
    if (why) return setRefusal(`${isolated(one.name)}: ${t(why)}`);
    onChange([...chosen, one]);
    setTyped('');
    setActive(undefined);
    // Typing opens it again; until then it covers nothing that comes after.
    setOpen(false);
  };
  const move = (to: number) => {
    setOpen(true);
    setActive(Math.max(0, Math.min(to, isOpen ? options.length - 1 : 0)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === 'Backspace' && typed === '' && chosen.length > 0) onChange(chosen.slice(0, -1));
    const acts: Readonly<Record<string, () => void>> = {
      ArrowDown: () => move(active === undefined ? 0 : active + 1),
      ArrowUp: () => move((active ?? 0) - 1),
      Enter: () => activeOption && add(activeOption),
      // The first Escape closes the list, the next one the dialog.
      ...(options.length > 0 ? { Escape: () => setOpen(false) } : {}),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  /** A list of numbers, as it is copied from a table, chooses everyone in it. */
  const onPaste = (event: ClipboardEvent) => {
    const numbers = new Set(event.clipboardData?.getData('text').match(/\d+/g));
    const known = candidates.filter(({ extensionNumber }) => numbers.has(extensionNumber));
    const named = known.filter((one) => !chosenIds.has(one.id) && !obstacle?.(one));
    if (numbers.size < 2 || named.length === 0) return;
    event.preventDefault();
    onChange([...chosen, ...named]);
    const unknown = numbers.difference(new Set(known.map(({ extensionNumber }) => extensionNumber)));
    setRefusal(
      leftOutSentence(
        [...unknown],
        known.filter((one) => obstacle?.(one)),
      ),
    );
  };
  useEffect(() => {
    if (activeOption) document.getElementById(`${id}-${activeOption.id}`)?.scrollIntoView({ block: 'nearest' });
  }, [activeOption?.id]);
  return (
    <div class="field picker">
      <label for={id}>{label}</label>
      <ChosenExtensions
        {...{ chosen, obstacle, remark }}
        onRemove={(gone) => {
          onChange(chosen.filter((one) => one.id !== gone.id));
          document.getElementById(id)?.focus();
        }}
      />
      <div class="combo">
        <input
          id={id}
          role="combobox"
          // biome-ignore lint/a11y/noAutofocus: inside a dialog just opened, this is where writing a page begins
          autoFocus={isFirst}
          autocomplete="off"
          spellcheck={false}
          value={typed}
          aria-autocomplete="list"
          aria-expanded={options.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={activeOption ? `${id}-${activeOption.id}` : undefined}
          aria-describedby={error ? `${id}-hint ${id}-error` : `${id}-hint`}
          aria-invalid={error ? true : undefined}
          onClick={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onInput={(event) => {
            const { value } = event.currentTarget;
            setTyped(value);
            setRefusal(undefined);
            setActive(value.trim() === '' ? undefined : 0);
            setOpen(true);
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <div
          id={`${id}-list`}
          role="listbox"
          aria-label={t('nav.people')}
          class="options"
          hidden={options.length === 0}
        >
          {options.map((one, index) => (
            <ExtensionOption
              key={one.id}
              id={`${id}-${one.id}`}
              extension={one}
              isActive={index === active}
              onChoose={() => add(one)}
              {...{ obstacle, remark }}
            />
          ))}
        </div>
      </div>
      <p class={found.length > maxShown ? 'hint' : 'unseen'} role="status">
        {isOpen ? countSentence(found.length, typed) : ''}
      </p>
      <p class={refusal ? 'trouble' : 'unseen'} role="alert">
        {refusal}
      </p>
      {isOpen && typed !== '' && options.length === 0 ? (
        <p class="hint">{t(candidates.length === 0 ? 'app.loading' : 'compose.noMatch')}</p>
      ) : null}
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
      {error ? (
        <p class="trouble" id={`${id}-error`}>
          {error}
        </p>
      ) : null}
    </div>
  );
}

/** Undefined, if everyone in the list was added. */
function leftOutSentence(unknown: readonly string[], inactive: readonly ExtensionJson[]): string | undefined {
  const said = [...inactive.map(({ extensionNumber, name }) => `${isolated(name)} (${extensionNumber})`), ...unknown];
  return said.length > 0 ? t('compose.leftOut', { names: formatList(said) }) : undefined;
}

function countSentence(count: number, typed: string): string {
  if (count > maxShown) return t('compose.firstOf', { shown: maxShown, count });
  return typed === '' ? '' : t('compose.matches', { count });
}
