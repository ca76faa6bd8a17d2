/** The fields for how long messages stay, in the order of a message's life. */

import { RadioGroup } from '../../design/choices.tsx';
import { TextField } from '../../design/field.tsx';
import { t } from '../../text/catalogue.ts';
import type { Draft, Faults } from './retention-draft.ts';

interface FieldsProps {
  readonly draft: Draft;
  readonly faults: Faults;
  readonly onChange: (part: Partial<Draft>) => void;
}

const number = { inputMode: 'numeric', autocomplete: 'off' } as const;

export function RetentionFields({ draft, faults, onChange }: FieldsProps) {
  return (
    <>
      <div class="columns">
        <div class="form">
          <RadioGroup
            legend={t('storage.retention')}
            value={draft.isRetained ? 'after' : 'never'}
            options={(['never', 'after'] as const).map((one) => [one, t(`storage.retention.${one}`)])}
            onChoose={(one) => onChange({ isRetained: one === 'after' })}
          />
          {draft.isRetained ? (
            <TextField
              label={t('storage.retentionDays')}
              error={faults.retention}
              value={draft.retention}
              onText={(retention) => onChange({ retention })}
              input={number}
            />
          ) : null}
        </div>
        <div class="form">
          <RadioGroup
            legend={t('storage.maximum')}
            value={draft.hasMaximum ? 'some' : 'none'}
            options={(['none', 'some'] as const).map((one) => [one, t(`storage.maximum.${one}`)])}
            onChoose={(one) => onChange({ hasMaximum: one === 'some' })}
          />
          {draft.hasMaximum ? (
            <TextField
              label={t('storage.maximumCount')}
              error={faults.maximum}
              value={draft.maximum}
              onText={(maximum) => onChange({ maximum })}
              input={number}
            />
          ) : null}
        </div>
      </div>
      <div class="columns">
        <TextField
          label={t('storage.deletedDays')}
          hint={t('storage.deletedHint')}
          error={faults.deleted}
          value={draft.deleted}
          onText={(deleted) => onChange({ deleted })}
          input={number}
        />
        <TextField
          label={t('storage.purgedDays')}
          hint={t('storage.purgedHint')}
          error={faults.purged}
          value={draft.purged}
          onText={(purged) => onChange({ purged })}
          input={number}
        />
      </div>
    </>
  );
}
