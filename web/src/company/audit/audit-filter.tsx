/** Who, what and when: narrows the audit trail down. */

import { Field, TextField } from '../../design/field.tsx';
import { t } from '../../text/catalogue.ts';
import { PersonField } from '../person-field.tsx';
import { actionGroups } from './entries.ts';

export interface Filter {
  /** An extension's id, `operator` for the command line, or undefined for anyone. */
  readonly actorId: string | undefined;
  readonly group: string | undefined;
  /** Days, or empty. */
  readonly from: string;
  readonly to: string;
}

export const noFilter: Filter = { actorId: undefined, group: undefined, from: '', to: '' };

interface FilterProps {
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
}

export function AuditFilter({ filter, onChange }: FilterProps) {
  const change = (part: Partial<Filter>) => onChange({ ...filter, ...part });
  const isOperator = filter.actorId === 'operator';
  return (
    <fieldset class="filter">
      <legend>{t('audit.filter')}</legend>
      <div class="bar bar-top">
        {isOperator ? null : (
          <PersonField
            label={t('audit.who')}
            hint={t('audit.whoHint')}
            onPerson={(person) => {
              const actorId = person ? String(person.id) : undefined;
              if (actorId !== filter.actorId) change({ actorId });
            }}
          />
        )}
        <Field
          label={t('audit.what')}
          control={(ids) => (
            <select
              {...ids}
              value={filter.group ?? ''}
              onChange={(event) => change({ group: event.currentTarget.value || undefined })}
            >
              <option value="">{t('audit.any')}</option>
              {Object.entries(actionGroups).map(([group, { label }]) => (
                <option key={group} value={group}>
                  {t(label)}
                </option>
              ))}
            </select>
          )}
        />
        <TextField
          label={t('audit.from')}
          value={filter.from}
          onText={(from) => change({ from })}
          input={{ type: 'date' }}
        />
        <TextField label={t('audit.to')} value={filter.to} onText={(to) => change({ to })} input={{ type: 'date' }} />
      </div>
      <label class="choice">
        <input
          type="checkbox"
          checked={isOperator}
          onChange={() => change({ actorId: isOperator ? undefined : 'operator' })}
        />
        <span>{t('audit.operator')}</span>
      </label>
    </fieldset>
  );
}
