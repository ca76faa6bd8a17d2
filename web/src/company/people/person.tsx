/** One person: who they are, whether they are paged, what they may do, how they sign in, and how they leave. */

import { useEffect, useState } from 'preact/hooks';
import { isolated } from '../../../../src/wire/isolate.ts';
import { reasonOf } from '../../api/reason.ts';
import { ApiError } from '../../api/refusals.ts';
import type { ExtensionJson } from '../../api/shapes.ts';
import { directory, forgetInDirectory, noteInDirectory } from '../../directory/directory.ts';
import { isDepartment, ownsMailbox } from '../../directory/recipients.ts';
import { accountPath, call } from '../../session/client.ts';
import { may } from '../../session/permissions.ts';
import { t } from '../../text/catalogue.ts';
import { useDepartments } from '../departments/use-departments.ts';
import { Screen } from '../screen.tsx';
import { useReturn } from '../use-return.ts';
import { Details } from './details.tsx';
import { ErasureCard } from './erasure.tsx';
import { InvitationCard } from './invitation.tsx';
import { LeaveCard } from './leave.tsx';
import { MembershipCard } from './memberships.tsx';
import { RolesCard } from './roles-card.tsx';
import { StatusCard } from './status-card.tsx';

const back = { path: '/company/people', label: '' } as const;

export function Person({ extensionId }: { extensionId: number }) {
  const { state, person } = usePerson(extensionId);
  const departments = useDepartments();
  const toList = { ...back, label: t('people.title') };
  if (!person || isDepartment(person)) {
    const title = state === 'gone' ? t('people.gone') : t('app.loading');
    return (
      <Screen key={title} title={title} back={toList}>
        {state === 'gone' ? <p>{t('people.goneLead')}</p> : null}
        {state !== 'gone' && state !== 'loading' ? (
          <p role="alert" class="trouble">
            {state.reason}
          </p>
        ) : null}
      </Screen>
    );
  }
  const all = departments.value ?? [];
  const hasMailbox = ownsMailbox(person);
  return (
    <Screen
      key="person"
      title={isolated(person.name)}
      lead={t('people.number', { number: person.extensionNumber })}
      back={toList}
    >
      <div class="panels">
        <div class="column">
          {hasMailbox && may('AddRemoveUsers') ? <InvitationCard person={person} /> : null}
          <Details person={person} />
          {hasMailbox && may('UserGroups') ? <MembershipCard person={person} departments={departments} /> : null}
        </div>
        <div class="column">
          <StatusCard person={person} departments={all} />
          {hasMailbox && may('EditAssignedRoles') ? <RolesCard person={person} departments={all} /> : null}
          {hasMailbox && may('AccountAdministration') ? <ErasureCard person={person} /> : null}
          {may('AddRemoveUsers') ? <LeaveCard person={person} departments={all} /> : null}
        </div>
      </div>
    </Screen>
  );
}

type State = 'loading' | 'gone' | { readonly reason: string };

/** As the directory has them, and looked up anew: when this is opened, and when somebody comes back to it. */
function usePerson(extensionId: number): { state: State; person: ExtensionJson | undefined } {
  const [state, setState] = useState<State>('loading');
  const read = () => {
    call<ExtensionJson>(`${accountPath}/extension/${extensionId}`).then(noteInDirectory, (error) => {
      const isGone = error instanceof ApiError && error.status === 404;
      if (isGone) forgetInDirectory(extensionId);
      setState(isGone ? 'gone' : { reason: reasonOf(error) });
    });
  };
  useEffect(read, [extensionId]);
  useReturn(read);
  const person = directory.value.find(({ id }) => id === extensionId);
  // Somebody else may have deleted them while they are looked at.
  useEffect(() => {
    if (!person) read();
  }, [person === undefined]);
  return { state, person };
}
