/** Imports a people file: choose or drop it, see line by line what it would do, then have it done, all of it or none. */

import { useState } from 'preact/hooks';
import { reasonOf } from '../../api/reason.ts';
import { announce } from '../../design/announcer.tsx';
import { refreshDirectory } from '../../directory/directory.ts';
import { call } from '../../session/client.ts';
import { t } from '../../text/catalogue.ts';
import { formatList } from '../../text/formats.ts';
import { Panel, Screen } from '../screen.tsx';
import { FileChooser } from './file-chooser.tsx';
import { ImportRecords } from './import-records.tsx';
import { downloadLinks, type PeopleImportJson } from './people-import.ts';

interface ChosenFile {
  readonly name: string;
  readonly content: ArrayBuffer;
}

type Step =
  | { readonly kind: 'empty' }
  | { readonly kind: 'reading' | 'applying'; readonly file: ChosenFile; readonly preview?: PeopleImportJson }
  | { readonly kind: 'preview'; readonly file: ChosenFile; readonly preview: PeopleImportJson }
  | { readonly kind: 'done'; readonly file: ChosenFile; readonly result: PeopleImportJson };

const address = '/beckon/v1/people-imports';
const maxBytes = 1024 * 1024;

async function ask(content: ArrayBuffer, query: Readonly<Record<string, string>>): Promise<PeopleImportJson> {
  return await call(address, { method: 'POST', content, query, headers: { 'content-type': 'text/csv' } });
}

/** Throws a sentence for people if the server would not take so much. */
async function contentOf(file: File): Promise<ArrayBuffer> {
  if (file.size > maxBytes) throw t('error.tooLarge');
  return await file.arrayBuffer();
}

export function ImportPeople() {
  const [step, setStep] = useState<Step>({ kind: 'empty' });
  const [trouble, setTrouble] = useState<string>();
  const [isInviting, setInviting] = useState(true);
  const attempt = async (act: () => Promise<Step>, otherwise: Step) => {
    setTrouble(undefined);
    try {
      setStep(await act());
    } catch (error) {
      setTrouble(typeof error === 'string' ? error : reasonOf(error));
      setStep(otherwise);
    }
  };
  const preview = async (file: ChosenFile): Promise<Step> => {
    setStep({ kind: 'reading', file });
    return { kind: 'preview', file, preview: await ask(file.content, { dryRun: 'true' }) };
  };
  const choose = (chosen: File) =>
    attempt(async () => await preview({ name: chosen.name, content: await contentOf(chosen) }), { kind: 'empty' });
  const apply = (file: ChosenFile, before: PeopleImportJson) =>
    attempt(
      async () => {
        setStep({ kind: 'applying', file, preview: before });
        const result = await ask(file.content, { invite: String(isInviting) });
        // At once: nobody can ask for them again, and an import may end the session of whoever asked for it.
        if (result.records.some(({ invitation }) => invitation)) downloadLinks(result);
        refreshDirectory();
        announce(t('import.done'));
        return { kind: 'done', file, result };
      },
      { kind: 'preview', file, preview: before },
    );
  return (
    <Screen
      title={t('import.title')}
      lead={t('import.lead')}
      back={{ path: '/company/people', label: t('people.title') }}
    >
      {step.kind === 'done' ? null : <FileChooser onFile={(file) => void choose(file)} />}
      {trouble ? (
        <div role="alert" class="trouble-box">
          <p>
            {t('import.nothingDone')} {trouble}
          </p>
        </div>
      ) : null}
      {step.kind === 'reading' ? <Working label={t('import.reading', { name: step.file.name })} /> : null}
      {step.kind === 'applying' ? <Working label={t('import.applying')} /> : null}
      {step.kind === 'preview' ? (
        <Panel title={t('import.preview', { name: step.file.name })}>
          <Summary of={step.preview} />
          <Apply
            of={step.preview}
            isInviting={isInviting}
            onInviting={setInviting}
            onApply={() => void apply(step.file, step.preview)}
          />
          <ImportRecords of={step.preview} />
        </Panel>
      ) : null}
      {step.kind === 'done' ? (
        <Panel title={t('import.result', { name: step.file.name })}>
          <Summary of={step.result} />
          <Links of={step.result} />
          <div class="acts">
            <button type="button" class="button" onClick={() => setStep({ kind: 'empty' })}>
              {t('import.another')}
            </button>
          </div>
          <ImportRecords of={step.result} />
        </Panel>
      ) : null}
    </Screen>
  );
}

function Working({ label }: { label: string }) {
  return (
    <div class="panel" role="status">
      <p>{label}</p>
      <progress aria-label={label} />
    </div>
  );
}

function Summary({ of: { counts, isApplied } }: { of: PeopleImportJson }) {
  const { created, updated, kept, refused } = counts;
  const parts = [
    ...(created > 0 ? [t(isApplied ? 'import.wasCreated' : 'import.toCreate', { count: created })] : []),
    ...(updated > 0 ? [t(isApplied ? 'import.wasUpdated' : 'import.toUpdate', { count: updated })] : []),
    ...(kept > 0 ? [t('import.kept', { count: kept })] : []),
    ...(refused > 0 ? [t('import.refused', { count: refused })] : []),
  ];
  if (parts.length === 0) return null;
  return <p role="status">{formatList(parts)}.</p>;
}

interface ApplyProps {
  readonly of: PeopleImportJson;
  readonly isInviting: boolean;
  readonly onInviting: (isInviting: boolean) => void;
  readonly onApply: () => void;
}

function Apply({ of: { counts, records }, isInviting, onInviting, onApply }: ApplyProps) {
  const count = counts.created + counts.updated;
  const newPeople = records.filter(({ action, type }) => action === 'Create' && type !== 'Department').length;
  if (counts.refused > 0) {
    return (
      <p class="notice-box" role="alert">
        {t('import.mustMend', { count: counts.refused })}
      </p>
    );
  }
  if (count === 0) return <p class="notice-box">{t('import.nothingToDo')}</p>;
  return (
    <>
      <p class="hint">{t('import.allOrNone')}</p>
      {newPeople > 0 ? (
        <label class="check">
          <input type="checkbox" checked={isInviting} onChange={() => onInviting(!isInviting)} />
          <span>{t('import.invite', { count: newPeople })}</span>
        </label>
      ) : null}
      <div class="acts">
        <button type="button" class="button button-primary" onClick={onApply}>
          {t('import.apply', { count })}
        </button>
      </div>
    </>
  );
}

function Links({ of }: { of: PeopleImportJson }) {
  const count = of.records.filter(({ invitation }) => invitation).length;
  if (count === 0) return null;
  return (
    <div class="link-box">
      <p>{t('import.links', { count })}</p>
      <div class="acts">
        <button type="button" class="button button-primary" onClick={() => downloadLinks(of)}>
          {t('import.downloadLinks')}
        </button>
      </div>
    </div>
  );
}
