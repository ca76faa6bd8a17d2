/** Who is in a Department: adds many at once, and takes many out after saying what that does to them. */

import { useState } from 'preact/hooks';
import { folded } from '../../../../src/domain/folding.ts';
import type { DepartmentJson, ExtensionJson } from '../../api/shapes.ts';
import { announce } from '../../design/announcer.tsx';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { TextField } from '../../design/field.tsx';
import { Foreign } from '../../design/foreign.tsx';
import { directory } from '../../directory/directory.ts';
import { ExtensionPicker } from '../../directory/extension-picker.tsx';
import { ownsMailbox } from '../../directory/recipients.ts';
import { t } from '../../text/catalogue.ts';
import { formatList } from '../../text/formats.ts';
import { StatusTag } from '../people/status.tsx';
import { Panel } from '../screen.tsx';
import { useAct } from '../use-act.ts';
import { useScreenList } from '../use-screen-list.ts';
import { changeMembers } from './change-members.ts';

interface MembersCardProps {
  readonly department: DepartmentJson;
  readonly onChanged: () => void;
}

const searchFrom = 12;
const namedAtMost = 10;

export function MembersCard({ department, onChanged }: MembersCardProps) {
  const { memberIds } = department;
  const isMember = new Set(memberIds);
  const members = directory.value.filter(({ id }) => isMember.has(String(id)));
  return (
    <Panel title={t('departments.membersTitle')} lead={t('departments.members', { count: memberIds.length })}>
      <Add department={department} isMember={isMember} onChanged={onChanged} />
      {members.length > 0 ? (
        <Members department={department} members={members} onChanged={onChanged} />
      ) : (
        <p class="nothing">{t('departments.noMembers')}</p>
      )}
    </Panel>
  );
}

function Add({ department, isMember, onChanged }: MembersCardProps & { isMember: ReadonlySet<string> }) {
  const act = useAct();
  const [added, setAdded] = useState<readonly ExtensionJson[]>([]);
  const add = () =>
    act.run(async () => {
      await changeMembers(department.id, { addedIds: added.map(({ id }) => String(id)) });
      announce(t('departments.added', { count: added.length, department: department.name }));
      setAdded([]);
      onChanged();
    });
  return (
    <>
      <ExtensionPicker
        label={t('departments.addPeople')}
        hint={t('departments.peopleHint')}
        candidates={directory.value.filter((one) => ownsMailbox(one) && !isMember.has(String(one.id)))}
        chosen={added}
        onChange={setAdded}
        error={act.errorBeside([])}
      />
      {added.length > 0 ? (
        <div class="acts">
          <button type="button" class="button button-primary" aria-disabled={act.isUnderWay} onClick={() => void add()}>
            {t('departments.addCount', { count: added.length })}
          </button>
        </div>
      ) : null}
    </>
  );
}

function Members({ department, members, onChanged }: MembersCardProps & { members: readonly ExtensionJson[] }) {
  const [typed, setTyped] = useState('');
  const [marked, setMarked] = useState<ReadonlySet<number>>(new Set());
  const [isAsking, setAsking] = useState(false);
  const words = folded(typed).split(/\s+/);
  const shown = members.filter(({ name, extensionNumber }) =>
    words.every((word) => folded(`${name} ${extensionNumber}`).includes(word)),
  );
  const leaving = members.filter(({ id }) => marked.has(id));
  const mark = (ids: readonly number[], isMarked: boolean) => {
    const change = new Set(ids);
    setMarked(isMarked ? marked.union(change) : marked.difference(change));
  };
  const remove = async () => {
    await changeMembers(department.id, { removedIds: leaving.map(({ id }) => String(id)) });
    announce(t('departments.removed', { count: leaving.length, department: department.name }));
    setMarked(new Set());
    onChanged();
  };
  const named = leaving.slice(0, namedAtMost).map(({ name }) => name);
  const more = leaving.length - named.length;
  const names = more > 0 ? [...named, t('departments.andOthers', { count: more })] : named;
  const isAllMarked = shown.length > 0 && shown.every(({ id }) => marked.has(id));
  return (
    <>
      {members.length >= searchFrom ? (
        <TextField label={t('departments.searchMembers')} value={typed} onText={setTyped} input={{ type: 'search' }} />
      ) : null}
      <div class="bar marking">
        <label class="check">
          <input
            type="checkbox"
            checked={isAllMarked}
            onChange={() =>
              mark(
                shown.map(({ id }) => id),
                !isAllMarked,
              )
            }
          />
          <span>{t('departments.markAll', { count: shown.length })}</span>
        </label>
        <button
          type="button"
          class="button button-danger"
          disabled={leaving.length === 0}
          onClick={() => setAsking(true)}
        >
          {leaving.length === 0 ? t('departments.remove') : t('departments.removeCount', { count: leaving.length })}
        </button>
      </div>
      <MemberRows members={shown} marked={marked} onMark={(id, isMarked) => mark([id], isMarked)} />
      {isAsking ? (
        <ConfirmDialog
          title={t('departments.ask.remove', { count: leaving.length, department: department.name })}
          act={t('departments.removeCount', { count: leaving.length })}
          onConfirm={remove}
          onClose={() => setAsking(false)}
        >
          <p>
            <strong>{formatList(names)}</strong>
          </p>
          <p>{t('departments.removeLead', { department: department.name })}</p>
          {leaving.length === members.length ? (
            <p class="trouble">{t('departments.removeEveryone', { department: department.name })}</p>
          ) : null}
        </ConfirmDialog>
      ) : null}
    </>
  );
}

interface MemberRowsProps {
  readonly members: readonly ExtensionJson[];
  readonly marked: ReadonlySet<number>;
  readonly onMark: (id: number, isMarked: boolean) => void;
}

function MemberRows({ members, marked, onMark }: MemberRowsProps) {
  const list = useScreenList<HTMLUListElement>(members.length, { narrowRem: 3.25, wideRem: 3.25 });
  return (
    <ul ref={list.ref} class="virtual people" style={{ height: `${list.height}px` }}>
      {list.rows.map(({ index, style }) => {
        const { id, name, extensionNumber, status } = members[index] as ExtensionJson;
        return (
          <li key={id} style={style} aria-setsize={members.length} aria-posinset={index + 1}>
            <label class="member-row">
              <input
                type="checkbox"
                checked={marked.has(id)}
                onChange={(event) => onMark(id, event.currentTarget.checked)}
              />
              <span class="person-name">
                <Foreign text={name} />
              </span>
              <span class="quiet">{extensionNumber}</span>
              {status === 'Enabled' ? null : <StatusTag status={status} />}
            </label>
          </li>
        );
      })}
    </ul>
  );
}
