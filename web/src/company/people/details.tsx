/** Changes what is written of a person. What somebody else changes meanwhile is kept: only one's own edits are sent. */

import { useState } from 'preact/hooks';
import type { ExtensionJson } from '../../api/shapes.ts';
import { announce } from '../../design/announcer.tsx';
import { Trouble } from '../../design/trouble.tsx';
import { noteInDirectory } from '../../directory/directory.ts';
import { accountPath, call } from '../../session/client.ts';
import { t } from '../../text/catalogue.ts';
import { SaveActs } from '../save-acts.tsx';
import { Panel } from '../screen.tsx';
import { useAct } from '../use-act.ts';
import { hasFault, PersonFields, type PersonTexts, personBody, personFields, textsOf } from './person-fields.tsx';

export function Details({ person }: { person: ExtensionJson }) {
  const act = useAct();
  const [edits, setEdits] = useState<PersonTexts>({});
  const [isTried, setTried] = useState(false);
  const kept = textsOf(person);
  const changed = Object.fromEntries(
    personFields.flatMap((field) =>
      edits[field] === undefined || edits[field] === kept[field] ? [] : [[field, edits[field]]],
    ),
  ) as PersonTexts;
  const isChanged = Object.keys(changed).length > 0;
  const save = async () => {
    setTried(true);
    if (!isChanged || hasFault(changed)) return;
    const isDone = await act.run(async () => {
      const path = `${accountPath}/extension/${person.id}`;
      noteInDirectory(await call<ExtensionJson>(path, { method: 'PUT', body: personBody(changed) }));
      setEdits({});
      setTried(false);
    });
    if (isDone) announce(t('company.saved'));
  };
  const error = act.errorBeside(personFields);
  return (
    <Panel title={t('people.details')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <PersonFields
          texts={{ ...kept, ...edits }}
          act={act}
          isTried={isTried}
          onText={(field, text) => setEdits({ ...edits, [field]: text })}
        />
        <Trouble text={error} />
        <SaveActs isChanged={isChanged} isUnderWay={act.isUnderWay} onUndo={() => setEdits({})} />
      </form>
    </Panel>
  );
}
