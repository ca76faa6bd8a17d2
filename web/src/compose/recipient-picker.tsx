/** Chooses people and Departments by typing: a combobox whose list says who cannot be paged and why. */

import { useEffect, useState } from 'preact/hooks';
import type { ExtensionJson } from '../api/shapes.ts';
import { directory } from '../directory/directory.ts';
import { matching, obstacleOf } from '../directory/recipients.ts';
import { t } from '../text/catalogue.ts';
import { Chosen } from './chosen-recipients.tsx';
import { RecipientOption } from './recipient-option.tsx';

const maxShown = 8;

export interface RecipientPickerProps {
  readonly id: string;
  readonly chosen: readonly ExtensionJson[];
  readonly onChange: (chosen: readonly ExtensionJson[]) => void;
  readonly error: string | undefined;
}

export function RecipientPicker({ id, chosen, onChange, error }: RecipientPickerProps) {
  const [typed, setTyped] = useState('');
  /** Undefined until someone types or moves: then Enter adds nobody by accident. */
  const [active, setActive] = useState<number>();
  const [isOpen, setOpen] = useState(false);
  /** Why the last one picked could not be added. */
  const [refusal, setRefusal] = useState<string>();
  const chosenIds = new Set(chosen.map((one) => one.id));
  const found = isOpen
    ? matching(
        directory.value.filter((one) => !chosenIds.has(one.id)),
        typed,
      )
    : [];
  const options = found.slice(0, maxShown);
  const activeOption = active === undefined ? undefined : options[active];

  const add = (one: ExtensionJson) => {
    const obstacle = obstacleOf(one);
    if (obstacle) return setRefusal(`${one.name}: ${t(obstacle)}`);
    onChange([...chosen, one]);
    setTyped('');
    setActive(undefined);
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
  useEffect(() => {
    if (activeOption) document.getElementById(`${id}-${activeOption.id}`)?.scrollIntoView({ block: 'nearest' });
  }, [activeOption?.id]);
  return (
    <div class="field picker">
      <label for={id}>{t('compose.to')}</label>
      <Chosen
        chosen={chosen}
        onRemove={(gone) => {
          onChange(chosen.filter((one) => one.id !== gone.id));
          document.getElementById(id)?.focus();
        }}
      />
      <input
        id={id}
        role="combobox"
        // biome-ignore lint/a11y/noAutofocus: inside a dialog just opened, this is where writing a page begins
        autoFocus
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
      />
      <div id={`${id}-list`} role="listbox" aria-label={t('nav.people')} class="options" hidden={options.length === 0}>
        {options.map((one, index) => (
          <RecipientOption
            key={one.id}
            id={`${id}-${one.id}`}
            extension={one}
            isActive={index === active}
            onChoose={() => add(one)}
          />
        ))}
      </div>
      <p class={found.length > maxShown ? 'hint' : 'unseen'} role="status">
        {isOpen ? countSentence(found.length, typed) : ''}
      </p>
      <p class={refusal ? 'trouble' : 'unseen'} role="alert">
        {refusal}
      </p>
      {isOpen && typed !== '' && options.length === 0 ? (
        <p class="hint">{t(directory.value.length === 0 ? 'app.loading' : 'compose.noMatch')}</p>
      ) : null}
      <p class="hint" id={`${id}-hint`}>
        {t('compose.toHint')}
      </p>
      {error ? (
        <p class="trouble" id={`${id}-error`}>
          {error}
        </p>
      ) : null}
    </div>
  );
}

function countSentence(count: number, typed: string): string {
  if (count > maxShown) return t('compose.firstOf', { shown: maxShown, count });
  return typed === '' ? '' : t('compose.matches', { count });
}
