/** Chooses people and Departments by typing: a combobox whose list says who cannot be chosen and why. */

import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { ExtensionJson } from '../api/shapes.ts';
import { Icon } from '../design/icon.tsx';
import { type Key, t } from '../text/catalogue.ts';
import { isDepartment, matching } from './recipients.ts';

const maxShown = 8;

export interface ExtensionPickerProps {
  readonly label: string;
  readonly hint: string;
  /** Among whom is chosen. */
  readonly candidates: readonly ExtensionJson[];
  readonly chosen: readonly ExtensionJson[];
  readonly onChange: (chosen: readonly ExtensionJson[]) => void;
  readonly error?: string | undefined;
  /** Why someone cannot be chosen; without it, everyone can. */
  readonly obstacle?: (one: ExtensionJson) => Key | undefined;
  /** What is said of someone who was chosen, beside their name. */
  readonly remark?: (one: ExtensionJson) => ComponentChildren;
}

const noObstacle = (): undefined => undefined;

export function ExtensionPicker(props: ExtensionPickerProps) {
  const { label, hint, candidates, chosen, onChange, error, obstacle = noObstacle, remark } = props;
  const id = useId();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const chosenIds = new Set(chosen.map((one) => one.id));
  const options = isOpen
    ? matching(
        candidates.filter((one) => !chosenIds.has(one.id)),
        typed,
      ).slice(0, maxShown)
    : [];
  const activeOption = options[active];

  const add = (one: ExtensionJson) => {
    if (obstacle(one)) return;
    onChange([...chosen, one]);
    setTyped('');
    setActive(0);
    // Typing opens it again; until then it covers nothing that comes after.
    setOpen(false);
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => (isOpen ? setActive(Math.min(active + 1, options.length - 1)) : setOpen(true)),
    ArrowUp: () => setActive(Math.max(active - 1, 0)),
    Enter: () => activeOption && add(activeOption),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Backspace' && typed === '' && chosen.length > 0) onChange(chosen.slice(0, -1));
    // The first Escape closes the list, the next one the dialog.
    if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      setOpen(false);
    }
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  /** A list of numbers, as it is copied from a table, chooses everyone in it. */
  const onPaste = (event: ClipboardEvent) => {
    const numbers = new Set(event.clipboardData?.getData('text').match(/\d+/g));
    const found = candidates.filter(
      (one) => numbers.has(one.extensionNumber) && !chosenIds.has(one.id) && !obstacle(one),
    );
    if (numbers.size < 2 || found.length === 0) return;
    event.preventDefault();
    onChange([...chosen, ...found]);
  };
  return (
    <div class="field picker">
      <label for={id}>{label}</label>
      <Chosen
        remark={remark}
        chosen={chosen}
        onRemove={(gone) => onChange(chosen.filter((one) => one.id !== gone.id))}
      />
      <div class="combo">
        <input
          id={id}
          role="combobox"
          autocomplete="off"
          spellcheck={false}
          value={typed}
          aria-expanded={options.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={activeOption ? `${id}-${activeOption.id}` : undefined}
          aria-describedby={error ? `${id}-hint ${id}-error` : `${id}-hint`}
          aria-invalid={error ? true : undefined}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setActive(0);
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
            <Option
              key={one.id}
              id={`${id}-${one.id}`}
              extension={one}
              obstacle={obstacle(one)}
              isActive={index === active}
              onChoose={() => add(one)}
            />
          ))}
        </div>
      </div>
      <p class="unseen" role="status">
        {isOpen && typed !== '' ? t('compose.matches', { count: options.length }) : ''}
      </p>
      {isOpen && typed !== '' && options.length === 0 ? <p class="hint">{t('compose.noMatch')}</p> : null}
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

interface OptionProps {
  readonly id: string;
  readonly extension: ExtensionJson;
  readonly obstacle: Key | undefined;
  readonly isActive: boolean;
  readonly onChoose: () => void;
}

function Option({ id, extension, obstacle, isActive, onChoose }: OptionProps) {
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
      <span>{extension.name}</span>
      {isDepartment(extension) ? <span class="tag">{t('compose.department')}</span> : null}
      {obstacle ? <span class="trouble option-reason">{t(obstacle)}</span> : null}
    </div>
  );
}

interface ChosenProps {
  readonly chosen: readonly ExtensionJson[];
  readonly remark: ExtensionPickerProps['remark'];
  readonly onRemove: (one: ExtensionJson) => void;
}

function Chosen({ chosen, remark, onRemove }: ChosenProps) {
  if (chosen.length === 0) return null;
  return (
    <ul class="chips">
      {chosen.map((one) => (
        <li key={one.id} class="chip">
          <span>{one.name}</span>
          {remark?.(one)}
          <button type="button" aria-label={t('compose.remove', { name: one.name })} onClick={() => onRemove(one)}>
            <Icon name="close" size={16} />
          </button>
        </li>
      ))}
    </ul>
  );
}
