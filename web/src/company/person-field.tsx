/** Names one person, by typing: the browser offers those who fit. */

import { useId, useState } from 'preact/hooks';
import type { ExtensionJson } from '../api/shapes.ts';
import { Field } from '../design/field.tsx';
import { directory } from '../directory/directory.ts';
import { isDepartment, matching } from '../directory/recipients.ts';
import { t } from '../text/catalogue.ts';

const maxOffered = 20;

interface PersonFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly error?: string | undefined;
  /** Undefined while nothing, or nobody's name, is in the field. */
  readonly onPerson: (person: ExtensionJson | undefined) => void;
}

export function PersonField({ label, hint, error, onPerson }: PersonFieldProps) {
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [isUnknown, setUnknown] = useState(false);
  const people = directory.value.filter((one) => !isDepartment(one));
  const offered = typed.trim() === '' ? [] : matching(people, nameIn(typed)).slice(0, maxOffered);
  const write = (text: string) => {
    setTyped(text);
    setUnknown(false);
    onPerson(personIn(people, text));
  };
  return (
    <Field
      label={label}
      hint={hint}
      error={isUnknown ? t('records.personUnknown') : error}
      control={(ids) => (
        <>
          <input
            {...ids}
            list={listId}
            autocomplete="off"
            value={typed}
            onInput={(event) => write(event.currentTarget.value)}
            onBlur={() => setUnknown(typed.trim() !== '' && personIn(people, typed) === undefined)}
          />
          <datalist id={listId}>
            {offered.map((one) => (
              <option key={one.id} value={textOf(one)} />
            ))}
          </datalist>
        </>
      )}
    />
  );
}

function textOf({ name, extensionNumber }: ExtensionJson): string {
  return `${name} (${extensionNumber})`;
}

function nameIn(typed: string): string {
  return typed.replace(/\s*\(\d*\)?$/, '');
}

/** The one who was chosen, whose number or name was typed whole, or the only one who fits. */
function personIn(people: readonly ExtensionJson[], typed: string): ExtensionJson | undefined {
  const text = typed.trim();
  if (text === '') return undefined;
  const chosen = people.find((one) => [textOf(one), one.extensionNumber, one.name].includes(text));
  if (chosen) return chosen;
  const [only, ...others] = matching([...people], nameIn(text));
  return others.length === 0 ? only : undefined;
}
