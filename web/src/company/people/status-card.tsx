/** Changes someone's status, after saying what becomes of their pages and of where they are signed in. */

import { useState } from 'preact/hooks';
import type { DepartmentJson, ExtensionJson, ExtensionStatus } from '../../api/shapes.ts';
import { announce } from '../../design/announcer.tsx';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { Trouble } from '../../design/trouble.tsx';
import { directory, noteInDirectory } from '../../directory/directory.ts';
import { accountPath, call } from '../../session/client.ts';
import { me } from '../../session/me.ts';
import { t } from '../../text/catalogue.ts';
import { Panel } from '../screen.tsx';
import { useAct } from '../use-act.ts';
import { personStatuses, StatusChoice } from './status.tsx';

interface StatusCardProps {
  readonly person: ExtensionJson;
  readonly departments: readonly DepartmentJson[];
}

export function StatusCard({ person, departments }: StatusCardProps) {
  const act = useAct();
  const [chosen, setChosen] = useState<ExtensionStatus>();
  const [isAsking, setAsking] = useState(false);
  const status = chosen ?? person.status;
  const isChanged = status !== person.status;
  const put = async () => {
    const path = `${accountPath}/extension/${person.id}`;
    noteInDirectory(await call<ExtensionJson>(path, { method: 'PUT', body: { status } }));
    setChosen(undefined);
    announce(t('people.statusSet', { name: person.name, status: t(`people.status.${status}`) }));
  };
  const error = act.errorBeside([]);
  return (
    <Panel title={t('people.status')}>
      <StatusChoice
        legend={t('people.statusLegend', { name: person.name })}
        name="status"
        kind="person"
        of={personStatuses}
        value={status}
        onChoose={setChosen}
      />
      <Trouble text={error} />
      <div class="acts">
        <button
          type="button"
          class="button button-primary"
          aria-disabled={!isChanged || act.isUnderWay}
          onClick={() => {
            if (!isChanged) return;
            if (person.status === 'Enabled') setAsking(true);
            else void act.run(put);
          }}
        >
          {t('people.setStatus')}
        </button>
      </div>
      {isAsking ? (
        <ConfirmDialog
          title={t(`people.ask.${status as 'Disabled'}`, { name: person.name })}
          act={t('people.setStatus')}
          onConfirm={put}
          onClose={() => setAsking(false)}
        >
          <Consequences person={person} departments={departments} />
        </ConfirmDialog>
      ) : null}
    </Panel>
  );
}

/** What follows from someone being active no longer. */
function Consequences({ person, departments }: StatusCardProps) {
  const { id, name, extensionNumber: number } = person;
  const active = new Set(directory.value.filter(({ status }) => status === 'Enabled').map((one) => String(one.id)));
  const theirs = departments.filter(({ memberIds }) => memberIds.includes(String(id)));
  return (
    <ul class="consequences">
      {me.value?.id === id ? (
        <li>
          <strong>{t('people.itIsYou')}</strong>
        </li>
      ) : null}
      <li>{t('people.leaving.sessions', { name })}</li>
      <li>{t('people.leaving.named', { name, number })}</li>
      {theirs.map((department) => {
        const count = department.memberIds.filter((member) => member !== String(id) && active.has(member)).length;
        const values = { department: department.name, name, count };
        return (
          <li key={department.id}>
            {count === 0 ? t('people.leaving.departmentEmpty', values) : t('people.leaving.department', values)}
          </li>
        );
      })}
      <li>{t('people.leaving.mailbox')}</li>
    </ul>
  );
}
