/** The Departments one may look after, with how many people are in each and how many of them a page reaches now. */

import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { folded } from '../../../../src/domain/folding.ts';
import type { DepartmentJson } from '../../api/shapes.ts';
import { Avatar } from '../../design/avatar.tsx';
import { TextField } from '../../design/field.tsx';
import { Foreign } from '../../design/foreign.tsx';
import { Icon } from '../../design/icon.tsx';
import { LoadState } from '../../design/load-state.tsx';
import { directory } from '../../directory/directory.ts';
import { may } from '../../session/permissions.ts';
import { t } from '../../text/catalogue.ts';
import { formatList } from '../../text/formats.ts';
import { StatusTag } from '../people/status.tsx';
import { Screen } from '../screen.tsx';
import { useScreenList } from '../use-screen-list.ts';
import { isMine, useDepartments } from './use-departments.ts';

/** From so many on, looking for one takes longer than typing. */
const searchFrom = 8;

export function DepartmentList() {
  const departments = useDepartments();
  const [typed, setTyped] = useState('');
  const acts = may('AddRemoveUsers') ? (
    <Link href="/company/departments/new" class="button button-primary">
      <Icon name="plus" />
      {t('departments.new')}
    </Link>
  ) : null;
  return (
    <Screen
      title={t('departments.title')}
      acts={acts}
      {...(may('EditUserInfo') ? {} : { lead: t('departments.yours') })}
    >
      <LoadState of={departments}>
        {(all) => {
          const mine = all.filter(isMine);
          const words = folded(typed).split(/\s+/);
          const shown = mine.filter(({ name, extensionNumber }) =>
            words.every((word) => folded(`${name} ${extensionNumber}`).includes(word)),
          );
          return (
            <>
              {mine.length >= searchFrom ? (
                <TextField
                  label={t('departments.search')}
                  value={typed}
                  onText={setTyped}
                  input={{ type: 'search', autocomplete: 'off' }}
                />
              ) : null}
              <p class="quiet" role="status">
                {t('departments.count', { count: shown.length })}
              </p>
              {shown.length > 0 ? <Rows departments={shown} /> : <p class="nothing">{t('departments.none')}</p>}
            </>
          );
        }}
      </LoadState>
    </Screen>
  );
}

function Rows({ departments }: { departments: readonly DepartmentJson[] }) {
  const list = useScreenList<HTMLUListElement>(departments.length, { narrowRem: 6.5, wideRem: 4.5 });
  const byId = new Map(directory.value.map((one) => [String(one.id), one]));
  return (
    <ul ref={list.ref} class="virtual people" style={{ height: `${list.height}px` }}>
      {list.rows.map(({ index, style }) => {
        const { id, name, extensionNumber, status, memberIds, managerIds } = departments[index] as DepartmentJson;
        const active = memberIds.filter((one) => byId.get(one)?.status === 'Enabled').length;
        const managers = managerIds.flatMap((one) => byId.get(one)?.name ?? []);
        return (
          <li key={id} style={style} aria-setsize={departments.length} aria-posinset={index + 1}>
            <Link href={`/company/departments/${id}`} class="person-row">
              <Avatar name={name} isDepartment />
              <span class="person-name">
                <Foreign text={name} />
              </span>
              <span class="person-about">
                {extensionNumber} · {t('departments.members', { count: memberIds.length })}
              </span>
              <span class="person-departments">{t('departments.reaches', { count: active })}</span>
              <span class="person-roles">
                {managers.length > 0 ? t('departments.managedBy', { names: formatList(managers) }) : ''}
              </span>
              <StatusTag status={status} />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
