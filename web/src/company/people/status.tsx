/** What each status means to pages and to sessions, to be read where it is chosen. */

import type { ExtensionStatus } from '../../api/shapes.ts';
import { t } from '../../text/catalogue.ts';

export const personStatuses = ['Enabled', 'Disabled', 'Frozen', 'NotActivated'] as const satisfies ExtensionStatus[];
export const departmentStatuses = ['Enabled', 'Disabled', 'Frozen'] as const satisfies ExtensionStatus[];

interface StatusChoiceProps {
  readonly legend: string;
  readonly name: string;
  readonly of: readonly ExtensionStatus[];
  readonly kind: 'person' | 'department';
  readonly value: ExtensionStatus;
  readonly onChoose: (status: ExtensionStatus) => void;
}

export function StatusChoice({ legend, name, of, kind, value, onChoose }: StatusChoiceProps) {
  const shown = of.includes(value) ? of : [...of, value];
  return (
    <fieldset class="explained-choices">
      <legend>{legend}</legend>
      {shown.map((status) => (
        <label key={status}>
          <input type="radio" name={name} checked={status === value} onChange={() => onChoose(status)} />
          <span>
            <strong>{t(`people.status.${status}`)}</strong>
            <span class="hint">{t(`${kind}.status.${status}.lead`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

export function StatusTag({ status }: { status: ExtensionStatus }) {
  return (
    <span class={status === 'Enabled' ? 'tag tag-good' : 'tag tag-warning'}>
      <span class="dot" aria-hidden="true" />
      {t(`people.status.${status}`)}
    </span>
  );
}
