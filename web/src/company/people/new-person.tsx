/** Someone new: who they are, whether they can be paged at once, and a link with which they sign in. */

import { useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { reasonOf } from '../../api/reason.ts';
import type { ExtensionJson, ExtensionStatus } from '../../api/shapes.ts';
import { announce } from '../../design/announcer.tsx';
import { Trouble } from '../../design/trouble.tsx';
import { directory, noteInDirectory } from '../../directory/directory.ts';
import { isDepartment } from '../../directory/recipients.ts';
import { accountPath, call } from '../../session/client.ts';
import { t } from '../../text/catalogue.ts';
import { Screen } from '../screen.tsx';
import { useAct } from '../use-act.ts';
import { invite } from './invitation.tsx';
import { hasFault, PersonFields, type PersonTexts, personBody, personFields } from './person-fields.tsx';
import { StatusChoice } from './status.tsx';

/** The number after the highest that a person has. */
function nextNumber(everyone: readonly ExtensionJson[]): string {
  const taken = new Set(everyone.map(({ extensionNumber }) => extensionNumber));
  let number = Math.max(100, ...everyone.filter((one) => !isDepartment(one)).map((one) => Number(one.extensionNumber)));
  do number++;
  while (taken.has(String(number)));
  return String(number);
}

export function NewPerson() {
  const act = useAct();
  const [, navigate] = useLocation();
  const [texts, setTexts] = useState<PersonTexts>(() => ({ extensionNumber: nextNumber(directory.value) }));
  const [status, setStatus] = useState<ExtensionStatus>('NotActivated');
  const [isInviting, setInviting] = useState(true);
  const [isTried, setTried] = useState(false);
  const isNameless = (texts.firstName ?? '').trim() === '' && (texts.lastName ?? '').trim() === '';

  const create = () =>
    act.run(async () => {
      const body = { ...personBody(texts), type: 'User', status };
      const created = await call<ExtensionJson>(`${accountPath}/extension`, { method: 'POST', body });
      noteInDirectory(created);
      announce(t('people.created', { name: created.name }));
      if (isInviting) await invite(created.id).catch((error) => announce(reasonOf(error), { isError: true }));
      navigate(`/company/people/${created.id}`, { replace: true });
    });
  const error = act.errorBeside(personFields);
  return (
    <Screen title={t('people.new')} back={{ path: '/company/people', label: t('people.title') }}>
      <form
        class="panel"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!isNameless && !hasFault(texts)) void create();
        }}
      >
        <PersonFields
          texts={texts}
          act={act}
          isTried={isTried}
          faults={isNameless ? { firstName: t('people.fault.name') } : {}}
          onText={(field, text) => setTexts({ ...texts, [field]: text })}
        />
        <StatusChoice
          legend={t('people.status')}
          name="status"
          kind="person"
          of={['NotActivated', 'Enabled']}
          value={status}
          onChoose={setStatus}
        />
        <label class="check">
          <input type="checkbox" checked={isInviting} onChange={() => setInviting(!isInviting)} />
          <span>
            {t('people.inviteNow')}
            <span class="hint">{t('people.inviteNowHint')}</span>
          </span>
        </label>
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
