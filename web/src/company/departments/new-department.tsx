/** A new Department: its name, its number, and whom it begins with. */

import { useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { reasonOf } from '../../api/reason.ts';
import type { ExtensionJson } from '../../api/shapes.ts';
import { announce } from '../../design/announcer.tsx';
import { TextField } from '../../design/field.tsx';
import { Trouble } from '../../design/trouble.tsx';
import { directory, noteInDirectory } from '../../directory/directory.ts';
import { ExtensionPicker } from '../../directory/extension-picker.tsx';
import { ownsMailbox } from '../../directory/recipients.ts';
import { accountPath, call } from '../../session/client.ts';
import { t } from '../../text/catalogue.ts';
import { faultAt } from '../people/person-fields.tsx';
import { Screen } from '../screen.tsx';
import { useAct } from '../use-act.ts';
import { changeMembers } from './change-members.ts';

export function NewDepartment() {
  const act = useAct();
  const [, navigate] = useLocation();
  const [name, setName] = useState('');
  const [extensionNumber, setNumber] = useState('');
  const [members, setMembers] = useState<readonly ExtensionJson[]>([]);
  const [isTried, setTried] = useState(false);
  const nameFault = name.trim() === '' ? t('departments.fault.name') : undefined;
  const numberFault = faultAt('extensionNumber', extensionNumber);
  const create = () =>
    act.run(async () => {
      const body = {
        ...{ extensionNumber: extensionNumber.trim(), type: 'Department' },
        contact: { firstName: name.trim() },
      };
      const created = await call<ExtensionJson>(`${accountPath}/extension`, { method: 'POST', body });
      noteInDirectory(created);
      announce(t('people.created', { name: created.name }));
      const addedIds = members.map(({ id }) => String(id));
      if (addedIds.length > 0) {
        await changeMembers(String(created.id), { addedIds }).catch((error) =>
          announce(reasonOf(error), { isError: true }),
        );
      }
      navigate(`/company/departments/${created.id}`, { replace: true });
    });
  const error = act.errorBeside(['extensionNumber']);
  return (
    <Screen title={t('departments.new')} back={{ path: '/company/departments', label: t('departments.title') }}>
      <form
        class="panel"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!nameFault && !numberFault) void create();
        }}
      >
        <div class="fields">
          <TextField
            label={t('departments.name')}
            value={name}
            onText={setName}
            error={isTried ? nameFault : undefined}
            input={{ required: true, autocomplete: 'off' }}
          />
          <TextField
            label={t('people.field.extensionNumber')}
            value={extensionNumber}
            onText={setNumber}
            error={act.errorAt('extensionNumber') ?? (isTried ? numberFault : undefined)}
            input={{ required: true, inputMode: 'numeric', autocomplete: 'off' }}
          />
        </div>
        <ExtensionPicker
          label={t('departments.membersTitle')}
          hint={t('departments.peopleHint')}
          candidates={directory.value.filter(ownsMailbox)}
          chosen={members}
          onChange={setMembers}
        />
        <Trouble text={error} />
        <div class="acts">
          <button type="submit" class="button button-primary" aria-disabled={act.isUnderWay}>
            {t('people.create')}
          </button>
        </div>
      </form>
    </Screen>
  );
}
