/** One Department: its name and status, who manages it, who is in it. */

import { useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { isolated } from '../../../../src/wire/isolate.ts';
import type { DepartmentJson, ExtensionJson } from '../../api/shapes.ts';
import { announce } from '../../design/announcer.tsx';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { LoadState } from '../../design/load-state.tsx';
import { directory, forgetInDirectory } from '../../directory/directory.ts';
import { ExtensionPicker } from '../../directory/extension-picker.tsx';
import { ownsMailbox } from '../../directory/recipients.ts';
import { accountPath, call } from '../../session/client.ts';
import { may } from '../../session/permissions.ts';
import { t } from '../../text/catalogue.ts';
import { formatList } from '../../text/formats.ts';
import { Panel, Screen } from '../screen.tsx';
import { useAct } from '../use-act.ts';
import { DepartmentDetails } from './details.tsx';
import { MembersCard } from './members.tsx';
import { isMine, useDepartments } from './use-departments.ts';

export function Department({ departmentId }: { departmentId: string }) {
  const departments = useDepartments();
  const back = { path: '/company/departments', label: t('departments.title') };
  const department = departments.value?.find(({ id }) => id === departmentId);
  if (!department) {
    const title = departments.value ? t('departments.gone') : t('app.loading');
    return (
      <Screen key={title} title={title} back={back}>
        <LoadState of={departments}>{() => <p>{t('departments.goneLead')}</p>}</LoadState>
      </Screen>
    );
  }
  const lead = t('people.number', { number: department.extensionNumber });
  return (
    <Screen key="department" title={isolated(department.name)} lead={lead} back={back}>
      <div class="panels">
        <div class="column">
          {may('EditUserInfo') ? <DepartmentDetails department={department} onChanged={departments.reload} /> : null}
          <Managers department={department} onChanged={departments.reload} />
          {may('AddRemoveUsers') ? <Leave department={department} /> : null}
        </div>
        <div class="column">
          {isMine(department) ? (
            <MembersCard department={department} onChanged={departments.reload} />
          ) : (
            <p class="quiet">{t('departments.notYours')}</p>
          )}
        </div>
      </div>
    </Screen>
  );
}

interface PartProps {
  readonly department: DepartmentJson;
  readonly onChanged: () => void;
}

function Managers({ department, onChanged }: PartProps) {
  const act = useAct();
  const [edited, setEdited] = useState<readonly ExtensionJson[]>();
  const kept = directory.value.filter(({ id }) => department.managerIds.includes(String(id)));
  const chosen = edited ?? kept;
  const isChanged = chosen.length !== kept.length || chosen.some((one) => !kept.includes(one));
  const save = () =>
    act.run(async () => {
      const body = { extensionIds: chosen.map(({ id }) => String(id)) };
      await call(`/beckon/v1/departments/${department.id}/managers`, { method: 'PUT', body });
      setEdited(undefined);
      onChanged();
      announce(t('company.saved'));
    });
  const lead = t('departments.managersLead');
  if (!may('EditAssignedRoles')) {
    return (
      <Panel title={t('departments.managers')} lead={lead}>
        <p>{kept.length > 0 ? formatList(kept.map(({ name }) => name)) : t('departments.noManagers')}</p>
      </Panel>
    );
  }
  return (
    <Panel title={t('departments.managers')} lead={lead}>
      <ExtensionPicker
        label={t('departments.chooseManagers')}
        hint={t('departments.peopleHint')}
        candidates={directory.value.filter(ownsMailbox)}
        chosen={chosen}
        onChange={setEdited}
        error={act.errorBeside([])}
      />
      <div class="acts">
        {isChanged ? (
          <button type="button" class="button" onClick={() => setEdited(undefined)}>
            {t('company.undo')}
          </button>
        ) : null}
        <button
          type="button"
          class="button button-primary"
          aria-disabled={!isChanged || act.isUnderWay}
          onClick={() => isChanged && void save()}
        >
          {t('departments.saveManagers')}
        </button>
      </div>
    </Panel>
  );
}

function Leave({ department: { id, name, extensionNumber: number, memberIds } }: { department: DepartmentJson }) {
  const [, navigate] = useLocation();
  const [isAsking, setAsking] = useState(false);
  const remove = async () => {
    await call(`${accountPath}/extension/${id}`, { method: 'DELETE' });
    announce(t('people.deleted', { name }));
    navigate('/company/departments', { replace: true });
    forgetInDirectory(Number(id));
  };
  return (
    <Panel title={t('departments.leave')} lead={t('departments.leaveLead')}>
      <div class="acts">
        <button type="button" class="button button-danger" onClick={() => setAsking(true)}>
          {t('departments.delete')}
        </button>
      </div>
      {isAsking ? (
        <ConfirmDialog
          title={t('people.ask.delete', { name })}
          act={t('people.deleteAct', { name })}
          onConfirm={remove}
          onClose={() => setAsking(false)}
        >
          <ul class="consequences">
            <li>{t('departments.deleting.members', { count: memberIds.length, department: name })}</li>
            <li>{t('departments.deleting.people')}</li>
            <li>{t('people.deleting.number', { number })}</li>
            <li>
              <strong>{t('people.deleting.forGood')}</strong>
            </li>
          </ul>
        </ConfirmDialog>
      ) : null}
    </Panel>
  );
}
