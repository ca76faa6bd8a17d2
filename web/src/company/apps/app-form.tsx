/** Says what an app is called, how people sign in with it, and what it may do. For a new one, and to change one. */

import { useState } from 'preact/hooks';
import { reasonOf } from '../../api/reason.ts';
import { ApiError } from '../../api/refusals.ts';
import { CheckGroup, RadioGroup } from '../../design/choices.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Field, TextField } from '../../design/field.tsx';
import { Trouble } from '../../design/trouble.tsx';
import { t } from '../../text/catalogue.ts';
import { type AppDraft, grantTypes, isNarrowed, newApp, scopes } from './app-api.ts';

interface AppFormProps {
  /** Absent for a new one. */
  readonly app?: AppDraft;
  readonly onSave: (draft: AppDraft) => Promise<void>;
  readonly onClose: () => void;
}

type Faults = Partial<Record<'name' | 'grants' | 'redirectUris' | 'other', string>>;

export function AppForm({ app, onSave, onClose }: AppFormProps) {
  const [draft, setDraft] = useState<AppDraft>(app ?? newApp);
  const [uris, setUris] = useState((app?.redirectUris ?? []).join('\n'));
  const [faults, setFaults] = useState<Faults>({});
  const [isUnderWay, setUnderWay] = useState(false);
  const change = (part: Partial<AppDraft>) => setDraft({ ...draft, ...part });
  const isEnding = app !== undefined && isNarrowed(app, draft);
  const submit = async (event: Event) => {
    event.preventDefault();
    const whole = { ...draft, name: draft.name.trim(), redirectUris: linesOf(uris) };
    const found = faultsOf(whole);
    setFaults(found);
    if (Object.keys(found).length > 0) {
      focusFirstFault(event.currentTarget as HTMLFormElement);
      return;
    }
    if (isUnderWay) return;
    setUnderWay(true);
    try {
      await onSave(whole);
    } catch (error) {
      setFaults(faultFrom(error));
      setUnderWay(false);
    }
  };
  return (
    <Dialog title={app ? t('apps.changeOf', { name: app.name }) : t('apps.registerTitle')} onClose={onClose} isWide>
      <form class="form" noValidate onSubmit={submit}>
        <TextField
          label={t('apps.name')}
          hint={t('apps.nameHint')}
          error={faults.name}
          value={draft.name}
          onText={(name) => change({ name })}
          input={{ maxLength: 100, autocomplete: 'off', required: true }}
        />
        {app ? null : (
          <RadioGroup
            legend={t('apps.kind')}
            hint={t('apps.kindFixed')}
            value={draft.clientType}
            options={(['confidential', 'public'] as const).map((one) => [one, t(`apps.kind.${one}`)])}
            onChoose={(clientType) => change({ clientType })}
          />
        )}
        <CheckGroup
          legend={t('apps.grants')}
          error={faults.grants}
          values={draft.grants}
          options={grantTypes.map((one) => [one, t(`apps.grant.${one}`)])}
          onChange={(grants) => change({ grants })}
        />
        <Field
          label={t('apps.redirectUris')}
          hint={t('apps.redirectHint')}
          error={faults.redirectUris}
          control={(ids) => (
            <textarea
              {...ids}
              class="code"
              rows={3}
              spellcheck={false}
              value={uris}
              onInput={(event) => setUris(event.currentTarget.value)}
            />
          )}
        />
        <CheckGroup
          legend={t('apps.scopes')}
          hint={t('apps.scopesHint')}
          values={draft.scopes}
          options={scopes.map((one) => [one, t(`apps.scope.${one}`), one])}
          onChange={(chosen) => change({ scopes: chosen })}
          isWide
        />
        <div role="status">{isEnding ? <p class="warning-box">{t('apps.narrowed', { name: app.name })}</p> : null}</div>
        <Trouble text={faults.other} />
        <div class="dialog-acts">
          <button type="button" class="button" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <button
            type="submit"
            class={isEnding ? 'button button-danger' : 'button button-primary'}
            aria-disabled={isUnderWay}
          >
            {app ? t(isEnding ? 'apps.saveEnding' : 'apps.save') : t('apps.register')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function linesOf(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
}

function faultsOf({ name, grants, redirectUris }: AppDraft): Faults {
  return {
    ...(name === '' ? { name: t('apps.needName') } : {}),
    ...(grants.length === 0 ? { grants: t('apps.needGrant') } : {}),
    ...(grants.includes('authorization_code') && redirectUris.length === 0
      ? { redirectUris: t('apps.needRedirect') }
      : {}),
  };
}

function faultFrom(error: unknown): Faults {
  const field = error instanceof ApiError ? error.parameter : undefined;
  const known = field === 'name' || field === 'grants' || field === 'redirectUris' ? field : 'other';
  return { [known]: reasonOf(error) };
}

/** After what is wrong has been marked. */
function focusFirstFault(form: HTMLFormElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"], .group-invalid input')?.focus());
}
