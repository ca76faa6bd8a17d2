/** What narrows the timeline down: errors, a person, a text. */

import { isolated } from '../../../src/wire/isolate.ts';
import { Field, TextField } from '../design/field.tsx';
import { t } from '../text/catalogue.ts';
import type { TimelineFilter } from './filter-rows.ts';
import type { DemoJson } from './shapes.ts';

interface TimelineFiltersProps {
  readonly demo: DemoJson;
  readonly filter: TimelineFilter;
  readonly onChange: (filter: TimelineFilter) => void;
}

export function TimelineFilters({ demo, filter, onChange }: TimelineFiltersProps) {
  return (
    <div class="timeline-filters">
      <Field
        label={t('developer.show')}
        control={(ids) => (
          <select
            {...ids}
            value={filter.isErrorsOnly ? 'errors' : 'all'}
            onChange={(event) => onChange({ ...filter, isErrorsOnly: event.currentTarget.value === 'errors' })}
          >
            <option value="all">{t('developer.showAll')}</option>
            <option value="errors">{t('developer.showErrors')}</option>
          </select>
        )}
      />
      <Field
        label={t('developer.person')}
        control={(ids) => (
          <select
            {...ids}
            value={filter.personId}
            onChange={(event) => onChange({ ...filter, personId: event.currentTarget.value })}
          >
            <option value="">{t('developer.everyone')}</option>
            {demo.people.map(({ extensionId, extensionNumber, name }) => (
              <option key={extensionId} value={extensionId}>
                {isolated(name)} · {extensionNumber}
              </option>
            ))}
          </select>
        )}
      />
      <TextField
        label={t('developer.text')}
        value={filter.text}
        onText={(text) => onChange({ ...filter, text })}
        input={{ type: 'search', autocomplete: 'off', spellcheck: false }}
      />
      <label class="desk-check">
        <input
          type="checkbox"
          checked={filter.hidesReading}
          onChange={(event) => onChange({ ...filter, hidesReading: event.currentTarget.checked })}
        />
        {t('developer.hidesReading')}
      </label>
    </div>
  );
}
