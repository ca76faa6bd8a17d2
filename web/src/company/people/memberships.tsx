/** The Departments someone is in: adds them to several at once, and says what taking them out does. */

import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { DepartmentJson, ExtensionJson } from '../../api/shapes.ts';
import type { Loaded } from '../../api/use-loaded.ts';
import { announce } from '../../design/announcer.tsx';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { Foreign } from '../../design/foreign.tsx';
import { Icon } from '../../design/icon.tsx';
import { LoadState } from '../../design/load-state.tsx';
import { directory } from '../../directory/directory.ts';
import { ExtensionPicker } from '../../directory/extension-picker.tsx';
import { isDepartment } from '../../directory/recipients.ts';
import { accountPath, call } from '../../session/client.ts';
import { t } from '../../text/catalogue.ts';
import { Panel } from '../screen.tsx';
import { useAct } from '../use-act.ts';

interface MembershipCardProps {
  readonly person: ExtensionJson;
  readonly departments: Loaded<readonly DepartmentJson[]>;
}

export function MembershipCard({ person, departments }: MembershipCardProps) {
  return (
    <Panel title={t('departments.title')} lead={t('people.departmentsLead', { name: person.name })}>
      <LoadState of={departments}>
        {(all) => <Memberships person={person} all={all} onChanged={departments.reload} />}
      </LoadState>
    </Panel>
  );
}

interface MembershipsProps {
  readonly person: ExtensionJson;
  readonly all: readonly DepartmentJson[];
  readonly onChanged: () => void;
}

function Memberships({ person, all, onChanged }: MembershipsProps) {
  const act = useAct();
  const [added, setAdded] = useState<readonly ExtensionJson[]>([]);
  const [leaving, setLeaving] = useState<DepartmentJson>();
  const id = String(person.id);
  const theirs = all.filter(({ memberIds }) => memberIds.includes(id));
  const theirIds = new Set(theirs.map((department) => Number(department.id)));
  const change = async (items: readonly object[]) => {
    await call(`${accountPath}/department/bulk-assign`, { method: 'POST', body: { items } });
    onChanged();
    announce(t('company.saved'));
  };
  const add = () =>
    act.run(async () => {
      await change(added.map((department) => ({ departmentId: String(department.id), addedExtensionIds: [id] })));
      setAdded([]);
    });
  const error = act.errorBeside([]);
  return (
    <>
      {theirs.length > 0 ? (
        <ul class="memberships">
          {theirs.map((department) => (
            <li key={department.id}>
              <Link href={`/company/departments/${department.id}`}>
                <Foreign text={department.name} />
              </Link>
              <span class="quiet">{department.extensionNumber}</span>
              <button
                type="button"
                class="button button-bare"
                aria-label={t('people.takeOut', { name: department.name })}
                onClick={() => setLeaving(department)}
              >
                <Icon name="close" size={18} />
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <p class="quiet">{t('people.inNone')}</p>
      )}
      <ExtensionPicker
        label={t('people.addToDepartments')}
        hint={t('departments.pickHint')}
        candidates={directory.value.filter((one) => isDepartment(one) && !theirIds.has(one.id))}
        chosen={added}
        onChange={setAdded}
        error={error}
      />
      {added.length > 0 ? (
        <div class="acts">
          <button type="button" class="button button-primary" aria-disabled={act.isUnderWay} onClick={() => void add()}>
            {t('people.addToCount', { count: added.length })}
          </button>
        </div>
      ) : null}
      {leaving ? (
        <ConfirmDialog
          title={t('people.ask.takeOut', { name: person.name, department: leaving.name })}
          act={t('people.takeOutAct')}
          onConfirm={() => change([{ departmentId: leaving.id, removedExtensionIds: [id] }])}
          onClose={() => setLeaving(undefined)}
        >
          <p>{t('departments.removeLead', { department: leaving.name })}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
