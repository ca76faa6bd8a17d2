/** Gives and takes roles; what a role lets someone do counts from their next request on. */

import { useState } from 'preact/hooks';
import type { assignedRolesShape } from '../../../../src/wire/roles.ts';
import type { Answer, DepartmentJson, ExtensionJson } from '../../api/shapes.ts';
import { useLoaded } from '../../api/use-loaded.ts';
import { announce } from '../../design/announcer.tsx';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { LoadState } from '../../design/load-state.tsx';
import { Trouble } from '../../design/trouble.tsx';
import { accountPath, call } from '../../session/client.ts';
import { me } from '../../session/me.ts';
import { readPermissions } from '../../session/permissions.ts';
import { t } from '../../text/catalogue.ts';
import { formatList } from '../../text/formats.ts';
import { Panel } from '../screen.tsx';
import { useAct } from '../use-act.ts';
import { useReturn } from '../use-return.ts';
import { administratorId, assignableIds, managerId } from './roles.ts';

interface RolesCardProps {
  readonly person: ExtensionJson;
  readonly departments: readonly DepartmentJson[];
}

export function RolesCard({ person, departments }: RolesCardProps) {
  const path = `${accountPath}/extension/${person.id}/assigned-role`;
  const held = useLoaded(() => call<Answer<typeof assignedRolesShape>>(path), [person.id]);
  useReturn(held.reload);
  const managed = departments.filter(({ managerIds }) => managerIds.includes(String(person.id)));
  return (
    <Panel title={t('people.roles')} lead={t('people.rolesLead')}>
      <LoadState of={held}>
        {({ records }) => (
          <Choice person={person} path={path} held={records.map(({ id }) => id)} onSaved={held.reload} />
        )}
      </LoadState>
      {managed.length > 0 ? (
        <p>{t('people.manages', { departments: formatList(managed.map(({ name }) => name)) })}</p>
      ) : null}
    </Panel>
  );
}

interface ChoiceProps {
  readonly person: ExtensionJson;
  readonly path: string;
  readonly held: readonly string[];
  readonly onSaved: () => void;
}

function Choice({ person, path, held, onSaved }: ChoiceProps) {
  const act = useAct();
  const [edits, setEdits] = useState<Readonly<Record<string, boolean>>>({});
  const [isAsking, setAsking] = useState(false);
  const wanted = assignableIds.filter((id) => edits[id] ?? held.includes(id));
  const isChanged = assignableIds.some((id) => wanted.includes(id) !== held.includes(id));
  const isAdministrator = wanted.includes(administratorId);
  const isPowerMoved = isAdministrator !== held.includes(administratorId);
  const put = async () => {
    const kept = held.filter((id) => id === managerId);
    await call(path, { method: 'PUT', body: { records: [...kept, ...wanted].map((id) => ({ id })) } });
    setEdits({});
    onSaved();
    if (person.id === me.value?.id) await readPermissions();
    announce(t('company.saved'));
  };
  const error = wanted.length === 0 ? t('people.fault.roles') : act.errorBeside([]);
  return (
    <>
      <fieldset class="explained-choices">
        <legend class="unseen">{t('people.roles')}</legend>
        {assignableIds.map((id) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={wanted.includes(id)}
              onChange={(event) => setEdits({ ...edits, [id]: event.currentTarget.checked })}
            />
            <span>
              <strong>{t(`people.role.${nameOf[id]}`)}</strong>
              <span class="hint">{t(`people.role.${nameOf[id]}.lead`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <Trouble text={error} />
      <div class="acts">
        <button
          type="button"
          class="button button-primary"
          aria-disabled={!isChanged || wanted.length === 0 || act.isUnderWay}
          onClick={() => {
            if (!isChanged || wanted.length === 0) return;
            if (isPowerMoved) setAsking(true);
            else void act.run(put);
          }}
        >
          {t('people.setRoles')}
        </button>
      </div>
      {isAsking ? (
        <ConfirmDialog
          title={t(isAdministrator ? 'people.ask.giveAdministrator' : 'people.ask.takeAdministrator', {
            name: person.name,
          })}
          act={t('people.setRoles')}
          onConfirm={put}
          onClose={() => setAsking(false)}
        >
          <p>
            {t(isAdministrator ? 'people.ask.giveAdministratorLead' : 'people.ask.takeAdministratorLead', {
              name: person.name,
            })}
          </p>
          {person.id === me.value?.id ? <p class="trouble">{t('people.itIsYou')}</p> : null}
        </ConfirmDialog>
      ) : null}
    </>
  );
}

const nameOf = { '1': 'administrator', '3': 'user', '4': 'auditor' } as const;
