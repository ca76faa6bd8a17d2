/** Deletes someone for good, after saying what becomes of their mailbox, their pages and their number. */

import { useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import type { DepartmentJson, ExtensionJson } from '../../api/shapes.ts';
import { announce } from '../../design/announcer.tsx';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { forgetInDirectory } from '../../directory/directory.ts';
import { ownsMailbox } from '../../directory/recipients.ts';
import { accountPath, call } from '../../session/client.ts';
import { me } from '../../session/me.ts';
import { may } from '../../session/permissions.ts';
import { t } from '../../text/catalogue.ts';
import { formatList } from '../../text/formats.ts';
import { Panel } from '../screen.tsx';
import { requestErasure } from './erasure.tsx';

interface LeaveCardProps {
  readonly person: ExtensionJson;
  readonly departments: readonly DepartmentJson[];
}

export function LeaveCard({ person, departments }: LeaveCardProps) {
  const [isAsking, setAsking] = useState(false);
  return (
    <Panel title={t('people.leave')} lead={t('people.leaveLead')}>
      <div class="acts">
        <button type="button" class="button button-danger" onClick={() => setAsking(true)}>
          {t('people.delete')}
        </button>
      </div>
      {isAsking ? <AskDelete person={person} departments={departments} onClose={() => setAsking(false)} /> : null}
    </Panel>
  );
}

function AskDelete({ person, departments, onClose }: LeaveCardProps & { onClose: () => void }) {
  const [, navigate] = useLocation();
  const [isErasing, setErasing] = useState(false);
  const { id, name, extensionNumber: number } = person;
  const of = (key: 'memberIds' | 'managerIds') =>
    departments.filter((department) => department[key].includes(String(id))).map((department) => department.name);
  const [memberOf, managerOf] = [of('memberIds'), of('managerIds')];
  const remove = async () => {
    // Asked for first: a hold refuses it, and then nothing at all is done.
    if (isErasing) await requestErasure(id);
    await call(`${accountPath}/extension/${id}`, { method: 'DELETE' });
    announce(t('people.deleted', { name }));
    navigate('/company/people', { replace: true });
    forgetInDirectory(id);
  };
  return (
    <ConfirmDialog
      title={t('people.ask.delete', { name })}
      act={t('people.deleteAct', { name })}
      onConfirm={remove}
      onClose={onClose}
    >
      <ul class="consequences">
        {me.value?.id === id ? (
          <li>
            <strong>{t('people.itIsYou')}</strong>
          </li>
        ) : null}
        <li>{t('people.deleting.sessions', { name })}</li>
        <li>{t('people.deleting.number', { number })}</li>
        {memberOf.length > 0 ? <li>{t('people.deleting.member', { departments: formatList(memberOf) })}</li> : null}
        {managerOf.length > 0 ? <li>{t('people.deleting.manager', { departments: formatList(managerOf) })}</li> : null}
        <li>{t('people.deleting.sent')}</li>
        <li>{isErasing ? t('people.deleting.erased') : t('people.deleting.mailbox')}</li>
        <li>
          <strong>{t('people.deleting.forGood')}</strong>
        </li>
      </ul>
      {ownsMailbox(person) && may('AccountAdministration') ? (
        <label class="check">
          <input type="checkbox" checked={isErasing} onChange={() => setErasing(!isErasing)} />
          <span>{t('people.deleting.alsoErase', { name })}</span>
        </label>
      ) : null}
    </ConfirmDialog>
  );
}
