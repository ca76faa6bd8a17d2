/** Everyone in the company, found by what is typed; ten thousand as well as ten. */

import { signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { folded } from '../../../../src/domain/folding.ts';
import { isolatedList } from '../../../../src/wire/isolate.ts';
import type { DepartmentJson, ExtensionJson, ExtensionStatus } from '../../api/shapes.ts';
import { Avatar } from '../../design/avatar.tsx';
import { Field, TextField } from '../../design/field.tsx';
import { Foreign } from '../../design/foreign.tsx';
import { Icon } from '../../design/icon.tsx';
import { Trouble } from '../../design/trouble.tsx';
import { directory } from '../../directory/directory.ts';
import { isDepartment } from '../../directory/recipients.ts';
import { may } from '../../session/permissions.ts';
import { language, t } from '../../text/catalogue.ts';
import { useDepartments } from '../departments/use-departments.ts';
import { Screen } from '../screen.tsx';
import { useScreenList } from '../use-screen-list.ts';
import { type RoleJson, roleName, useRoles } from './roles.ts';
import { personStatuses, StatusTag } from './status.tsx';

/** Kept, so that whoever comes back from one person finds the list as they left it. */
const typed = signal('');
const wantedStatus = signal<ExtensionStatus | ''>('');

interface Row {
  readonly person: ExtensionJson;
  readonly departments: string;
  readonly roles: readonly string[];
  readonly searched: string;
}

export function PeopleList() {
  const departments = useDepartments();
  const roles = useRoles();
  const everyone = useMemo(
    () => rowsOf(directory.value, departments.value ?? [], roles.value ?? new Map()),
    [directory.value, departments.value, roles.value, language.value],
  );
  const words = folded(typed.value).split(/\s+/);
  const rows = everyone.filter(
    ({ person, searched }) =>
      (wantedStatus.value === '' || person.status === wantedStatus.value) &&
      words.every((word) => searched.includes(word)),
  );
  const trouble = departments.trouble ?? roles.trouble;
  return (
    <Screen title={t('people.title')} acts={may('AddRemoveUsers') ? <Acts /> : null}>
      <search class="bar">
        <div class="grow">
          <TextField
            label={t('people.search')}
            value={typed.value}
            onText={(text) => {
              typed.value = text;
            }}
            input={{ type: 'search', autocomplete: 'off', placeholder: t('people.searchHint') }}
          />
        </div>
        <StatusFilter />
      </search>
      <Trouble text={trouble} />
      <p class="quiet" role="status">
        {rows.length === everyone.length
          ? t('people.countAll', { count: rows.length })
          : t('people.count', { count: rows.length, total: everyone.length })}
      </p>
      {rows.length > 0 ? <Rows rows={rows} /> : <p class="nothing">{t('people.none')}</p>}
    </Screen>
  );
}

function Acts() {
  return (
    <>
      <Link href="/company/people/import" class="button">
        {t('people.import')}
      </Link>
      <Link href="/company/people/new" class="button button-primary">
        <Icon name="plus" />
        {t('people.new')}
      </Link>
    </>
  );
}

function StatusFilter() {
  return (
    <Field
      label={t('people.status')}
      control={(ids) => (
        <select
          {...ids}
          value={wantedStatus.value}
          onChange={(event) => {
            wantedStatus.value = event.currentTarget.value as ExtensionStatus | '';
          }}
        >
          <option value="">{t('people.anyStatus')}</option>
          {personStatuses.map((status) => (
            <option key={status} value={status}>
              {t(`people.status.${status}`)}
            </option>
          ))}
        </select>
      )}
    />
  );
}

function Rows({ rows }: { rows: readonly Row[] }) {
  const list = useScreenList<HTMLUListElement>(rows.length, { narrowRem: 6.5, wideRem: 4.5 });
  return (
    <ul ref={list.ref} class="virtual people" style={{ height: `${list.height}px` }}>
      {list.rows.map(({ index, style }) => {
        const { person, departments, roles } = rows[index] as Row;
        return (
          <li key={person.id} style={style} aria-setsize={rows.length} aria-posinset={index + 1}>
            <Link href={`/company/people/${person.id}`} class="person-row">
              <Avatar name={person.name} />
              <span class="person-name">
                <Foreign text={person.name} />
              </span>
              <span class="person-about">
                {isolatedList([person.extensionNumber, person.contact?.jobTitle], ' · ')}
              </span>
              <span class="person-departments">{departments}</span>
              <span class="person-roles">{roles.join(', ')}</span>
              <StatusTag status={person.status} />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

function rowsOf(
  everyone: readonly ExtensionJson[],
  departments: readonly DepartmentJson[],
  rolesOf: ReadonlyMap<number, readonly RoleJson[]>,
): Row[] {
  const namesOf = new Map<string, string[]>();
  for (const { name, memberIds } of departments) {
    for (const id of memberIds) namesOf.set(id, [...(namesOf.get(id) ?? []), name]);
  }
  return everyone
    .filter((one) => !isDepartment(one))
    .map((person) => {
      const { id, name, extensionNumber, contact } = person;
      const roles = (rolesOf.get(id) ?? []).filter(({ id }) => id !== '3').map(roleName);
      const memberOf = namesOf.get(String(id)) ?? [];
      const texts = [name, extensionNumber, contact?.email, contact?.jobTitle, ...memberOf, ...roles];
      return { person, roles, departments: isolatedList(memberOf), searched: folded(texts.join(' ')) };
    });
}
