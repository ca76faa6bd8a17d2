/** What an import does with each line, those that are refused first to be seen. */

import { useState } from 'preact/hooks';
import { isolatedList } from '../../../../src/wire/isolate.ts';
import { Field } from '../../design/field.tsx';
import { directory } from '../../directory/directory.ts';
import { type Key, t } from '../../text/catalogue.ts';
import { useScreenList } from '../use-screen-list.ts';
import { type ImportAction, type ImportRecordJson, type PeopleImportJson, reasonKeys } from './people-import.ts';

const actions: Readonly<Record<ImportAction, { readonly key: Key; readonly done: Key; readonly look: string }>> = {
  Refuse: { key: 'import.action.Refuse', done: 'import.action.Refuse', look: 'tag tag-alarm' },
  Create: { key: 'import.action.Create', done: 'import.did.Create', look: 'tag tag-good' },
  Update: { key: 'import.action.Update', done: 'import.did.Update', look: 'tag tag-warning' },
  Keep: { key: 'import.action.Keep', done: 'import.action.Keep', look: 'tag' },
};
const order = Object.keys(actions) as ImportAction[];

export function ImportRecords({ of: { records, isApplied, counts } }: { of: PeopleImportJson }) {
  const [wanted, setWanted] = useState<ImportAction | ''>(counts.refused > 0 ? 'Refuse' : '');
  const shown = records.filter(({ action }) => wanted === '' || action === wanted);
  const countOf = (action: ImportAction) => records.filter((one) => one.action === action).length;
  return (
    <>
      <Field
        label={t('import.show')}
        control={(ids) => (
          <select
            {...ids}
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value as ImportAction | '')}
          >
            <option value="">{t('import.all', { count: records.length })}</option>
            {order
              .filter((action) => countOf(action) > 0)
              .map((action) => (
                <option key={action} value={action}>
                  {t(isApplied ? actions[action].done : actions[action].key)} ({countOf(action)})
                </option>
              ))}
          </select>
        )}
      />
      <Records key={wanted} records={shown} all={records} isApplied={isApplied} />
    </>
  );
}

interface RecordsProps {
  readonly records: readonly ImportRecordJson[];
  /** Also those that are not shown: what they create has names as well. */
  readonly all: readonly ImportRecordJson[];
  readonly isApplied: boolean;
}

function Records({ records, all, isApplied }: RecordsProps) {
  const names = new Map([...directory.value, ...all].map(({ extensionNumber, name }) => [extensionNumber, name]));
  const list = useScreenList<HTMLUListElement>(records.length, { narrowRem: 5.75, wideRem: 3.75 });
  return (
    <ul ref={list.ref} class="virtual people" style={{ height: `${list.height}px` }}>
      {list.rows.map(({ index, style }) => {
        const record = records[index] as ImportRecordJson;
        const { line, extensionNumber, name, action } = record;
        const { key, done, look } = actions[action];
        const said = sentencesOf(record, names);
        return (
          <li key={line} style={style} aria-setsize={records.length} aria-posinset={index + 1}>
            <div class="import-row">
              <span class="quiet">{t('import.line', { line: String(line) })}</span>
              <span class="person-name">{isolatedList([extensionNumber, name], ' · ')}</span>
              <span class={look}>{t(isApplied ? done : key)}</span>
              <span class={action === 'Refuse' ? 'import-said trouble' : 'import-said quiet'} title={said}>
                {said}
              </span>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

const columnNames: Readonly<Record<string, Key>> = {
  extensionNumber: 'people.field.extensionNumber',
  type: 'import.column.type',
  status: 'people.status',
  departments: 'departments.title',
};

/** What a column may hold. */
const mends: Readonly<Record<string, Key>> = {
  extensionNumber: 'import.mend.extensionNumber',
  type: 'import.mend.type',
  status: 'import.mend.status',
};

type Names = ReadonlyMap<string, string | undefined>;

function sentencesOf({ problems, changes }: ImportRecordJson, names: Names): string {
  if (problems.length > 0) {
    return problems
      .map(({ column, value, reason }) => {
        const key = columnNames[column];
        const sentence = t(reasonKeys[reason], { column: key ? t(key) : column, value });
        return reason === 'invalid-value' ? `${sentence} ${t(mends[column] ?? 'import.mend.text')}` : sentence;
      })
      .join(' ');
  }
  return changes.map((change) => changeText(change, names)).join(', ');
}

function changeText(change: string, names: Names): string {
  const number = change.slice(1);
  const name = names.get(number) ?? number;
  if (change.startsWith('+')) return t('import.joins', { department: name });
  if (change.startsWith('-')) return t('import.leaves', { department: name });
  return t(change === 'status' ? 'people.status' : 'people.details');
}
