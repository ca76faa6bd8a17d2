/** How long messages stay: set here, with what it means and what it would erase said in words as one types. */

import { useState } from 'preact/hooks';
import type { activityShape } from '../../../../src/wire/activity.ts';
import type { configurationAnswerShape } from '../../../../src/wire/message-store.ts';
import { reasonOf } from '../../api/reason.ts';
import type { Answer } from '../../api/shapes.ts';
import { type Loaded, useLoaded } from '../../api/use-loaded.ts';
import { announce } from '../../design/announcer.tsx';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { LoadState } from '../../design/load-state.tsx';
import { Trouble } from '../../design/trouble.tsx';
import { accountPath, call } from '../../session/client.ts';
import { t } from '../../text/catalogue.ts';
import { type Draft, draftOf, faultsOf, settingsIn } from './retention-draft.ts';
import { RetentionFields } from './retention-fields.tsx';
import { erasedBy, isSame, meaningOf, type StoreSettingsJson } from './retention-words.ts';

const path = '/beckon/v1/message-store-settings';

interface Kept {
  readonly settings: StoreSettingsJson;
  /** What the compatible API tells of it. */
  readonly told: number | undefined;
  /** Between two sweeps. */
  readonly sweepSeconds: number;
}

async function readKept(): Promise<Kept> {
  const [settings, vendor, activity] = await Promise.all([
    call<StoreSettingsJson>(path),
    call<Answer<typeof configurationAnswerShape>>(`${accountPath}/message-store-configuration`),
    call<Answer<typeof activityShape>>('/beckon/v1/activity', { query: { after: 999_999_999 } }),
  ]);
  return { settings, told: vendor.retentionPeriod, sweepSeconds: activity.sweep.intervalSeconds };
}

export function Retention() {
  const kept = useLoaded(readKept, []);
  return (
    <section class="form" aria-labelledby="life">
      <h2 id="life">{t('storage.life')}</h2>
      <LoadState of={kept}>
        {(value) => <RetentionForm key={JSON.stringify(value.settings)} kept={value} reload={kept.reload} />}
      </LoadState>
    </section>
  );
}

function RetentionForm({ kept, reload }: { kept: Kept; reload: Loaded<Kept>['reload'] }) {
  const { settings: before } = kept;
  const [draft, setDraft] = useState<Draft>(draftOf(before));
  const [isAsking, setAsking] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const faults = faultsOf(draft);
  const after = settingsIn(draft);
  const erased = after ? erasedBy(before, after, Date.now()) : [];
  const isChanged = after !== undefined && !isSame(before, after);
  const save = async () => {
    await call(path, { method: 'PUT', body: after });
    announce(t('storage.saved'));
    reload();
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    setTrouble(undefined);
    if (!isChanged) return;
    if (erased.length > 0) setAsking(true);
    else await save().catch((error) => setTrouble(reasonOf(error)));
  };
  return (
    <form class="form" noValidate onSubmit={submit}>
      <RetentionFields draft={draft} faults={faults} onChange={(part) => setDraft({ ...draft, ...part })} />
      {after ? (
        <div class="explained" aria-live="polite">
          <Words heading={t('storage.then')} sentences={meaningOf(after, Date.now())} />
          {isChanged ? (
            <div class={erased.length > 0 ? 'warning-box' : 'note-box'}>
              <Words heading={t('storage.changes')} sentences={changesInWords(erased, kept)} />
            </div>
          ) : null}
        </div>
      ) : null}
      <p class="hint">{t('storage.words.vendor', { told: toldInWords(kept.told) })}</p>
      <Trouble text={trouble} />
      <div class="actions">
        <button type="submit" class="button button-primary" disabled={!isChanged}>
          {t('storage.save')}
        </button>
      </div>
      {isAsking ? (
        <ConfirmDialog
          title={t('storage.shortenTitle')}
          act={t('storage.shortenAct')}
          onConfirm={save}
          onClose={() => setAsking(false)}
        >
          {changesInWords(erased, kept).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </ConfirmDialog>
      ) : null}
    </form>
  );
}

function changesInWords(erased: readonly string[], { sweepSeconds }: Kept): string[] {
  if (erased.length === 0) return [t('storage.changes.longer'), t('storage.changes.erased')];
  return [...erased, t('storage.changes.sweep', { seconds: sweepSeconds }), t('storage.changes.held')];
}

function toldInWords(days: number | undefined): string {
  return days === undefined ? t('storage.words.vendorNone') : t('storage.words.vendorDays', { count: days });
}

function Words({ heading, sentences }: { heading: string; sentences: readonly string[] }) {
  return (
    <>
      <h3>{heading}</h3>
      <ul class="sentences">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}
