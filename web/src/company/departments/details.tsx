/** Renames a Department, gives it another number, and says whether it is paged. */

import { useState } from 'preact/hooks';
import type { DepartmentJson, ExtensionStatus } from '../../api/shapes.ts';
import { announce } from '../../design/announcer.tsx';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { TextField } from '../../design/field.tsx';
import { Trouble } from '../../design/trouble.tsx';
import { refreshDirectory } from '../../directory/directory.ts';
import { accountPath, call } from '../../session/client.ts';
import { t } from '../../text/catalogue.ts';
import { faultAt } from '../people/person-fields.tsx';
import { departmentStatuses, StatusChoice } from '../people/status.tsx';
import { SaveActs } from '../save-acts.tsx';
import { Panel } from '../screen.tsx';
import { useAct } from '../use-act.ts';

interface DepartmentDetailsProps {
  readonly department: DepartmentJson;
  readonly onChanged: () => void;
}

type Edits = { readonly name?: string; readonly extensionNumber?: string; readonly status?: ExtensionStatus };

export function DepartmentDetails({ department, onChanged }: DepartmentDetailsProps) {
  const act = useAct();
  const [edits, setEdits] = useState<Edits>({});
  const [isAsking, setAsking] = useState(false);
  const { name, extensionNumber, status } = { ...department, ...edits };
  const changed = Object.fromEntries(
    Object.entries(edits).filter(([field, value]) => value !== department[field as keyof Edits]),
  ) as Edits;
  const isChanged = Object.keys(changed).length > 0;
  const nameFault = name.trim() === '' ? t('departments.fault.name') : undefined;
  const numberFault = faultAt('extensionNumber', extensionNumber);
  const put = async () => {
    await call(`${accountPath}/call-queues/${department.id}`, { method: 'PUT', body: changed });
    setEdits({});
    onChanged();
    refreshDirectory();
    announce(t('company.saved'));
  };
  const save = () => {
    if (!isChanged || nameFault || numberFault) return;
    if (changed.status !== undefined && changed.status !== 'Enabled') setAsking(true);
    else void act.run(put);
  };
  const error = act.errorBeside(['extensionNumber', 'name']);
  return (
    <Panel title={t('people.details')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <div class="fields">
          <TextField
            label={t('departments.name')}
            value={name}
            onText={(text) => setEdits({ ...edits, name: text })}
            error={act.errorAt('name') ?? nameFault}
            input={{ autocomplete: 'off' }}
          />
          <TextField
            label={t('people.field.extensionNumber')}
            value={extensionNumber}
            onText={(text) => setEdits({ ...edits, extensionNumber: text })}
            error={act.errorAt('extensionNumber') ?? numberFault}
            input={{ autocomplete: 'off', inputMode: 'numeric' }}
          />
        </div>
        <StatusChoice
          legend={t('people.status')}
          name="status"
          kind="department"
          of={departmentStatuses}
          value={status}
          onChoose={(chosen) => setEdits({ ...edits, status: chosen })}
        />
        <Trouble text={error} />
        <SaveActs isChanged={isChanged} isUnderWay={act.isUnderWay} onUndo={() => setEdits({})} />
      </form>
      {isAsking ? (
        <ConfirmDialog
          title={t('departments.ask.inactive', { name: department.name })}
          act={t('company.save')}
          onConfirm={put}
          onClose={() => setAsking(false)}
        >
          <p>{t('departments.inactiveLead', { name, count: department.memberIds.length })}</p>
        </ConfirmDialog>
      ) : null}
    </Panel>
  );
}
